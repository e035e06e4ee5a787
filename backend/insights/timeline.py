"""Everything that shares one time axis: diary, sessions, program versions, treatments, assessments."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef

from backend.accounts.models import Patient
from backend.assessments.models import Assessment, ClinicTreatment
from backend.common.clock import local_date
from backend.diary.models import DayEntry, ExerciseLog, ExerciseOutcome, SessionLog
from backend.insights.gather import day_of
from backend.insights.numbers.headache_days import is_headache_day
from backend.insights.numbers.medicine_days import LIMITS
from backend.programs.models import ProgramVersion
from backend.programs.schedule import Slot

_UNKNOWN = {"recorded": False, "headache_day": None, "peak_intensity": None, "neck_pain": None, "medicine": None}


def timeline(patient: Patient, first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return the dates from `first` to `last` with pain, medicine and sessions, and what was changed or done.

    Five queries, however long the span.
    """
    span = {"patient": patient, "occurred_on__range": (first, last)}
    entries = dict(DayEntry.objects.filter(**span).values_list("occurred_on", "fields"))
    sessions = _sessions(span)
    treatments = ClinicTreatment.objects.filter(**span, withdrawn_at=None).order_by("occurred_on")
    assessments = Assessment.objects.filter(**span, withdrawn_at=None).order_by("occurred_on")
    dates = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    return {
        "first": first,
        "last": last,
        "days": [
            {
                "date": on,
                **(_day(patient, on, entries[on]) if on in entries else _UNKNOWN),
                "sessions": sessions.get(on, 0),
            }
            for on in dates
        ],
        "program_versions": _versions(patient),
        "treatments": [{"on": on, "kind": kind} for on, kind in treatments.values_list("occurred_on", "kind")],
        "assessments": [{"on": on} for on in assessments.values_list("occurred_on", flat=True)],
    }


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


def _sessions(span: dict[str, Any]) -> dict[dt.date, int]:
    """Count the sessions of each date: the same as `gather.is_session` counts."""
    done = ExerciseLog.objects.filter(session=OuterRef("pk")).exclude(outcome=ExerciseOutcome.SKIPPED)
    sessions = SessionLog.objects.filter(Exists(done), **span).exclude(slot=Slot.ANYTIME)
    return dict(sessions.order_by().values_list("occurred_on").annotate(Count("id")))


def _versions(patient: Patient) -> list[dict[str, Any]]:
    """Return every version from the date it was for: when it was published, but never before its program began."""
    rows = ProgramVersion.objects.filter(program__patient=patient).values_list(
        "program__name", "phase_name", "number", "program__start_on", "published_at"
    )
    versions = [
        {
            "name": name,
            "phase_name": phase_name,
            "number": number,
            "on": max(start_on, local_date(published_at, patient.time_zone)),
        }
        for name, phase_name, number, start_on, published_at in rows
    ]
    return sorted(versions, key=lambda each: (each["on"], each["number"]))
