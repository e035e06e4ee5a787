"""A day's entry does not depend on the order in which its revisions arrive, nor on phones' clocks."""

import datetime as dt
import uuid
from itertools import permutations

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
