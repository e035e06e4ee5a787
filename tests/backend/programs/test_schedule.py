"""The vectors that the phone passes too, and what must hold for any frequency."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.programs.load import Dose, minutes_a_day
from backend.programs.schedule import Frequency, due_slots, is_scheduled

CONTRACT = Path(__file__).resolve().parents[2] / "contract"
CASES = json.loads((CONTRACT / "schedule.json").read_text())["cases"]
LOADS = json.loads((CONTRACT / "load.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_contract(case: dict[str, object]) -> None:
    frequency = Frequency(int(str(case["per_day"])), int(str(case["days_week"])))
    start_on, on = (dt.date.fromisoformat(str(case[key])) for key in ("start_on", "on"))
    assert [slot.value for slot in due_slots(frequency, start_on, on)] == case["due"]


@given(st.integers(1, 7), st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 60))
def test_any_seven_days_of_a_program_week_hold_the_quota(days_week: int, start_on: dt.date, week: int) -> None:
    dates = [start_on + dt.timedelta(days=week * 7 + index) for index in range(7)]
    assert sum(is_scheduled(Frequency(1, days_week), start_on, date) for date in dates) == days_week


@pytest.mark.parametrize("case", LOADS, ids=[case["name"] for case in LOADS])
def test_minutes_contract(case: dict[str, int]) -> None:
    names = ("sets", "reps", "hold_seconds", "rest_seconds", "per_day")
    dose = Dose(**{name: case[name] for name in names}, both_sides=case["side"] == "each")
    assert minutes_a_day(dose) == case["minutes"]
