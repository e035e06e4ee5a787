"""Wall-clock reminders across clock changes."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from backend.reminders.due import EVERY_DAY, QUIET_FROM, QUIET_TO, after_quiet, instant_of, is_quiet, occurrences

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("date", "time", "utc"),
    [
        (dt.date(2026, 3, 28), dt.time(2, 30), "2026-03-28T01:30"),
        (dt.date(2026, 3, 29), dt.time(2, 30), "2026-03-29T01:30"),  # skipped by the clocks: 03:30 on the wall
        (dt.date(2026, 10, 25), dt.time(2, 30), "2026-10-25T00:30"),  # comes twice: the first
        (dt.date(2026, 10, 26), dt.time(2, 30), "2026-10-26T01:30"),
    ],
)
def test_gap_and_overlap(date: dt.date, time: dt.time, utc: str) -> None:
    assert instant_of(date, time, BERLIN) == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)


def test_a_skipped_time_rings_an_hour_later_on_the_wall() -> None:
    wall = instant_of(dt.date(2026, 3, 29), dt.time(2, 30), BERLIN).astimezone(ZoneInfo(BERLIN))
    assert wall.time() == dt.time(3, 30)


def test_spans_meet_without_gap_or_overlap() -> None:
    start = dt.datetime(2026, 3, 27, tzinfo=dt.UTC)
    hours = [start + dt.timedelta(hours=hour) for hour in range(97)]
    times = [at for span in pairwise(hours) for at in occurrences(dt.time(2, 30), EVERY_DAY, BERLIN, *span)]
    assert times == list(occurrences(dt.time(2, 30), EVERY_DAY, BERLIN, hours[0], hours[-1]))
    assert [on.day for on, _ in times] == [27, 28, 29, 30]


def test_only_the_chosen_weekdays() -> None:
    start = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)  # a Monday
    sunday_and_tuesday = 1 << 6 | 1 << 1
    found = occurrences(dt.time(10), sunday_and_tuesday, "UTC", start, start + dt.timedelta(days=8))
    assert [on.strftime("%a %d") for on, _ in found] == ["Tue 10", "Sun 15"]


@pytest.mark.parametrize(
    ("wall", "quiet"),
    [(dt.time(20, 59), False), (dt.time(21), True), (dt.time(0), True), (dt.time(7, 59), True), (dt.time(8), False)],
)
def test_quiet_hours_run_over_midnight(wall: dt.time, quiet: bool) -> None:
    assert is_quiet(wall, QUIET_FROM, QUIET_TO) is quiet


def test_equal_ends_mean_no_quiet_hours() -> None:
    assert not is_quiet(dt.time(3), dt.time(0), dt.time(0))
    assert is_quiet(dt.time(13), dt.time(12), dt.time(14))


@pytest.mark.parametrize(
    ("at", "later"),
    [
        ("2026-03-10T14:00", "2026-03-10T14:00"),
        ("2026-03-10T22:30", "2026-03-11T07:00"),  # 23:30 in Berlin: eight the next morning
        ("2026-03-10T03:30", "2026-03-10T07:00"),  # 04:30 in Berlin: eight the same morning
        ("2026-03-28T22:30", "2026-03-29T06:00"),  # the clocks go forward in between
    ],
)
def test_what_happens_at_night_is_told_in_the_morning(at: str, later: str) -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
    assert after_quiet(moment, BERLIN, QUIET_FROM, QUIET_TO) == dt.datetime.fromisoformat(later).replace(tzinfo=dt.UTC)
