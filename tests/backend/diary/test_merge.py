"""A day's entry does not depend on the order in which its revisions arrive, nor on phones' clocks."""

import datetime as dt
import gc
import sys
import uuid
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.diary.merge import Revision, merge_day

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def revision(number: int, *parents: int, minutes: int = 0, **changes: object) -> Revision:
    ids = frozenset(uuid.UUID(int=parent) for parent in parents)
    return Revision(uuid.UUID(int=number), NOON + dt.timedelta(minutes=minutes), ids, changes)


def test_a_correction_wins_although_its_clock_runs_behind() -> None:
    first = revision(1, minutes=0, peak_intensity=4)
    second = revision(2, 1, minutes=-600, peak_intensity=6)
    merged = merge_day([second, first])
    assert merged.fields == {"peak_intensity": 6}
    assert merged.conflicts == {}
    assert merged.heads == [second.id]


def test_different_fields_from_two_phones_are_both_kept() -> None:
    merged = merge_day([revision(1, headache=True), revision(2, 1, neck_pain_now=3), revision(3, 1, side="left")])
    assert merged.fields == {"headache": True, "neck_pain_now": 3, "side": "left"}
    assert merged.conflicts == {}
    assert len(merged.heads) == 2


def test_the_same_field_from_two_phones_shows_both_values() -> None:
    merged = merge_day([revision(1, headache=True), revision(2, 1, peak_intensity=3), revision(3, 1, peak_intensity=8)])
    assert merged.fields["peak_intensity"] == 8
    assert merged.conflicts == {"peak_intensity": [3]}


def test_a_conflict_ends_when_somebody_who_saw_both_writes() -> None:
    revisions = [revision(1, peak_intensity=3), revision(2, peak_intensity=8), revision(3, 1, 2, peak_intensity=5)]
    merged = merge_day(revisions)
    assert merged.fields == {"peak_intensity": 5}
    assert merged.conflicts == {}


def test_a_parent_that_has_not_arrived_does_not_hold_back_its_child() -> None:
    assert merge_day([revision(2, 1, headache=True)]).fields == {"headache": True}


def test_parents_in_a_circle_end_and_agree_in_every_order() -> None:
    circle = [revision(1, 2, headache=True), revision(2, 1, headache=False), revision(3, 3, side="left")]
    results = {str(merge_day(order)) for order in permutations(circle)}
    assert len(results) == 1


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    revisions: list[Revision] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        parents = draw(st.sets(st.integers(1, 8), max_size=3))
        changes = draw(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=1, max_size=2))
        revisions.append(revision(number, *parents, minutes=draw(st.integers(-2000, 2000)), **changes))
    return revisions


@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_never_changes_the_entry(history: list[Revision], random: object) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_day(shuffled) == merge_day(history)


@given(histories())
def test_every_value_that_stands_was_written_by_somebody(history: list[Revision]) -> None:
    merged = merge_day(history)
    assert set(merged.fields) == {name for each in history for name in each.changes}
    for name, value in merged.fields.items():
        assert value in [each.changes[name] for each in history if name in each.changes]


def _merged_by_hand(history: list[Revision]) -> dict[str, set[int]]:
    """Return field -> the values that nobody overwrote knowingly, by the definition, for histories without circles."""
    known = {each.id: each for each in history}

    def ancestors(each: Revision) -> set[uuid.UUID]:
        found = {parent for parent in each.parents if parent in known}
        return found.union(*(ancestors(known[parent]) for parent in found)) if found else found

    found: dict[str, set[int]] = {}
    for each in history:
        for name, value in each.changes.items():
            if not any(name in other.changes and each.id in ancestors(other) for other in history):
                found.setdefault(name, set()).add(value)
    return found


@given(histories())
def test_what_stands_and_what_disagrees_is_what_nobody_overwrote_knowingly(history: list[Revision]) -> None:
    # Parents with a smaller number only: no circle.
    history = [
        Revision(each.id, each.recorded_at, frozenset(p for p in each.parents if p < each.id), each.changes)
        for each in history
    ]
    merged = merge_day(history)
    standing = {name: {value, *merged.conflicts.get(name, [])} for name, value in merged.fields.items()}
    assert standing == _merged_by_hand(history)


