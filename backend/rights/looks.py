"""Who looked at a patient's record (GDPR Art. 15(1)(c)): the audit events about it, in words for the patient."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from backend.accounts.models import CareRelationship, User
from backend.audit.models import Action, AuditEvent

PAGE = 200
# An emergency's event is written in the moment in which the access is given.
SAME_MOMENT = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class Look:
    """One act on the record. `who` is a name, or "" for somebody whose account is gone; `because` is the reason that
    was typed for opening it in an emergency."""

    id: int
    at: Any
    who: str
    is_self: bool
    action: str
    what: str
    because: str = ""


def looks_at(patient_id: uuid.UUID, own_user_id: uuid.UUID, *, before: int | None = None) -> list[Look]:
    """Return a page of the acts on a patient's record, newest first: those before the one with the id `before`.

    What a patient sent is left out: it would bury what they came to see, who else was there.
    """
    events = _events(patient_id, own_user_id)
    if before is not None:
        last = AuditEvent.objects.filter(pk=before, patient_id=patient_id).first()
        if last is None:
            return []
        events = events.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    return _in_words(list(events[:PAGE]), patient_id, own_user_id)


def all_looks_at(patient_id: uuid.UUID, own_user_id: uuid.UUID) -> list[Look]:
    """Return every act on a patient's record, for the copy that the patient takes along."""
    return _in_words(list(_events(patient_id, own_user_id)), patient_id, own_user_id)


def _events(patient_id: uuid.UUID, own_user_id: uuid.UUID) -> "QuerySet[AuditEvent]":
    events = AuditEvent.objects.filter(patient_id=patient_id).exclude(action=Action.DENIED)
    return events.exclude(actor_id=own_user_id, action="created").order_by("-at", "-id")


def _in_words(events: list[AuditEvent], patient_id: uuid.UUID, own_user_id: uuid.UUID) -> list[Look]:
    actors = {event.actor_id for event in events if event.actor_id}
    names: dict[uuid.UUID | None, str] = dict(User.objects.filter(pk__in=actors).values_list("pk", "name"))
    reasons = _emergencies(patient_id) if any(event.action == Action.EMERGENCY for event in events) else []
    return [
        Look(
            id=event.pk,
            at=event.at,
            who=names.get(event.actor_id, ""),
            is_self=event.actor_id == own_user_id,
            action=event.action,
            what=event.what,
            because=_because(event, reasons) if event.action == Action.EMERGENCY else "",
        )
        for event in events
    ]


def _emergencies(patient_id: uuid.UUID) -> list[tuple[uuid.UUID, dt.datetime, str]]:
    rows = CareRelationship.objects.filter(patient=patient_id).exclude(emergency_because="")
    return list(rows.values_list("therapist_id", "started_at", "emergency_because"))


def _because(event: AuditEvent, emergencies: list[tuple[uuid.UUID, dt.datetime, str]]) -> str:
    near = (
        (abs(event.at - started_at), because)
        for therapist_id, started_at, because in emergencies
        if therapist_id == event.actor_id and abs(event.at - started_at) < SAME_MOMENT
    )
    return min(near, default=(None, ""))[1]
