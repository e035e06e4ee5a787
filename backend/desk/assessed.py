"""Reads a patient's examinations with flags by their cut-offs, and the ICHD-3 checklist with what the diary adds."""

import datetime as dt
from fractions import Fraction
from typing import Any

from backend.accounts.corrections import history_of
from backend.accounts.models import Patient
from backend.assessments.exam import (
    Exam,
    ccft_flag,
    ccft_index,
    dnf_flag,
    frt_positive_sides,
    frt_side_difference,
    jull_cluster,
    rotation_reduced_sides,
)
from backend.assessments.fields import LEVELS, SIDES
from backend.assessments.findings import Examination, abnormal_in
from backend.assessments.ichd3 import Answer, Background, checklist
from backend.assessments.models import Assessment, ClinicTreatment
from backend.common import clock
from backend.diary.models import DayEntry
from backend.insights.gather import diary_days
from backend.insights.numbers.medicine_days import medicine_use

LOOK_BACK = dt.timedelta(days=100)
UPPER = LEVELS[:3]
ANSWERED = frozenset({"nausea", "vomiting", "light", "sound"})


def assessed(patient: Patient, now: dt.datetime) -> list[dict[str, Any]]:
    """Return a patient's examinations, newest first. Five queries at most."""
    rows = list(
        Assessment.objects.filter(patient=patient).select_related("therapist").order_by("-occurred_on", "-written_at")
    )
    if not rows:
        return []
    first_treated = (
        ClinicTreatment.objects.filter(patient=patient, withdrawn_at__isnull=True)
        .order_by("occurred_on")
        .values_list("occurred_on", flat=True)
    ).first()
    overuse, share = _diary(patient, now)
    return [
        {
            **history_of(row),
            "occurred_on": row.occurred_on,
            "by": row.therapist.name,
            "note": row.note,
            "findings": row.findings,
            "flags": _flags(row, patient),
            "checklist": row.checklist,
            "result": _result(row, Background(overuse, _treated(row, first_treated), share)),
        }
        for row in rows
    ]


def _treated(row: Assessment, first_treated: dt.date | None) -> bool:
    return first_treated is not None and first_treated < row.occurred_on


def _result(row: Assessment, background: Background) -> dict[str, Any]:
    found = checklist({name: Answer(value) for name, value in row.checklist.items()}, background)
    return {
        "result": str(found.result),
        "letters": {name: str(value) for name, value in found.letters.items()},
        "unmet": found.unmet,
        "missing": found.missing,
        "warnings": found.warnings,
    }


def _flags(row: Assessment, patient: Patient) -> dict[str, Any]:
    names = ("frt_left_deg", "frt_right_deg", "ccft_stage_mmhg", "ccft_reps", "dnf_endurance_s")
    age = row.occurred_on.year - patient.birth_year if patient.birth_year else None
    turns = (row.findings.get("rotation_left_deg"), row.findings.get("rotation_right_deg"))
    reduced = rotation_reduced_sides(*turns, age)
    exam = Exam(**{name: row.findings.get(name) for name in names}, sex=patient.sex or None)
    abnormal = abnormal_in(Examination(str(row.pk), row.occurred_on, row.findings))
    return {
        "safety": [{"text": each.text, "urgency": each.urgency} for each in abnormal],
        "frt_positive_sides": frt_positive_sides(exam),
        "frt_side_difference": frt_side_difference(exam),
        "ccft_low": ccft_flag(exam),
        "ccft_index": ccft_index(exam),
        "dnf_short": dnf_flag(exam),
        "rotation_reduced_sides": reduced,
        "jull_cluster": jull_cluster(
            None if reduced is None else bool(reduced), _joints_painful(row.findings), ccft_flag(exam)
        ),
    }


def _joints_painful(findings: dict[str, Any]) -> bool | None:
    pains = [findings.get(f"{level}_{side}_pain") for level in UPPER for side in SIDES]
    known = [pain for pain in pains if pain is not None]
    return any(known) if known else None


def _diary(patient: Patient, now: dt.datetime) -> tuple[bool, Fraction | None]:
    """Return whether medicine fits the overuse pattern, and the share of headache days with nausea, light or sound."""
    today = clock.local_date(now, patient.time_zone)
    since = today - LOOK_BACK
    overuse = medicine_use(diary_days(patient, since), today - dt.timedelta(days=1)).pattern
    rows = DayEntry.objects.filter(patient=patient, occurred_on__gte=since, headache=True).values_list(
        "fields", flat=True
    )
    answered = [set(fields["with_it"]) for fields in rows if fields.get("with_it") is not None]
    if not answered:
        return overuse, None
    return overuse, Fraction(sum(bool(each & ANSWERED) for each in answered), len(answered))
