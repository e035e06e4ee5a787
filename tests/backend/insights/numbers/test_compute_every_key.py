"""One input that uses every key, and inputs that leave keys out: nothing is read past, nothing is made up."""

import datetime as dt
from typing import Any

from backend.insights.numbers.compute import compute

WHOLE: dict[str, Any] = {
    "time_zone": "America/Chicago",
    "closed_on": "2026-03-08",
    "program": {
        "start_on": "2026-02-23",
        "end_on": "2026-03-06",
        "holds": [{"from": "2026-03-02", "to": "2026-03-03"}],
        "items": [
            {"item": "nod", "sets": 3, "per_day": 2, "days_week": 7, "type": "reps"},
            {"item": "walk", "sets": 2, "per_day": 1, "days_week": 3},
            {"item": "desk", "sets": 4, "per_day": 1, "days_week": 7, "type": "checklist"},
        ],
    },
    "recall_headache_days_28": 12.5,
    "days": [
        {"date": "2026-03-01", "headache": True, "peak_intensity": 8, "duration_min": 29},
        {"date": "2026-03-02", "headache": True, "peak_intensity": 7, "duration_min": 30},
        {
            "date": "2026-03-03",
            "headache": True,
            "peak_intensity": 0,
            "duration_min": 5,
            "medicines": [{"class": "triptan", "name": "sumatriptan"}, {"class": "preventive"}],
            "recorded_at": "2026-03-03T22:00:00-06:00",
        },
        {"date": "2026-03-04", "headache": False},
        {"date": "2026-03-05", "headache": None, "medicines": [{"class": "simple"}]},
        {"date": "2026-03-07", "headache": False, "peak_intensity": 2, "duration_min": 600},
    ],
    "attacks": [
        # In Chicago the clocks go forward in this night: 20 minutes on the 7th, 140 on the 8th.
        {"start": "2026-03-07T23:40", "end": "2026-03-08T03:20", "peak_intensity": 5},
        {"start": "2026-03-08T09:00", "end": "2026-03-08T09:10", "peak_intensity": 1},
        {"start": "2026-03-06T10:00", "end": "2026-03-06T10:10", "medicine_on": "2026-03-06", "peak_intensity": 0},
        {"start": "2026-03-04T23:45", "end": "2026-03-05T00:15"},
    ],
    "exercise_logs": [
        {"item": "nod", "date": "2026-02-23", "sets_done": 3, "recorded_at": "2026-02-23T08:00:00-06:00"},
        {"item": "nod", "date": "2026-02-23", "sets_done": 1, "recorded_at": "2026-02-23T20:00:00-06:00"},
        {"item": "nod", "date": "2026-02-24", "sets_done": 3, "skipped": True},
        {"item": "nod", "date": "2026-02-25", "some": True},
        {"item": "nod", "date": "2026-02-26"},
        {"item": "nod", "date": "2026-03-07", "sets_done": 3},
        {"item": "walk", "date": "2026-02-24", "sets_done": 1},
        {"item": "walk", "date": "2026-02-25", "sets_done": 2},
        {"item": "desk", "date": "2026-02-27", "sets_done": 0},
    ],
    "monitoring_start_on": "2026-02-10",
}


def test_an_input_that_uses_every_key() -> None:
    out = compute(WHOLE)
    assert out["headache_dates"] == [
        "2026-03-02",
        "2026-03-03",  # five minutes, but with a triptan
        "2026-03-05",  # 15 minutes of an attack that began on the 4th, but with a painkiller on this date
        "2026-03-06",  # ten minutes, but with a medicine
        "2026-03-08",
    ]
    assert out["minutes_by_date"] == {
        "2026-03-04": 15,
        "2026-03-05": 15,
        "2026-03-06": 10,
        "2026-03-07": 20,
        "2026-03-08": 150,
    }
    assert out["baseline"] == {
        **dict.fromkeys(("from", "to", "recorded_days", "headache_days", "mean_peak", "severe_days")),
        "source": "recall",
        "quality": "recall",
        "mhd": 12.5,
    }
    # Peaks of headache days: 7, 0 (a zero is a value), 0 and, on the 8th, the worst of its attacks, 5.
    assert out["current"] == {
        "from": "2026-02-09",
        "to": "2026-03-08",
        "recorded_days": 8,
        "headache_days": 5,
        "quality": "insufficient",
        "mhd": None,
        "mean_peak": 3.0,
        "severe_days": 1,
    }
    assert out["response"] == {"change_pct": None, "category": "not_evaluable", "low_baseline": False}
    assert out["medicine"] == {
        "from": "2026-02-07",
        "to": "2026-03-08",
        "days": {"simple": 1, "triptan": 1},
        "any_acute_days": 2,
        "flags": {},
        "multi": False,
        "sustained": [],
        "pattern_8_2": False,
    }
    # 12 dates to 6 March, two held: 20 and 10 slots; the walk's weeks have 7 and 3 active days: 3 and floor(9/7 + ½).
    assert out["adherence"] == {
        "prescribed": 34.0,
        "credit": 5.3,
        "pct": 15.7,
        "band": "low",
        "per_item": {
            "nod": {"prescribed": 20.0, "credit": 2.8, "pct": 14.2},
            "walk": {"prescribed": 4.0, "credit": 1.5, "pct": 37.5},
            "desk": {"prescribed": 10.0, "credit": 1.0, "pct": 10.0},
        },
    }
    assert out["monitoring"] == {"from": "2026-02-10", "to": "2026-03-11", "days": 2, "tier": "short"}
    assert set(out) == {
        "baseline",
        "current",
        "response",
        "headache_dates",
        "minutes_by_date",
        "medicine",
        "adherence",
        "monitoring",
    }


