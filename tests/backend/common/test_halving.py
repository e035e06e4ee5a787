"""A batch in which one item fails alone."""

from collections.abc import Sequence

import pytest
from django.db import OperationalError

from backend.common.halving import halving


@pytest.mark.parametrize("bad", [set(), {0}, {6}, {3}, {2, 3}, set(range(7))])
def test_each_bad_item_fails_alone_and_the_rest_is_done_once(bad: set[int]) -> None:
    done: list[int] = []
    faults: list[tuple[int, str]] = []

    def work(items: Sequence[int]) -> int:
        if wrong := bad.intersection(items):
            raise ValueError(min(wrong))
        done.extend(items)
        return len(items)

    parts = halving(range(7), work, lambda item, error: faults.append((item, str(error))))
    assert sorted(done) == [item for item in range(7) if item not in bad]
    assert faults == [(item, str(item)) for item in sorted(bad)]
    assert sum(parts) == len(done)


def test_nothing_is_asked_of_an_empty_batch() -> None:
    assert halving([], lambda items: pytest.fail("asked"), lambda item, error: None) == []


def test_a_database_out_of_reach_is_no_items_fault() -> None:
    def work(items: Sequence[int]) -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        halving([1, 2], work, lambda item, error: pytest.fail("blamed an item"))
