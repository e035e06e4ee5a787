"""Dates a patient may write."""

import datetime as dt

import pytest

from backend.diary.plausibility import date_faults, span_faults

NOW = dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC)
CHICAGO = "America/Chicago"


@pytest.mark.parametrize(("days", "code"), [(0, None), (1, None), (2, "in_future"), (-7, None), (-8, "closed")])
def test_dates_from_seven_days_back_to_tomorrow(days: int, code: str | None) -> None:
    today = dt.date(2026, 3, 10)
    found = date_faults(today + dt.timedelta(days=days), NOW, CHICAGO, NOW)
    assert [fault.code for fault in found] == ([code] if code else [])


def test_tomorrow_is_counted_on_the_patients_wall() -> None:
    # 23:30 UTC is the 11th already in Berlin, so the 12th is its tomorrow.
    assert date_faults(dt.date(2026, 3, 12), NOW, "Europe/Berlin", NOW) == []


def test_a_month_offline_costs_no_entry() -> None:
    written = NOW - dt.timedelta(days=30)
    assert date_faults(dt.date(2026, 2, 8), written, CHICAGO, NOW) == []


def test_a_session_cannot_end_before_it_starts_or_last_longer_than_a_day() -> None:
    assert [fault.code for fault in span_faults(NOW, NOW - dt.timedelta(seconds=1))] == ["negative"]
    assert [fault.code for fault in span_faults(NOW, NOW + dt.timedelta(hours=25))] == ["too_long"]
    assert span_faults(NOW, NOW) == []