def test_attacks_alone_are_a_diary() -> None:
    attacks = [{"start": "2026-03-03T10:00", "end": "2026-03-03T11:00"}]
    out = compute({"time_zone": "Europe/Berlin", "closed_on": "2026-03-08", "attacks": attacks})
    assert (out["headache_dates"], out["minutes_by_date"]) == (["2026-03-03"], {"2026-03-03": 60})
    assert (out["current"]["headache_days"], out["current"]["mean_peak"]) == (1, None)
    assert set(out) == {"current", "headache_dates", "minutes_by_date", "medicine"}


def test_attacks_are_read_in_the_patients_zone() -> None:
    # From 1:50 to 3:10 in the night the clocks go forward: 80 minutes on the clock, 20 real ones.
    attacks = [{"start": "2026-03-08T01:50", "end": "2026-03-08T03:10"}]
    out = compute({"time_zone": "America/Chicago", "closed_on": "2026-03-08", "attacks": attacks})
    assert (out["headache_dates"], out["minutes_by_date"]) == ([], {"2026-03-08": 20})


def test_days_alone_need_neither_zone_nor_attacks() -> None:
    out = compute({"closed_on": "2026-03-08", "days": [{"date": "2026-03-08", "headache": True}]})
    assert (out["headache_dates"], out["minutes_by_date"]) == (["2026-03-08"], {})
    assert out["current"]["headache_days"] == 1


def test_a_program_without_logs_or_holds_was_not_done() -> None:
    items = [{"item": "nod", "sets": 1, "per_day": 1, "days_week": 7}]
    out = compute({"closed_on": "2026-03-08", "program": {"start_on": "2026-03-02", "items": items}})
    share = {"prescribed": 7.0, "credit": 0.0, "pct": 0.0}
    assert out == {"adherence": {**share, "band": "low", "per_item": {"nod": share}}}


def test_monitoring_counts_days_and_logs_each_by_itself() -> None:
    start = {
        "closed_on": "2026-03-08",
        "monitoring_start_on": "2026-03-01",
        "program": {"start_on": "2026-03-01", "items": [{"item": "nod", "sets": 1, "per_day": 1, "days_week": 7}]},
    }
    day = {"date": "2026-03-02", "headache": False, "recorded_at": "2026-03-03T00:30:00+02:00"}
    log = {"item": "nod", "date": "2026-03-05", "recorded_at": "2026-03-05T09:00:00+02:00"}
    assert compute({**start, "days": [day]})["monitoring"]["days"] == 1
    assert compute({**start, "exercise_logs": [log]})["monitoring"]["days"] == 1
    assert compute({**start, "days": [day], "exercise_logs": [log]})["monitoring"]["tier"] == "short"
    assert compute(start)["monitoring"] == {"from": "2026-03-01", "to": "2026-03-30", "days": 0, "tier": "none"}


def test_an_overuse_pattern_in_the_diary_warns_in_the_checklist() -> None:
    closed = dt.date(2026, 3, 8)
    days = [
        {
            "date": (closed - dt.timedelta(days=back)).isoformat(),
            "headache": back % 30 < 15,
            "medicines": [{"class": "triptan"}] if back % 30 < 10 else [],
        }
        for back in range(90)
    ]
    checklist = {"has_headache": "yes", "B_imaging": "yes", "C1": "no", "C4": "no", "D_other_dx_excluded": "unknown"}
    found = compute({"closed_on": closed.isoformat(), "days": days, "ichd3": checklist})["ichd3"]
    assert found == {
        "A": "unknown",
        "B": "yes",
        "C": "unknown",
        "D": "unknown",
        "result": "unknown",
        "unmet": [],
        "missing": ["C2", "C3_rom_reduced", "C3_provoked_worse", "D_other_dx_excluded"],
        "warnings": ["Imaging alone is weak evidence", "Medication-overuse pattern: D may fail"],
    }
    assert compute({"ichd3": checklist})["ichd3"]["warnings"] == ["Imaging alone is weak evidence"]
    del days[40]["medicines"]
    few = [day | {"medicines": []} for day in days]
    again = compute({"closed_on": closed.isoformat(), "days": few, "ichd3": checklist})["ichd3"]
    assert again["warnings"] == ["Imaging alone is weak evidence"]
