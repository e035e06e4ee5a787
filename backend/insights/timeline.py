"""Everything that shares one time axis, in one query: diary, sessions, program versions, treatments, assessments."""

import datetime as dt
import json
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Exists, F, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat

from backend.accounts.models import Patient
from backend.assessments.models import Assessment, ClinicTreatment
from backend.common.clock import local_date
from backend.diary.models import DayEntry, ExerciseLog, Outcome, SessionLog
from backend.insights.gather import day_of
from backend.insights.numbers.headache_days import is_headache_day
from backend.insights.numbers.medicine_days import LIMITS
from backend.programs.models import ProgramVersion
from backend.programs.schedule import Slot

_COLUMNS = ("what", "day", "moment", "words", "count")
_BETWEEN = "\x1f"


def timeline(patient: Patient, first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return the dates from `first` to `last` with pain, medicine and sessions, and what was changed or done."""
    days: dict[dt.date, dict[str, Any]] = {}
    sessions: dict[dt.date, int] = {}
    versions, treatments, assessments = [], [], []
    for kind, on, at, text, number in _rows(patient, first, last):
        if kind == "day":
            days[on] = _day(patient, on, json.loads(text))
        elif kind == "session":
            sessions[on] = number
        elif kind == "version":
            name, phase = text.split(_BETWEEN)
            versions.append(
                {"name": name, "phase_name": phase, "number": number, "on": max(on, local_date(at, patient.time_zone))}
            )
        elif kind == "treatment":
            treatments.append({"on": on, "kind": text})
        else:
            assessments.append({"on": on})
    dates = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    return {
        "first": first,
        "last": last,
        "days": [{**_UNKNOWN, "date": on, **days.get(on, {}), "sessions": sessions.get(on, 0)} for on in dates],
        "program_versions": sorted(versions, key=lambda each: (each["on"], each["number"])),
        "treatments": sorted(treatments, key=lambda each: each["on"]),
        "assessments": sorted(assessments, key=lambda each: each["on"]),
    }


_UNKNOWN = {"recorded": False, "headache_day": None, "peak_intensity": None, "neck_pain": None, "medicine": None}


def _day(patient: Patient, on: dt.date, fields: dict[str, Any]) -> dict[str, Any]:
    day = day_of(on, fields, patient.clinic.headache_min_minutes)
    recorded = day.headache is not None
    took = bool(day.medicines & LIMITS.keys())
    return {
        "recorded": recorded,
        "headache_day": is_headache_day(day) if recorded else None,
        "peak_intensity": day.peak_intensity,
        "neck_pain": fields.get("neck_pain_now"),
        "medicine": took if took or recorded else None,
    }


def _rows(patient: Patient, first: dt.date, last: dt.date) -> Any:
    never = Cast(Value(None), DateTimeField())
    span = {"patient": patient, "occurred_on__range": (first, last)}

    def shaped(rows: Any, what: str, **columns: Any) -> Any:
        usual = {"day": F("occurred_on"), "moment": never, "words": Value("", TextField()), "count": Value(0)}
        return rows.annotate(what=Value(what, CharField()), **{**usual, **columns}).values_list(*_COLUMNS)

    done = ExerciseLog.objects.filter(session=OuterRef("pk")).exclude(outcome=Outcome.SKIPPED)
    # The same sessions as gather.is_session counts.
    sessions = SessionLog.objects.filter(Exists(done), **span).exclude(slot=Slot.ANYTIME).values("occurred_on")
    versions = ProgramVersion.objects.filter(program__patient=patient)
    began = {"day": F("program__start_on"), "moment": F("published_at"), "count": F("number")}
    name = Concat("program__name", Value(_BETWEEN), "phase_name", output_field=TextField())
    return shaped(DayEntry.objects.filter(**span), "day", words=Cast("fields", TextField())).union(
        shaped(sessions.order_by(), "session", count=Count("id")),
        shaped(versions, "version", words=name, **began),
        shaped(
            ClinicTreatment.objects.filter(**span, withdrawn_at__isnull=True),
            "treatment",
            words=Cast("kind", TextField()),
        ),
        shaped(Assessment.objects.filter(**span, withdrawn_at__isnull=True), "assessment"),
        all=True,
    )
