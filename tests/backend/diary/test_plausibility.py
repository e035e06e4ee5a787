"""Dates a patient may write."""

import datetime as dt

import pytest

from backend.common.errors import FieldFault
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


def test_each_refusal_names_the_field_and_says_what_to_do() -> None:
    [future] = date_faults(dt.date(2026, 3, 20), NOW, CHICAGO, NOW)
    assert future == FieldFault("occurred_on", "in_future", "This day hasn't come yet. Choose today or an earlier day.")
    [closed] = date_faults(dt.date(2026, 3, 1), NOW, CHICAGO, NOW)
    assert closed == FieldFault(
        "occurred_on",
        "closed",
        "This day is more than 7 days ago, so it is closed. Ask your therapist to change it.",
    )
    [negative] = span_faults(NOW, NOW - dt.timedelta(seconds=1))
    assert negative == FieldFault("ended_at", "negative", "The session ends before it starts. Check the phone's clock.")
    [long] = span_faults(NOW, NOW + dt.timedelta(days=2))
    assert long == FieldFault("ended_at", "too_long", "A session cannot be longer than a day.")


def test_a_whole_day_is_no_session_too_long() -> None:
    assert span_faults(NOW, NOW + dt.timedelta(hours=24)) == []
    assert span_faults(NOW, NOW + dt.timedelta(hours=24, seconds=1)) != []


def test_seven_days_count_on_the_wall_of_the_phone() -> None:
    # 23:30 UTC on the 10th is the 11th in Tokyo, where the 3rd is eight days ago.
    assert date_faults(dt.date(2026, 3, 3), NOW, CHICAGO, NOW) == []
    assert [fault.code for fault in date_faults(dt.date(2026, 3, 3), NOW, "Asia/Tokyo", NOW)] == ["closed"]
