"""Reads for the desk: the work list and one patient's timeline."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from backend.accounts.access import Actor, caseload_of
from backend.accounts.models import Patient
from backend.common.clock import local_date
from backend.common.errors import NotFound
from backend.diary.models import SessionLog
from backend.insights.facts import Code
from backend.insights.gather import diary_days
from backend.insights.headache_days import is_headache_day
from backend.insights.models import Reason
from backend.programs.models import Program, ProgramStatus, ProgramVersion

_ORDER = {code.value: place for place, code in enumerate(Code)}


def work_list(therapist: Actor) -> list[dict[str, Any]]:
    """Return the caseload, most urgent first: patients with open reasons, then the others by name. Three queries."""
    rows = [_row(patient) for patient in _with_reasons(caseload_of(therapist))]
    return sorted(rows, key=lambda row: (_urgency(row), row["name"].casefold()))


def patient_row(therapist: Actor, patient_id: uuid.UUID) -> dict[str, Any]:
    """Return one patient's row of the work list; raise NotFound outside the caseload."""
    found = _with_reasons(caseload_of(therapist).filter(pk=patient_id)).first()
    if found is None:
        raise NotFound
    return _row(found)


def _with_reasons(patients: "QuerySet[Patient]") -> "QuerySet[Patient]":
    open_reasons = Reason.objects.filter(cleared_at__isnull=True)
    running = Program.objects.filter(status=ProgramStatus.ACTIVE)
    return patients.select_related("summary", "clinic").prefetch_related(
        Prefetch("reasons", queryset=open_reasons, to_attr="open_reasons"),
        Prefetch("programs", queryset=running, to_attr="running"),
    )


def _row(patient: Patient) -> dict[str, Any]:
    summary = getattr(patient, "summary", None)
    reasons = sorted(patient.open_reasons, key=lambda reason: _ORDER.get(reason.code, 99))  # type: ignore[attr-defined]
    running = patient.running  # type: ignore[attr-defined]
    return {
        "id": str(patient.pk),
        "name": patient.name,
        "status": patient.status,
        "program": running[0].name if running else None,
        "last_heard_on": summary.last_heard_on if summary else None,
        "counted_until": summary.counted_until if summary else None,
        "recorded_days": summary.recorded_days if summary else 0,
        "headache_days": summary.headache_days if summary else 0,
        "monthly_headache_days": summary.monthly_headache_days if summary else None,
        "quality": summary.quality if summary else "insufficient",
        "sessions_7d": summary.sessions_7d if summary else 0,
        "recent": summary.recent if summary else [],
        "reasons": [reason_payload(reason) for reason in reasons],
    }


def reason_payload(reason: Reason) -> dict[str, Any]:
    """Return a reason as the desk gets it: its rule, since when, and the figures behind it."""
    return {
        "code": reason.code,
        "rule_version": reason.rule_version,
        "evidence": reason.evidence,
        "opened_at": reason.opened_at,
        "acknowledged_at": reason.acknowledged_at,
    }


def _urgency(row: dict[str, Any]) -> int:
    waiting = [_ORDER.get(reason["code"], 99) for reason in row["reasons"] if reason["acknowledged_at"] is None]
    return min(waiting, default=100)


def timeline(patient: Patient, first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return everything that shares one time axis: each date's headache and pain, sessions, program versions."""
    by_date = {day.occurred_on: day for day in diary_days(patient, first)}
    sessions: dict[dt.date, int] = dict(
        SessionLog.objects.filter(patient=patient, occurred_on__range=(first, last))
        .values_list("occurred_on")
        .annotate(Count("id"))
    )
    versions = (
        ProgramVersion.objects.filter(program__patient=patient).select_related("program").order_by("published_at")
    )
    dates = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    return {
        "first": first,
        "last": last,
        "days": [
            {
                "date": date,
                "recorded": date in by_date and by_date[date].headache is not None,
                "headache_day": date in by_date and is_headache_day(by_date[date]),
                "peak_intensity": by_date[date].peak_intensity if date in by_date else None,
                "sessions": sessions.get(date, 0),
            }
            for date in dates
        ],
        "program_versions": [
            {
                "name": version.program.name,
                "number": version.number,
                "phase_name": version.phase_name,
                "on": max(_published_on(version, patient), version.program.start_on),
            }
            for version in versions
        ],
    }


def _published_on(version: ProgramVersion, patient: Patient) -> dt.date:
    """Return the patient-local date on which a version was published."""
    return local_date(version.published_at, patient.time_zone)
