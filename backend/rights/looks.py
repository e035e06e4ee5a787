"""Who looked at a patient's record (GDPR Art. 15(1)(c)): the audit events about it, in words for the patient."""

import uuid
from dataclasses import dataclass
from typing import Any

from backend.accounts.models import User
from backend.audit.models import Action, AuditEvent

SHOWN = 200


@dataclass(frozen=True)
class Look:
    """One act on the record. `who` is a name, or "" for somebody whose account is gone."""

    at: Any
    who: str
    is_self: bool
    action: str
    what: str


def looks_at(patient_id: uuid.UUID, own_user_id: uuid.UUID) -> list[Look]:
    """Return the newest acts on a patient's record, newest first, at most 200; what a patient sent is left out.

    Their own entries would bury what they came to see: who else was there.
    """
    events = (
        AuditEvent.objects.filter(patient_id=patient_id)
        .exclude(action=Action.DENIED)
        .exclude(actor_id=own_user_id, action="created")
        .order_by("-at", "-id")[:SHOWN]
    )
    found = list(events)
    actors = {event.actor_id for event in found if event.actor_id}
    names: dict[uuid.UUID | None, str] = dict(User.objects.filter(pk__in=actors).values_list("pk", "name"))
    return [
        Look(
            at=event.at,
            who=names.get(event.actor_id, ""),
            is_self=event.actor_id == own_user_id,
            action=event.action,
            what=event.what,
        )
        for event in found
    ]
