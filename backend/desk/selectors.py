"""Reads for the desk: the work list, and one patient's row of it."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.text import Truncator

from backend.accounts.access import Actor, caseload_of
from backend.accounts.contacts import TO_CALL, contact_of, to_call
from backend.accounts.emergency import open_until
from backend.accounts.models import IN_CARE, Patient
from backend.common import clock
from backend.common.errors import NotFound
from backend.diary.red_flags import EMERGENCY, URGENCIES
from backend.insights.facts import URGENT, Code
from backend.insights.models import Reason
from backend.library.selectors import safety_check, safety_question_texts
from backend.messages.models import Message
from backend.programs.models import Program, ProgramStatus

_ORDER = {code.value: place for place, code in enumerate(Code)}
# After everything that waits: who is held although somebody has looked, then everybody else.
_HELD, _NOT_URGENT = 100, 101
# Of somebody who was not counted yet, or by an earlier release.
_EMPTY_PAGE: dict[str, Any] = {"numbers": [], "phase": None, "red_flags": [], "findings": [], "conflicts": []}
# As much of a message as a row has room for.
FIRST_WORDS = 120


def work_list(therapist: Actor) -> list[dict[str, Any]]:
    """Return the caseload in care, and who was discharged with a safety answer still open.

    Most urgent first, then who waits longest, then by name. Five queries at most.
    """
    left_open = Exists(Reason.objects.filter(patient=OuterRef("pk"), cleared_at__isnull=True))
    patients = list(_with_reasons(caseload_of(therapist).filter(Q(status__in=IN_CARE) | Q(left_open))))
    reasons = [reason for patient in patients for reason in patient.open_reasons]  # type: ignore[attr-defined]
    said = _said(reasons)
    numbers = to_call({reason.patient_id for reason in reasons if reason.code == Code.RED_FLAG})
    return sorted((_row(patient, said, numbers.get(patient.pk)) for patient in patients), key=_place)


def patient_and_row(therapist: Actor, patient_id: uuid.UUID) -> tuple[Patient, dict[str, Any]]:
    """Return a patient with summary, and the row of the work list; raise NotFound outside the caseload."""
    rows = open_until(therapist, _with_reasons(caseload_of(therapist).filter(pk=patient_id)))
    # The questions' words ride along: most pages need them not, and none needs a query of its own.
    found = rows.select_related("contact").annotate(safety_check=Subquery(safety_check()[:1])).first()
    if found is None:
        raise NotFound
    said = _said(found.open_reasons, found.safety_check)  # type: ignore[attr-defined]
    contact = contact_of(found)
    return found, _row(found, said, {name: contact[name] for name in TO_CALL})


def kept_page(patient: Patient) -> dict[str, Any]:
    """Return the page kept with a patient's summary, safety answers with their questions in words."""
    summary = getattr(patient, "summary", None)
    page = {**_EMPTY_PAGE, **(summary.page if summary else {})}
    texts = safety_question_texts(patient.safety_check) if page["red_flags"] else {}  # type: ignore[attr-defined]
    # As it was asked; a page that was kept before the answer had its text shows the question of today.
    flags = [
        {**flag, "text": flag.get("text") or texts.get(flag["question"], flag["question"])}
        for flag in page["red_flags"]
    ]
    return {**page, "red_flags": flags}


def _with_reasons(patients: "QuerySet[Patient]") -> "QuerySet[Patient]":
    open_reasons = Reason.objects.filter(cleared_at__isnull=True).select_related("acknowledged_by")
    running = Program.objects.filter(patient=OuterRef("pk"), status=ProgramStatus.ACTIVE).values("name")[:1]
    return (
        patients.select_related("summary", "clinic")
        .annotate(running=Subquery(running))
        .prefetch_related(Prefetch("reasons", queryset=open_reasons, to_attr="open_reasons"))
    )


def _said(reasons: Collection[Reason], safety_check: dict[str, Any] | None = None) -> dict[str, str]:
    """Return the words behind these reasons: question id, or message id -> what the patient said."""
    codes = {reason.code for reason in reasons}
    texts = safety_question_texts(safety_check) if Code.RED_FLAG in codes else {}
    newest = [reason.evidence["newest"] for reason in reasons if reason.code == Code.ASKED_FOR_HELP]
    messages = Message.objects.filter(pk__in=newest) if newest else ()
    return texts | {str(message.pk): Truncator(message.text).chars(FIRST_WORDS) for message in messages}


def _row(patient: Patient, said: dict[str, str], call: dict[str, str] | None) -> dict[str, Any]:
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
        "recent_headaches": summary.recent_headaches if summary else [],
        "reasons": [reason_payload(reason, said) for reason in reasons],
        "call": call,
    }


def reason_payload(reason: Reason, said: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return a reason as the desk gets it: its rule, since when, the figures behind it, and what the patient said."""
    said = _said([reason]) if said is None else said
    # A question answered yes twice is one question.
    keys = [*(answer["question"] for answer in reason.evidence.get("answers", ())), reason.evidence.get("newest")]
    return {
        "code": reason.code,
        "rule_version": reason.rule_version,
        "evidence": reason.evidence,
        "evidence_id": reason.evidence_id,
        "opened_at": reason.opened_at,
        "waiting_since": reason.waiting_since,
        "acknowledged_at": reason.acknowledged_at,
        "acknowledged_by": reason.acknowledged_by.name if reason.acknowledged_by else None,
        "snoozed_until": reason.snoozed_until,
        # The clinic's date, by which the therapist chose one (`working.snooze_reason`).
        "waiting": reason.is_waiting(clock.local_today(reason.patient.clinic.time_zone)),
        "texts": [said[key] for key in dict.fromkeys(keys) if key in said]
        + [each["text"] for each in reason.evidence.get("findings", ())],
        "note": reason.note,
    }


def _place(row: dict[str, Any]) -> tuple[int, bool, dt.datetime, str]:
    """Return where a row stands: urgency, then how long it waits, then the name.

    An emergency stands first until it is cleared, seen or not; of those seen, a held program comes before the rest.
    """
    places = [(*_urgency(reason), reason["waiting_since"]) for reason in row["reasons"]]
    urgency, seen, since = min(places, default=(_NOT_URGENT, True, dt.datetime.max.replace(tzinfo=dt.UTC)))
    return urgency, seen, since, row["name"].casefold()


def _urgency(reason: dict[str, Any]) -> tuple[int, bool]:
    """Return how urgent a reason is, 0 the most, and whether somebody has looked at it."""
    seen = not reason["waiting"]
    evidence = reason["evidence"]
    if reason["code"] in URGENT and evidence["urgency"] == EMERGENCY:
        return 0, seen
    if seen:
        return (_HELD if evidence.get("held") else _NOT_URGENT), seen
    if reason["code"] in URGENT:
        return 1 + URGENCIES.index(evidence["urgency"]), seen
    return len(URGENCIES) + _ORDER.get(reason["code"], len(_ORDER)), seen
