"""`manage.py numbers`, and the same over the API: input and output to the letter of docs/numbers.md."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backend.insights.numbers.compute import compute
from backend.insights.numbers.compute_input import BadInput, check
from tests.people import People
from tests.records import ROOT
from tests.waiting import LIMIT_SECONDS

CLOSED = dt.date(2026, 3, 1)


def on(back: int) -> str:
    return (CLOSED - dt.timedelta(days=back)).isoformat()


def example() -> dict[str, Any]:
    """A diary of 56 days: 12 headache days of 28 before the program, 6 of 28 since."""
    days = [
        {"date": on(back), "headache": back % 28 < (6 if back < 28 else 12), "peak_intensity": 7 if back % 2 else 4}
        for back in range(56)
    ]
    for back in range(15):
        days[back]["medicines"] = [{"class": "simple", "name": "ibuprofen"}]
    return {
        "time_zone": "America/Chicago",
        "closed_on": "2026-03-01",
        "program": {
            "start_on": "2026-02-02",
            "end_on": None,
            "holds": [{"from": "2026-02-10", "to": "2026-02-12"}],
            "items": [{"item": "nod", "sets": 1, "per_day": 2, "days_week": 7, "type": "reps"}],
        },
        "recall_headache_days_28": 14,
        "days": days,
        "exercise_logs": [
            {"item": "nod", "date": "2026-02-02", "sets_done": 1, "recorded_at": "2026-02-02T08:00:00-06:00"},
            {"item": "nod", "date": "2026-02-03", "some": True, "recorded_at": "2026-02-04T23:30:00-06:00"},
            {"item": "nod", "date": "2026-02-04", "skipped": True},
        ],
        "monitoring_start_on": "2026-02-01",
        "ichd3": {"has_headache": "yes", "B_clinical": "yes", "C1": "yes", "C4": "yes", "D_other_dx_excluded": "yes"},
        "exam": {"frt_left_deg": 30, "frt_right_deg": 44, "ccft_stage_mmhg": 24, "ccft_reps": 7},
    }


def test_every_block_of_the_example() -> None:
    out = compute(example())
    assert out["baseline"] == {
        "from": "2026-01-05",
        "to": "2026-02-01",
        "source": "diary",
        "recorded_days": 28,
        "headache_days": 12,
        "quality": "reliable",
        "mhd": 12.0,
        "mean_peak": 5.5,
        "severe_days": 6,
    }
    assert out["current"]["mhd"] == 6.0
    assert out["response"] == {"change_pct": 50.0, "category": "responder_50", "low_baseline": False}
    assert len(out["headache_dates"]) == 18
    assert out["minutes_by_date"] == {}
    assert out["medicine"] == {
        "from": "2026-01-31",
        "to": "2026-03-01",
        "days": {"simple": 15},
        "any_acute_days": 15,
        "flags": {"simple": "reached"},
        "multi": False,
        "sustained": [],
        "pattern_8_2": False,
    }
    assert out["adherence"] == {
        "prescribed": 50.0,
        "credit": 1.5,
        "pct": 3.0,
        "band": "low",
        "per_item": {"nod": {"prescribed": 50.0, "credit": 1.5, "pct": 3.0}},
    }
    assert out["monitoring"] == {"from": "2026-02-01", "to": "2026-03-02", "days": 2, "tier": "short"}
    assert (out["ichd3"]["result"], out["ichd3"]["C"]) == ("yes", "yes")
    assert out["exam"] == {
        "frt_positive_sides": ["left"],
        "frt_side_difference": 14,
        "ccft_index": 28,
        "ccft_flag": True,
        "dnf_flag": None,
    }


def test_a_block_appears_when_its_input_is_there() -> None:
    assert compute({}) == {}
    assert list(compute({"exam": {}})) == ["exam"]
    assert list(compute({"closed_on": on(0), "days": []})) == [
        "current",
        "headache_dates",
        "minutes_by_date",
        "medicine",
    ]


def test_recall_has_no_window() -> None:
    data = example() | {"days": []}
    assert compute(data)["baseline"] == {
        "from": None,
        "to": None,
        "source": "recall",
        "recorded_days": None,
        "headache_days": None,
        "quality": "recall",
        "mhd": 14.0,
        "mean_peak": None,
        "severe_days": None,
    }


def test_adherence_ends_with_the_program() -> None:
    data = example()
    data["program"]["end_on"] = "2026-02-09"
    assert compute(data)["adherence"]["prescribed"] == 16.0


BAD: list[tuple[dict[str, Any], str]] = [
    ({"closed": on(0)}, "$.closed: found an unknown key, expected one of time_zone, closed_on"),
    ({"closed_on": "2026-02-30"}, "$.closed_on: found '2026-02-30', expected a date, YYYY-MM-DD"),
    ({"closed_on": "1 March"}, "$.closed_on: found '1 March', expected a date"),
    ({"time_zone": "Mars/Olympus"}, "$.time_zone: found 'Mars/Olympus', expected an IANA time zone"),
    ({"days": []}, "$.closed_on: found nothing, expected the last closed date, since days is there"),
    ({"closed_on": on(0), "days": [{}]}, "$.days[0].date: found nothing, expected a date"),
    ({"closed_on": on(0), "days": [{"date": on(0), "peak_intensity": 11}]}, "$.days[0].peak_intensity: found 11"),
    ({"closed_on": on(0), "days": [{"date": on(0), "peak_intensity": True}]}, "peak_intensity: found true"),
    (
        {"closed_on": on(0), "days": [{"date": on(0), "duration_min": 1441}]},
        "expected a whole number 0 to 1440, or null",
    ),
    ({"closed_on": on(0), "days": [{"date": on(0), "headache": "yes"}]}, "found 'yes', expected true, false or null"),
    (
        {"closed_on": on(0), "days": [{"date": on(0)}, {"date": on(0)}]},
        "$.days[1].date: found '2026-03-01', expected one",
    ),
    (
        {"closed_on": on(0), "days": [{"date": on(0), "medicines": [{"class": "pill"}]}]},
        "medicines[0].class: found 'pill'",
    ),
    ({"closed_on": on(0), "days": [{"date": on(0), "recorded_at": "2026-03-01T10:00"}]}, "expected a time with offset"),
    ({"closed_on": on(0), "attacks": []}, "$.time_zone: found nothing"),
    (
        {"closed_on": on(0), "time_zone": "UTC", "attacks": [{"start": "2026-03-01T10:00", "end": "2026-03-01T09:00"}]},
        "$.attacks[0].end: found '2026-03-01T09:00', expected a time after 2026-03-01T10:00",
    ),
    ({"closed_on": on(0), "exercise_logs": [{"item": "x", "date": on(0)}]}, "$.program: found nothing"),
    (
        {
            "closed_on": on(0),
            "program": {"start_on": on(3), "items": []},
            "exercise_logs": [{"item": "x", "date": on(0)}],
        },
        "$.exercise_logs[0].item: found 'x', expected an item of the program (it has none)",
    ),
    ({"closed_on": on(0), "program": {"start_on": on(0), "end_on": on(1)}}, "$.program.end_on"),
    ({"closed_on": on(0), "program": {"start_on": on(9), "holds": [{"from": on(1), "to": on(2)}]}}, "holds[0].to"),
    ({"ichd3": {"C1": "maybe"}}, "$.ichd3.C1: found 'maybe', expected yes, no or unknown"),
    ({"exam": {"ccft_stage_mmhg": 25}}, "$.exam.ccft_stage_mmhg: found 25"),
]


@pytest.mark.parametrize(("data", "says"), BAD, ids=[each[1][:60] for each in BAD])
def test_bad_input_is_named_by_its_path(data: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as error:
        check(data)
    assert says in str(error.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(BadInput) as error:
        check({"closed_on": "soon", "days": [{"date": "2026-02-30", "peek": 1, "headache": 2}], "exam": []})
    assert [fault.path for fault in error.value.faults] == [
        "$.days[0].peek",
        "$.days[0].headache",
        "$.exam",
        "$.closed_on",
        "$.days[0].date",
    ]


def run(*arguments: str, text: str = "") -> tuple[int, str, str]:
    """Run the command as a clinician would: in a clone, without any settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NOD_", "DJANGO_"))}
    command = [sys.executable, "manage.py", "numbers", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_SECONDS,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_reads_a_file_and_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps(example()))
    code, out, err = run(str(file))
    assert (code, json.loads(out), err) == (0, compute(example()), "")
    assert run("-", text=json.dumps(example()))[1] == out


