"""Reads for the desk: the work list, and one patient's row of it."""

import uuid
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from backend.accounts.access import Actor, caseload_of
from backend.accounts.models import IN_CARE, Patient
from backend.common import clock
from backend.common.errors import NotFound
from backend.insights.facts import Code
from backend.insights.models import Reason
from backend.library.selectors import safety_check, safety_question_texts
from backend.programs.models import Program, ProgramStatus

_ORDER = {code.value: place for place, code in enumerate(Code)}


def work_list(therapist: Actor) -> list[dict[str, Any]]:
    """Return the caseload, most urgent first: patients with open reasons, then the others by name. Two queries."""
    rows = [_row(patient) for patient in _with_reasons(caseload_of(therapist).filter(status__in=IN_CARE))]
    return sorted(rows, key=lambda row: (_urgency(row), row["name"].casefold()))


def patient_and_row(therapist: Actor, patient_id: uuid.UUID) -> tuple[Patient, dict[str, Any]]:
    """Return a patient with summary, and the row of the work list; raise NotFound outside the caseload. Two queries."""
    rows = _with_reasons(caseload_of(therapist).filter(pk=patient_id))
    # The questions' words ride along: most pages need them not, and none needs a query of its own.
    found = rows.annotate(safety_check=Subquery(safety_check()[:1])).first()
    if found is None:
        raise NotFound
    return found, _row(found)


def page_of(patient: Patient) -> dict[str, Any]:
    """Return the page kept with a patient's summary, safety answers with their questions in words."""
    summary = getattr(patient, "summary", None)
    page = summary.page if summary and summary.page else {"numbers": [], "phase": None, "red_flags": []}
    texts = safety_question_texts(patient.safety_check) if page["red_flags"] else {}  # type: ignore[attr-defined]
    flags = [{**flag, "text": texts.get(flag["question"], flag["question"])} for flag in page["red_flags"]]
    return {**page, "red_flags": flags}


def _with_reasons(patients: "QuerySet[Patient]") -> "QuerySet[Patient]":
    open_reasons = Reason.objects.filter(cleared_at__isnull=True)
    running = Program.objects.filter(patient=OuterRef("pk"), status=ProgramStatus.ACTIVE).values("name")[:1]
    return (
        patients.select_related("summary", "clinic")
        .annotate(running=Subquery(running))
        .prefetch_related(Prefetch("reasons", queryset=open_reasons, to_attr="open_reasons"))
    )


def _row(patient: Patient) -> dict[str, Any]:
    summary = getattr(patient, "summary", None)
    reasons = sorted(patient.open_reasons, key=lambda reason: _ORDER.get(reason.code, 99))  # type: ignore[attr-defined]
    running = patient.running  # type: ignore[attr-defined]
    return {
        "id": str(patient.pk),
        "name": patient.name,
        "status": patient.status,
        "program": running,
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
        "snoozed_until": reason.snoozed_until,
        # The clinic's date, by which the therapist chose one (`working.snooze_reason`).
        "waiting": reason.is_waiting(clock.local_today(reason.patient.clinic.time_zone)),
        "note": reason.note,
    }


def _urgency(row: dict[str, Any]) -> int:
    waiting = [_ORDER.get(reason["code"], 99) for reason in row["reasons"] if reason["waiting"]]
    return min(waiting, default=100)
