"""Wall-clock reminders across clock changes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from backend.reminders.due import dates_ahead, instant_of

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


def test_forty_eight_hours_ahead_span_three_local_dates() -> None:
    now = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
    assert list(dates_ahead(now, "Pacific/Auckland")) == [dt.date(2026, 3, day) for day in (11, 12, 13)]