SHAPES: dict[str, Callable[[int], set[int]]] = {
    "one after the other": lambda number: {number - 1},
    "nobody knew of anybody": lambda number: set(),
    "everybody knew of the last fifty": lambda number: set(range(number - 50, number)),
    "in circles of two": lambda number: {number ^ 1},
    "one large circle": lambda number: {number % 240 + 1},
}


def _cost(shape: str, count: int) -> int:
    """Return how many lines of Python a merge of so many revisions runs. What it holds: `make bench-growth`."""
    ids = [uuid.UUID(int=number) for number in range(count + 1)]
    revisions = [
        Revision(
            ids[number],
            NOON,
            frozenset(ids[parent] for parent in SHAPES[shape](number) if 0 < parent <= count),
            {"note": number, "headache": True},
        )
        for number in range(1, count + 1)
    ]
    lines = 0

    def step(frame: object, event: str, arg: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return step

    # What else would run meanwhile, and is counted: the collector, and who listens to it.
    gc.disable()
    sys.settrace(step)
    try:
        merge_day(revisions)
        return lines
    finally:
        sys.settrace(None)
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_revisions_are_twice_the_work(shape: str) -> None:
    assert _cost(shape, 240) < 2.4 * _cost(shape, 120)


def test_knowledge_reaches_through_revisions_in_between() -> None:
    # The third knew of the first by way of the second, so its word on the field is a correction, whatever the clocks.
    chain = [
        revision(1, minutes=50, peak_intensity=3),
        revision(2, 1, minutes=0, side="left"),
        revision(3, 2, minutes=-90, peak_intensity=8),
    ]
    for order in permutations(chain):
        merged = merge_day(order)
        assert merged.fields == {"peak_intensity": 8, "side": "left"}
        assert merged.conflicts == {}
        assert merged.heads == [uuid.UUID(int=3)]


def test_neither_ids_nor_clocks_order_those_who_knew_of_each_other() -> None:
    # Ids fall while knowledge grows, and clocks run backwards.
    chain = [
        revision(9, minutes=90, peak_intensity=9),
        revision(5, 9, minutes=50, side="left"),
        revision(3, 5, minutes=30, side="right"),
        revision(1, 3, minutes=10, peak_intensity=1),
    ]
    for order in permutations(chain):
        merged = merge_day(order)
        assert merged.fields == {"peak_intensity": 1, "side": "right"}
        assert merged.conflicts == {}


def test_a_revision_waits_for_all_whom_it_has_seen() -> None:
    # The last saw both branches; the later branch by the clock must not overwrite what it said.
    diamond = [
        revision(1, minutes=0, peak_intensity=1),
        revision(2, 1, minutes=10, peak_intensity=2),
        revision(3, 1, minutes=500, peak_intensity=3, side="left"),
        revision(4, 2, 3, minutes=20, peak_intensity=4, side="right"),
    ]
    for order in permutations(diamond):
        merged = merge_day(order)
        assert merged.fields == {"peak_intensity": 4, "side": "right"}
        assert merged.conflicts == {}


def test_every_value_of_a_disagreement_is_shown() -> None:
    three = [revision(number, minutes=number, peak_intensity=number) for number in (1, 2, 3)]
    merged = merge_day(three)
    assert (merged.fields, merged.conflicts) == ({"peak_intensity": 3}, {"peak_intensity": [1, 2]})
    same = [revision(number, minutes=number, peak_intensity=5) for number in (1, 2)]
    assert merge_day(same).conflicts == {}


def test_two_circles_and_what_hangs_on_them_are_all_placed() -> None:
    tangle = [
        revision(1, 2, headache=True),
        revision(2, 1, headache=False),
        revision(3, 4, side="left"),
        revision(4, 3, side="right"),
        revision(5, 2, 4, neck_pain_now=3),
    ]
    results = {str(merge_day(order)) for order in permutations(tangle)}
    assert len(results) == 1
    assert set(merge_day(tangle).fields) == {"headache", "side", "neck_pain_now"}
