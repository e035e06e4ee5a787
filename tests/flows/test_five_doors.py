"""A number is the same at every door: `manage.py numbers`, the desk, the phone, the report on paper, CSV and FHIR."""

import csv
import datetime as dt
import html
import io
import json
import random
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.core.management import call_command
from rest_framework.utils.encoders import JSONEncoder

from backend.insights.numbers.rounding import one_decimal
from backend.insights.services import refresh_summaries
from backend.reports.content import Report, report_of
from backend.reports.fhir import bundle_of, numbers_of
from backend.reports.pdf import PdfUnavailable, to_pdf
from backend.reports.report_page import report_html
from backend.reports.spreadsheet import as_csv, report_rows
from backend.sync.pull import pull
from scripts.frontend import bundle, node_environment
from tests.people import People
from tests.random_patients import Made, random_patients

PATIENTS, ON_PAPER, BUNDLES, SEED = 200, 10, 10, 20261127
Said = dict[str, Any]

# Which door says what. A door that falls silent about one of its numbers fails the test, as one that errs does.
WINDOW = {"recorded_days", "headache_days", "monthly", "quality", "mean_peak"}
RESPONSE = {"baseline", "change_pct"}
MEDICINE = {"medicine", "any_medicine"}
DOSE = {"adherence_pct"}
SAYS: dict[str, set[str]] = {
    "numbers": WINDOW
    | RESPONSE
    | MEDICINE
    | DOSE
    | {"severe_days", "category", "levels", "mixed", "prescribed", "credit", "band"},
    "desk": WINDOW
    | RESPONSE
    | MEDICINE
    | DOSE
    | {"severe_days", "hours", "category", "levels", "mixed", "prescribed", "credit", "band", "sessions_7d"},
    "phone": WINDOW
    | RESPONSE
    | MEDICINE
    | DOSE
    | {"category", "levels", "mixed", "prescribed", "credit", "band", "sessions_7d", "weeks"},
    "report": WINDOW | RESPONSE | MEDICINE | DOSE | {"severe_days", "hours", "prescribed", "credit", "band"},
    "csv": {"recorded_days", "headache_days", "monthly", "mean_peak", "severe_days", "any_medicine", "weeks"},
    "fhir": {"monthly", "mean_peak", "severe_days", "hours", "medicine", "any_medicine"} | RESPONSE | DOSE,
}


