"""Which baseline counts, windows at their edges, monitoring days, intensity and hours."""

import datetime as dt
from fractions import Fraction

import pytest

from backend.insights.numbers.headache_days import Day, count_window, last_28_days
from backend.insights.numbers.monitoring import Tier, monitoring_period
from backend.insights.numbers.response import BaselineSource, find_baseline

START = dt.date(2026, 2, 2)
CLOSED = dt.date(2026, 3, 1)


def days(first: int, last: int, headache: bool | None = True) -> list[Day]:
    """Return days counted from the program's start: -1 is the day before it."""
    return [Day(START + dt.timedelta(days=n), headache) for n in range(first, last + 1)]


def test_the_28_dates_before_the_program_come_first() -> None:
    found = find_baseline(days(-14, 40), START, CLOSED, recall=5)
    assert (found.source, found.quality, found.monthly) == (BaselineSource.DIARY, "estimated", 28)
    assert found.window
    assert (found.window.first_on, found.window.last_on) == (dt.date(2026, 1, 5), dt.date(2026, 2, 1))


def test_then_recall_when_fewer_than_14_days_were_recorded() -> None:
    found = find_baseline(days(-13, 40), START, CLOSED, recall=5)
    assert (found.source, found.quality, found.monthly, found.window) == (BaselineSource.RECALL, "recall", 5, None)
    assert find_baseline([], START, CLOSED, recall=0).monthly == 0


def test_days_before_the_window_or_unanswered_do_not_help() -> None:
    assert find_baseline(days(-60, -29), START, CLOSED, recall=5).source is BaselineSource.RECALL
    assert find_baseline(days(-28, -1, None), START, CLOSED, recall=5).source is BaselineSource.RECALL
    assert find_baseline(days(-28, -15), START, CLOSED, recall=5).source is BaselineSource.DIARY


def test_then_the_first_28_program_days() -> None:
    found = find_baseline([*days(0, 13), *days(14, 27, False), *days(28, 40)], START, START + dt.timedelta(days=60))
    assert (found.source, found.quality, found.monthly) == (BaselineSource.EARLY, "early", 14)
    assert found.window
    assert found.window.last_on == START + dt.timedelta(days=27)


def test_the_first_program_days_end_at_the_last_closed_date() -> None:
    found = find_baseline(days(0, 27), START, START + dt.timedelta(days=12))
    assert found.window
    assert (found.window.recorded_days, found.monthly) == (13, None)


def test_a_window_counts_intensity_and_hours_of_headache_days_only() -> None:
    diary = [
        Day(CLOSED, True, 8, 90),
        Day(CLOSED - dt.timedelta(days=1), True, 7, None),
        Day(CLOSED - dt.timedelta(days=2), True, 4, 45),
        Day(CLOSED - dt.timedelta(days=3), True, 3, 30),
        Day(CLOSED - dt.timedelta(days=4), True, None, 30),
        Day(CLOSED - dt.timedelta(days=5), True, 10, 29),
        Day(CLOSED - dt.timedelta(days=6), False, 9, 600),
        Day(CLOSED - dt.timedelta(days=27), True, 6, 60),
        Day(CLOSED - dt.timedelta(days=28), True, 10, 600),
        Day(CLOSED + dt.timedelta(days=1), True, 10, 600),
    ]
    window = last_28_days(diary, CLOSED)
    assert (window.recorded_days, window.headache_days) == (8, 6)
    assert (window.mean_peak, window.severe_days) == (Fraction(28, 5), 2)
    assert window.hours == Fraction(90 + 45 + 30 + 30 + 60, 60)


def test_no_rated_day_has_no_mean() -> None:
    assert count_window([Day(CLOSED, True)], CLOSED, CLOSED).mean_peak is None


@pytest.mark.parametrize(
    ("days", "severe", "hours"),
    [
        ([], None, None),
        ([Day(CLOSED, None)], None, None),
        ([Day(CLOSED, True)], None, None),
        ([Day(CLOSED, False)], 0, 0),
        ([Day(CLOSED, True, 8, 90)], 1, Fraction(3, 2)),
    ],
)
def test_what_was_not_given_is_no_zero(days: list[Day], severe: int | None, hours: Fraction | None) -> None:
    window = count_window(days, CLOSED, CLOSED)
    assert (window.severe_days, window.hours) == (severe, hours)


@pytest.mark.parametrize(
    ("sent", "days_", "tier"),
    [
        (0, 0, Tier.NONE),
        (1, 1, Tier.NONE),
        (2, 2, Tier.SHORT),
        (15, 15, Tier.SHORT),
        (16, 16, Tier.FULL),
        (40, 30, Tier.FULL),
    ],
)
def test_monitoring_tiers(sent: int, days_: int, tier: Tier) -> None:
    start = dt.date(2026, 2, 1)
    found = monitoring_period([start + dt.timedelta(days=n) for n in range(sent)] * 2, start, CLOSED)
    assert (found.first_on, found.last_on) == (start, dt.date(2026, 3, 2))
    assert (found.days, found.tier) == (days_, tier)


@pytest.mark.parametrize(("closed", "first"), [(0, 0), (29, 0), (30, 30), (59, 30), (60, 60), (-5, 0)])
def test_monitoring_periods_follow_each_other(closed: int, first: int) -> None:
    found = monitoring_period([START, START - dt.timedelta(days=1)], START, START + dt.timedelta(days=closed))
    assert found.first_on == START + dt.timedelta(days=first)
    assert found.days == (1 if first == 0 else 0)
