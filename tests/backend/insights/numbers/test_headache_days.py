"""Headache days by definition."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.insights.numbers.headache_days import Day, Quality, is_headache_day, last_28_days

LAST = dt.date(2026, 3, 28)


def day(back: int, headache: bool | None = True, **more: object) -> Day:
    return Day(LAST - dt.timedelta(days=back), headache, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "medicine", "counts"),
    [(None, False, True), (30, False, True), (29, False, False), (29, True, True), (0, False, False)],
)
def test_thirty_minutes_or_a_medicine_make_a_headache_day(minutes: int | None, medicine: bool, counts: bool) -> None:
    assert is_headache_day(day(0, duration_min=minutes, acute_medicine=medicine)) is counts


@pytest.mark.parametrize(
    ("recorded", "quality"),
    [
        (28, Quality.RELIABLE),
        (23, Quality.RELIABLE),
        (22, Quality.ESTIMATED),
        (14, Quality.ESTIMATED),
        (13, Quality.INSUFFICIENT),
    ],
)
def test_quality_follows_the_recorded_days(recorded: int, quality: Quality) -> None:
    count = last_28_days([day(back) for back in range(recorded)], LAST)
    assert count.quality == quality
    assert (count.monthly is None) is (quality == Quality.INSUFFICIENT)


def test_missing_days_are_unknown_not_headache_free() -> None:
    days = [day(back, back < 7) for back in range(14)]
    count = last_28_days(days, LAST)
    assert (count.headache_days, count.recorded_days, count.monthly) == (7, 14, 14.0)


def test_the_window_is_twenty_eight_days_with_both_ends() -> None:
    days = [day(0), day(27), day(28), day(-1)] + [day(back, False) for back in range(1, 14)]
    assert last_28_days(days, LAST).headache_days == 2


@given(st.lists(st.booleans(), min_size=14, max_size=28), st.integers(0, 27))
def test_an_unanswered_day_never_changes_the_count(answers: list[bool], back: int) -> None:
    days = [day(index, answer) for index, answer in enumerate(answers)]
    assert last_28_days([*days, day(back, None)], LAST) == last_28_days(days, LAST)


def test_hours_and_lost_days_of_a_window() -> None:
    days = [
        day(0, peak_intensity=6, duration_min=90, lost_time=True),
        day(1, peak_intensity=None, duration_min=120),
        day(2, peak_intensity=4, duration_min=None),
        day(3, False, peak_intensity=9, duration_min=600, lost_time=True),
        day(4, None, lost_time=True),
        day(28, peak_intensity=10, duration_min=60, lost_time=True),
    ]
    found = last_28_days(days, LAST)
    assert found.hours == Fraction(7, 2)
    assert (found.rated_days, found.timed_days, found.lost_days) == (2, 2, 3)


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        ([], None),
        ([None, None], None),
        ([True, None], Fraction(1)),
        ([False], Fraction(0)),
        ([True, False, False, None], Fraction(1, 3)),
    ],
)
def test_the_neck_linked_share_is_of_those_who_answered(answers: list[bool | None], share: Fraction | None) -> None:
    days = [day(back, neck_move=answer) for back, answer in enumerate(answers)]
    # Only headache days are asked.
    days.append(day(9, False, neck_move=True))
    assert last_28_days(days, LAST).neck_linked == share