def test_five_doors_say_the_same_of_two_hundred_random_patients(
    people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each door is asked as its users ask, and its answer read back from its text; then all are compared.

    All 200 patients go through the command, the work list and patient page, the phone's own code in Node, the report's
    page, its CSV, and its numbers as FHIR. Rendering is slow, so ten of them become a PDF whose text is compared with
    the page it was made of, and ten a whole validated bundle, whose days are compared with the CSV's.
    """
    made = random_patients(people, PATIENTS, SEED)
    refresh_summaries([one.patient for one in made])
    reports = [report_of(one.patient) for one in made]
    pages = [report_html(report) for report in reports]
    tables = [list(csv.DictReader(io.StringIO(as_csv(report_rows(report)).lstrip("\ufeff")))) for report in reports]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(_asked(one)) for one in made)))
    call_command("numbers", "-", lines=True)
    doors: dict[str, list[Said]] = {
        "numbers": [_plain(_from_numbers(json.loads(line))) for line in capsys.readouterr().out.splitlines()],
        "desk": _from_desk(people, made),
        "phone": _from_phone(made, tmp_path),
        "report": [_from_page(page) for page in pages],
        "csv": [_from_csv(rows) for rows in tables],
        "fhir": [_from_fhir(report, one) for report, one in zip(reports, made, strict=True)],
    }
    differences = []
    for place, one in enumerate(made):
        said = {door: answers[place] for door, answers in doors.items()}
        for name in set().union(*SAYS.values()):
            values = {door: said[door].get(name) for door, names in SAYS.items() if name in names}
            # The phone compares with what was before the program only; an early baseline is for the desk.
            if name in RESPONSE | {"category"} and said["desk"]["source"] == "early":
                assert values.pop("phone") in (None, "not_evaluable")
            if len({json.dumps(value, sort_keys=True) for value in values.values()}) > 1:
                differences.append(f"{one.patient.name}, {name}: {values}")
    assert differences == []
    _look_that_it_was_hard(doors)

    chosen = random.Random(SEED).sample(range(PATIENTS), ON_PAPER)
    for place in chosen:
        _compare_paper(pages[place])
        _compare_bundle(bundle_of(made[place].patient, people.tara), tables[place])


def _look_that_it_was_hard(doors: dict[str, list[Said]]) -> None:
    """The two hundred hold what this is about: numbers that are not known beside those that are zero."""
    desk = doors["desk"]
    for name in ("monthly", "mean_peak", "severe_days", "any_medicine", "adherence_pct", "baseline", "hours"):
        values = [said.get(name) for said in desk]
        assert any(value is None for value in values), name
        assert any(value is not None for value in values), name
    for name in ("severe_days", "any_medicine", "headache_days"):
        assert any(said[name] == 0 for said in desk), name
    assert {said["band"] for said in desk} == {"high", "medium", "low", None}
    assert {said["source"] for said in desk} == {"diary", "recall", "early", None}


def _asked(one: Made) -> Said:
    """Return a patient as a file for `manage.py numbers`. The desk looks at 14 days: what is before counts as held."""
    asked: Said = {"time_zone": one.patient.time_zone, "closed_on": one.closed_on.isoformat(), "days": one.days}
    if one.program:
        earlier = {"from": "2000-01-01", "to": (one.closed_on - dt.timedelta(days=14)).isoformat()}
        asked["program"] = {**one.program, "holds": [*one.program["holds"], earlier]}
        asked |= {"exercise_logs": one.logs, "recall_headache_days_28": one.recall}
    return asked


def _from_numbers(out: Said) -> Said:
    now, medicine = out["current"], out["medicine"]
    dose = out.get("adherence", {})
    return {
        "recorded_days": now["recorded_days"],
        "headache_days": now["headache_days"],
        "monthly": now["mhd"],
        "quality": now["quality"],
        "mean_peak": now["mean_peak"],
        "severe_days": now["severe_days"],
        "baseline": out.get("baseline", {}).get("mhd"),
        "change_pct": out.get("response", {}).get("change_pct"),
        "category": out.get("response", {}).get("category", "not_evaluable"),
        "medicine": medicine["days"],
        "any_medicine": medicine["any_acute_days"],
        "levels": medicine["flags"],
        "mixed": medicine["multi"],
        "adherence_pct": dose.get("pct"),
        **{name: dose.get(name) for name in ("prescribed", "credit", "band")},
    }


def _from_desk(people: People, made: list[Made]) -> list[Said]:
    client = people.client(people.tara)
    rows = {row["id"]: row for row in client.get("/api/v1/work-list").json()}
    said = []
    for one in made:
        row = rows[str(one.patient.pk)]
        page = client.get(f"/api/v1/patients/{one.patient.pk}").json()
        numbers = {number["name"]: number for number in page["numbers"]}
        monthly = numbers["monthly_headache_days"]
        assert (monthly["value"], monthly["counts"]["recorded_days"]) == (
            row["monthly_headache_days"],
            row["recorded_days"],
        )
        # The sparkline is made of the same days as the number beside it.
        assert len(row["recent_headaches"]) == row["headache_days"]
        free = [pain for place, pain in enumerate(row["recent"]) if place not in row["recent_headaches"]]
        assert {pain for pain in free if pain is not None} <= {0}
        assert sum(pain == 0 for pain in free) + row["headache_days"] == row["recorded_days"]

        def value(name: str, numbers: dict[str, Any] = numbers) -> Any:
            return numbers.get(name, {}).get("value")

        dose = numbers.get("adherence_pct", {})
        classes = {
            name.removeprefix("medicine_days_"): number
            for name, number in numbers.items()
            if name.startswith("medicine_days_")
        }
        said.append(
            {
                "recorded_days": row["recorded_days"],
                "headache_days": row["headache_days"],
                "monthly": row["monthly_headache_days"],
                "quality": row["quality"],
                "mean_peak": value("mean_peak_intensity"),
                "severe_days": value("severe_days"),
                "hours": value("headache_hours"),
                "baseline": value("baseline_monthly_headache_days"),
                "source": numbers.get("baseline_monthly_headache_days", {}).get("category"),
                "change_pct": value("change_pct"),
                "category": numbers.get("change_pct", {}).get("category", "not_evaluable"),
                "medicine": {name: number["value"] for name, number in classes.items()},
                "any_medicine": value("medicine_days"),
                "levels": {name: number["category"] for name, number in classes.items() if number["category"]},
                "mixed": numbers["medicine_days"]["category"] == "multi",
                "adherence_pct": dose.get("value"),
                "prescribed": dose.get("counts", {}).get("prescribed"),
                "credit": dose.get("counts", {}).get("credit"),
                "band": dose.get("category") or None,
                "sessions_7d": row["sessions_7d"],
            }
        )
    return [_plain(each) for each in said]


def _from_phone(made: list[Made], folder: Path) -> list[Said]:
    asked = [
        {
            "pulled": pull(one.patient, 0, ""),
            "today": one.today,
            "holds": [[hold["from"], hold["to"]] for hold in one.program["holds"]] if one.program else [],
        }
        for one in made
    ]
    (folder / "asked.json").write_text(json.dumps(asked, cls=JSONEncoder))
    bundle("tests/phone-door.ts", folder / "door.mjs")
    (folder / "ask.mjs").write_text(
        'import { readFileSync } from "node:fs";\nimport { numbersOf } from "./door.mjs";\n'
        'console.log(JSON.stringify(JSON.parse(readFileSync("asked.json", "utf8")).map(numbersOf)));\n'
    )
    done = subprocess.run(
        ["node", "ask.mjs"], cwd=folder, env=node_environment(), check=True, capture_output=True, text=True
    )
    return [_plain(each) for each in json.loads(done.stdout)]


_CELLS = re.compile(
    r"<span>(?P<lead>[^<]+)</span><b>(?P<lead_value>[^<]*)</b><small>(?P<lead_counts>[^<]*)"
    r"|<th scope=\"row\">(?P<name>[^<]+)</th><td><b>(?P<value>[^<]*)</b></td><td>(?P<counts>[^<]*)"
)
_ON_PAPER = {
    "Headache days per 28": "monthly",
    "Before the program": "baseline",
    "First 28 days of the program": "baseline",
    "Mean worst pain": "mean_peak",
    "Severe days (7 or more)": "severe_days",
    "Hours with headache": "hours",
    "Medicine days, all classes": "any_medicine",
    "Dose done": "adherence_pct",
}


def _from_page(page: str) -> Said:
    """Read the numbers back from the words on the page."""
    said: Said = {"medicine": {}, "band": None}
    for cell in _CELLS.finditer(page):
        name = html.unescape(cell["lead"] or cell["name"])
        text, counts = (html.unescape(cell[f"lead_{what}"] or cell[what] or "") for what in ("value", "counts"))
        number = re.search(r"\d+(\.\d+)?", text)
        value = float(number[0]) if number else None
        if name == "Change":
            said["change_pct"] = 0.0 if "no change" in text else value and (-value if "more" in text else value)
        elif name in _ON_PAPER:
            said[_ON_PAPER[name]] = value
        elif name.startswith("Medicine days, "):
            said["medicine"][name.removeprefix("Medicine days, ")] = value
        if name == "Headache days per 28":
            said["headache_days"], said["recorded_days"] = (int(each) for each in re.findall(r"\d+", counts)[:2])
            said["quality"] = counts.rpartition(" · ")[2]
        if name == "Dose done":
            said["credit"], said["prescribed"] = (float(each) for each in re.findall(r"\d+(?:\.\d+)?", counts))
            said["band"] = text.rpartition("(")[2].rstrip(")") if number else None
    return _plain(said)


def _from_csv(rows: list[dict[str, str]]) -> Said:
    """Count what a reader of the table would."""
    month = _counted(rows[-28:])
    monthly = Fraction(month["headache"] * 28, month["recorded"]) if month["recorded"] >= 14 else None
    known = month["peaks"] or (month["recorded"] and not month["headache"])
    weeks = [_counted(rows[start : start + 7]) for start in range(0, len(rows), 7)]
    return _plain(
        {
            "recorded_days": month["recorded"],
            "headache_days": month["headache"],
            "monthly": one_decimal(monthly),
            "mean_peak": _mean(month["peaks"]),
            "severe_days": sum(peak >= 7 for peak in month["peaks"]) if known else None,
            "any_medicine": _counted(rows[-30:])["medicine"],
            "weeks": [
                [
                    week["recorded"],
                    week["headache"] if week["recorded"] else None,
                    _mean(week["peaks"]),
                    week["medicine"],
                    week["sessions"],
                ]
                for week in weeks
            ],
        }
    )


def _counted(rows: list[dict[str, str]]) -> Said:
    taken = [row["acute_medicine"] for row in rows if row["acute_medicine"]]
    aching = [row for row in rows if row["headache_day"] == "yes"]
    return {
        "recorded": sum(row["recorded"] == "yes" for row in rows),
        "headache": len(aching),
        "peaks": [int(row["worst_pain_0_10"]) for row in aching if row["worst_pain_0_10"]],
        "medicine": taken.count("yes") if taken else None,
        "sessions": sum(int(row["sessions"]) for row in rows),
    }


def _mean(values: list[int]) -> float | None:
    return one_decimal(Fraction(sum(values), len(values))) if values else None


def _from_fhir(report: Report, one: Made) -> Said:
    return _read_numbers(numbers_of(report, one.patient))


def _read_numbers(resources: list[dict[str, Any]]) -> Said:
    found = {
        each["code"]["coding"][0]["code"]: each.get("valueQuantity", {}).get("value", "absent")
        for each in resources
        if "valueQuantity" in each or "dataAbsentReason" in each
    }
    values = {name: None if value == "absent" else value for name, value in found.items()}
    names = {
        "monthly": "monthly_headache_days",
        "baseline": "baseline_monthly_headache_days",
        "mean_peak": "mean_peak_intensity",
        "hours": "headache_hours",
        "any_medicine": "medicine_days",
        **{name: name for name in ("severe_days", "change_pct", "adherence_pct")},
    }
    classes = {
        name.removeprefix("medicine_days_"): value
        for name, value in values.items()
        if name.startswith("medicine_days_")
    }
    return _plain({"medicine": classes, **{ours: values.get(theirs) for ours, theirs in names.items()}})


def _compare_paper(page: str) -> None:
    """Every number of the page stands in the PDF's text."""
    try:
        pdf = pdfium.PdfDocument(to_pdf(page))
    except PdfUnavailable:
        pytest.skip("PDFs need Pango: sudo apt-get install libpangoft2-1.0-0")
    text = " ".join(" ".join(each.get_textpage().get_text_range() for each in pdf).split())
    for cell in _CELLS.finditer(page):
        for part in (cell["lead"] or cell["name"], cell["lead_value"] or cell["value"]):
            assert " ".join(html.unescape(part).split()) in text


def _compare_bundle(bundle: dict[str, Any], rows: list[dict[str, str]]) -> None:
    """A day's pain in the bundle is the table's; what was not given or not recorded has no value in either."""
    pains = {
        each["effectiveDateTime"]: each.get("valueInteger")
        for each in (entry["resource"] for entry in bundle["entry"])
        if each["resourceType"] == "Observation" and each["code"].get("text", "").startswith("Worst headache pain")
    }
    for row in rows:
        pain = pains.get(row["date"])
        if row["recorded"] == "no":
            assert pain is None
        elif row["worst_pain_0_10"]:
            assert pain == int(row["worst_pain_0_10"])
        else:
            # Nothing was given: on a day without headache that is no pain.
            assert pain == (0 if row["headache_day"] == "no" and pain is not None else None)


def _plain(value: Any) -> Any:
    """Return the same with every number as a float: 3 and 3.0 are one number, True is none."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return float(value) if type(value) is int else value