def test_lines_in_lines_out(tmp_path: Path) -> None:
    code, out, _ = run("-", "--lines", text="\n".join([json.dumps(example()), "", '{"exam": {}}']) + "\n")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [compute(example()), compute({"exam": {}})]


def test_one_bad_line_prints_nothing_but_the_fault() -> None:
    code, out, err = run("-", "--lines", text='{"exam": {}}\n{"exam": {"sex": "x"}}\n{')
    assert (code, out) == (2, "")
    assert "line 2: $.exam.sex: found 'x'" in err
    assert "line 3: $: found no JSON" in err


def test_a_diary_as_csv() -> None:
    text = "date,headache,peak_intensity,duration_min,medicines\n2026-02-28,yes,6,20,simple;triptan\n2026-03-01,no,,,\n"
    code, out, _ = run("-", "--csv", text=text)
    assert code == 0
    assert json.loads(out)["medicine"]["days"] == {"simple": 1, "triptan": 1}
    assert json.loads(out)["current"]["recorded_days"] == 2
    assert "$.days[0].headache: found 'maybe'" in run("-", "--csv", text="date,headache\n2026-02-28,maybe\n")[2]


def test_a_missing_file_is_said() -> None:
    code, out, err = run("no-such.json")
    assert (code, out) == (2, "")
    assert "no-such.json" in err


def test_the_same_over_the_api(people: People) -> None:
    client = people.client(people.tara)
    assert client.post("/api/v1/numbers", example(), format="json").json() == compute(example())
    answer = client.post("/api/v1/numbers", {"exam": {"sex": "x"}}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "$.exam.sex")
    assert people.client(None).post("/api/v1/numbers", {}, format="json").status_code == 403


def test_the_command_loads_neither_the_queue_nor_the_api(tmp_path: Path) -> None:
    """It starts at once because it loads nothing but what it counts with."""
    file = tmp_path / "diary.json"
    file.write_text('{"closed_on": "2026-03-01", "days": []}')
    script = (
        "import runpy, sys; sys.argv = ['manage.py', 'numbers', sys.argv[1]];"
        "runpy.run_path('manage.py', run_name='__main__');"
        "print([name for name in ('celery', 'rest_framework', 'allauth') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
