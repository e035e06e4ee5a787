"""The numbers against vectors derived by hand from the definitions; the phone runs the same (tests/numbers.test.ts)."""

import datetime as dt
import json
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.insights.numbers.activity import Activity, activity
from backend.insights.numbers.adherence import Item, Log, Period, adherence_by_item, total
from backend.insights.numbers.attacks import Attack, minutes_by_date, promoted_date
from backend.insights.numbers.headache_days import Day, Quality, is_headache_day, last_28_days
from backend.insights.numbers.medicine_days import medicine_use
from backend.insights.numbers.response import find_response
from backend.insights.numbers.rounding import one_decimal
from tests.records import ROOT

LAST = dt.date(2026, 3, 1)
START = dt.date(2026, 2, 2)


def vectors(name: str) -> Any:
    rows = json.loads((ROOT / "tests" / "contract" / f"{name}.json").read_text())
    return pytest.mark.parametrize("case", rows, ids=[str(row.get("name", row)) for row in rows])


def back(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


@vectors("headache_day")
def test_headache_day(case: dict[str, Any]) -> None:
    day = case["day"]
    setting = {"min_minutes": case["min_minutes"]} if "min_minutes" in case else {}
    found = Day(LAST, day["headache"], None, day["duration_min"], frozenset(day["medicines"]), **setting)
    assert is_headache_day(found) is case["counts"]


@vectors("monthly_headache_days")
def test_monthly_headache_days(case: dict[str, Any]) -> None:
    days = [Day(back(n), n < case["headache"]) for n in range(case["recorded"])]
    window = last_28_days(days, LAST)
    assert (window.headache_days, window.recorded_days) == (case["headache"], case["recorded"])
    assert (window.quality, one_decimal(window.monthly)) == (Quality(case["quality"]), case["shown"])


@vectors("response")
def test_response(case: dict[str, Any]) -> None:
    baseline, current = (None if case[key] is None else Fraction(*case[key]) for key in ("baseline", "current"))
    found = find_response(baseline, current)
    assert one_decimal(found.change_pct) == case["change_pct"]
    assert (found.category, found.low_baseline) == (case["category"], case["low_baseline"])


@vectors("medicine_days")
def test_medicine_days(case: dict[str, Any]) -> None:
    used = {
        name: {back(n) for first, last in spans for n in range(first, last + 1)} for name, spans in case["use"].items()
    }
    ached = {back(n) for first, last in case["headaches"] for n in range(first, last + 1)}
    dates = sorted(ached.union(*used.values()))
    days = [Day(on, on in ached, medicines=frozenset(name for name in used if on in used[name])) for on in dates]
    use = medicine_use(days, LAST)
    assert {
        "days": use.window.days,
        "any": use.window.any_days,
        "flags": use.window.levels,
        "multi": use.window.mixed,
        "sustained": use.sustained,
        "pattern": use.pattern,
    } == case["expected"]


@vectors("adherence")
def test_adherence(case: dict[str, Any]) -> None:
    def on(day: int) -> dt.date:
        return START + dt.timedelta(days=day)

    items = [Item(i["item"], i["sets"], i["per_day"], i["days_week"], i["type"]) for i in case["items"]]
    logs = [
        Log(log["item"], on(log["day"]), log.get("sets_done"), log.get("some", False), log.get("skipped", False))
        for log in case["logs"]
    ]
    first, last = case["window"]
    holds = [(on(held), on(until)) for held, until in case["holds"]]
    found = total(adherence_by_item(items, logs, Period(START, on(first), on(last), holds)))
    expected = case["expected"]
    shown = [one_decimal(value) for value in (found.prescribed, found.credit, found.pct)]
    assert shown == [expected[key] for key in ("prescribed", "credit", "pct")]
    assert found.band == expected["band"]


@vectors("one_decimal")
def test_one_decimal(case: dict[str, Any]) -> None:
    assert one_decimal(Fraction(*case["value"])) == case["shown"]


@vectors("activity")
def test_activity(case: dict[str, Any]) -> None:
    first, last = (START + dt.timedelta(days=day) for day in case["window"])
    found = activity([START + dt.timedelta(days=day) for day in case["logged"]], first, last)
    assert found == Activity(case["active_days"], case["best_run"])


@vectors("attacks")
def test_attacks(case: dict[str, Any]) -> None:
    attack = Attack(dt.datetime.fromisoformat(case["start"]), dt.datetime.fromisoformat(case["end"]))
    minutes = minutes_by_date(attack, ZoneInfo(case["zone"]))
    promoted = promoted_date(minutes)
    assert {date.isoformat(): length for date, length in minutes.items()} == case["minutes"]
    assert (promoted.isoformat() if promoted else None) == case["promoted"]
