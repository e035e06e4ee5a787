"""Reads emergency answers that nobody has reviewed: a therapist's own patients', and those in a lead's clinic."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from backend.accounts import access
from backend.accounts.away import away_until
from backend.accounts.contacts import to_call
from backend.accounts.models import CareRelationship, Patient, Role, User
from backend.common.errors import Forbidden, NotFound
from backend.diary.models import RedFlagAnswer
from backend.diary.red_flags import EMERGENCY
from backend.insights.facts import URGENT
from backend.insights.models import Reason
from backend.library.selectors import safety_question_texts


def unseen() -> "QuerySet[Reason]":
    """Return the safety answers and findings that nobody has marked as reviewed, the oldest first."""
    rows = Reason.objects.filter(code__in=URGENT, cleared_at=None, acknowledged_at=None)
    return rows.select_related("patient__clinic").order_by("waiting_since")


def untaken() -> "QuerySet[Reason]":
    """Return the emergencies among them."""
    return unseen().filter(evidence__urgency=EMERGENCY)


def waiting_emergencies(therapist: access.Actor) -> list[dict[str, Any]]:
    """Return those of the caseload, the oldest first. Three queries at most."""
    waiting = list(untaken().filter(patient__in=access.caseload_of(therapist)))
    texts = safety_question_texts() if waiting else {}
    numbers = to_call(reason.patient_id for reason in waiting)
    return [
        {
            "patient_id": str(reason.patient_id),
            "name": reason.patient.name,
            "waiting_since": reason.waiting_since,
            "texts": [
                each["text"] if "text" in each else texts.get(each["question"], each["question"])
                for each in (reason.evidence.get("answers") or reason.evidence["findings"])
                if each["urgency"] == EMERGENCY
            ],
            "call": numbers.get(reason.patient_id),
        }
        for reason in waiting
    ]


def emergencies_of_clinic(lead: User) -> list[dict[str, Any]]:
    """Return those of the lead's clinic beyond the own caseload: since when, and who cares; never whose they are.

    Raises Forbidden for anybody but a lead.
    """
    waiting = _of_clinic(lead)
    carers = carers_of(reason.patient_id for reason in waiting)
    return [
        {
            "id": reason.pk,
            "urgency": reason.evidence["urgency"],
            "waiting_since": reason.waiting_since,
            "therapists": sorted(user.name for user in carers.get(reason.patient_id, ())),
        }
        for reason in waiting
    ]


def patient_of(lead: User, waiting: uuid.UUID) -> Patient:
    """Return the patient of one of those, for the emergency door. Raises NotFound once it is taken, and Forbidden."""
    for reason in _of_clinic(lead):
        if reason.pk == waiting:
            return reason.patient
    raise NotFound


def since_of(reasons: Iterable[Reason]) -> dict[uuid.UUID, dt.datetime]:
    """Return since when each of these waits as an emergency: a less urgent answer may have opened the reason before."""
    reasons = list(reasons)
    ids = {
        uuid.UUID(answer["id"]): reason
        for reason in reasons
        for answer in reason.evidence.get("answers", ())
        if answer["urgency"] == EMERGENCY
    }
    since: dict[uuid.UUID, dt.datetime] = {}
    rows = RedFlagAnswer.objects.filter(pk__in=ids).order_by("check_of__received_at")
    for pk, received_at in rows.values_list("pk", "check_of__received_at"):
        reason = ids[pk]
        since.setdefault(reason.pk, max(reason.waiting_since, received_at))
    return {reason.pk: since.get(reason.pk, reason.waiting_since) for reason in reasons}


def carers_of(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[User]]:
    """Return who cares for each patient and works here still; an hour's access in an emergency is no care."""
    rows = CareRelationship.objects.filter(
        patient__in=list(patient_ids), ended_at__isnull=True, therapist__is_active=True
    )
    found: dict[uuid.UUID, list[User]] = {}
    for row in rows.select_related("therapist__membership__clinic"):
        found.setdefault(row.patient_id, []).append(row.therapist)
    return found


def therapists_of_waiting(user: User) -> list[str]:
    """Return, for each emergency answer that this person is told of, the names of those who care for the patient."""
    reasons = list(untaken().filter(patient__clinic__memberships__user=user))
    carers = carers_of(reason.patient_id for reason in reasons)
    told_of = (carers.get(reason.patient_id, []) for reason in reasons)
    return [
        ", ".join(sorted(each.name for each in theirs)) or "nobody"
        for theirs in told_of
        if user in theirs or not theirs or access.role_of(user) == Role.LEAD
    ]


def is_at_work(user: User) -> bool:
    return hasattr(user, "membership") and away_until(user.membership) is None


def _of_clinic(lead: User) -> list[Reason]:
    """Return what nobody has seen in a lead's clinic beyond the own caseload: the emergency answers, and every safety
    answer of patients whose therapists are all away or gone."""
    if access.role_of(lead) != Role.LEAD:
        raise Forbidden("Only a clinic lead can see what is waiting in the whole clinic.", "not_a_lead")
    rows = unseen().filter(clinic_id=access.clinic_of(lead)).exclude(patient__in=access.caseload_of(lead))
    reasons = list(rows)
    carers = carers_of(reason.patient_id for reason in reasons)
    return [
        reason
        for reason in reasons
        if reason.evidence["urgency"] == EMERGENCY or not any(map(is_at_work, carers.get(reason.patient_id, ())))
    ]
