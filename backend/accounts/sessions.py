"""Ending sessions of somebody on all their devices: a lost phone, a changed second factor, a colleague who left."""

import uuid

from allauth.usersessions.models import UserSession
from django.db import transaction

from backend.accounts import access
from backend.accounts.care import colleagues_of
from backend.accounts.models import Role, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common.errors import Forbidden, NotFound

# How many devices one person is signed in on at most.
DEVICES = 20


def end_sessions(user_id: uuid.UUID, *, but: str | None = None) -> int:
    """End this person's sessions, all but the one with the session key `but`, and return how many there were."""
    rows = list(UserSession.objects.filter(user_id=user_id).exclude(session_key=but or ""))
    for row in rows:
        row.end()
    return len(rows)


def end_oldest(user_id: uuid.UUID) -> None:
    """Leave a person their twenty newest devices: more are forgotten ones, or a script's."""
    rows = UserSession.objects.filter(user_id=user_id).order_by("-last_seen_at", "-pk")
    for row in rows[DEVICES:]:
        row.end()


@transaction.atomic
def sign_out_colleague(lead: User, colleague_id: uuid.UUID) -> int:
    """End every session of a colleague and return how many there were.

    Raises Forbidden unless a clinic lead asks, NotFound for somebody who does not work there.
    """
    if access.role_of(lead) != Role.LEAD:
        raise Forbidden("Only a clinic lead can sign colleagues out.")
    found = colleagues_of(lead).filter(user_id=colleague_id).first()
    if found is None:
        raise NotFound
    record(Action.CHANGED, "sessions", actor_id=lead.pk, clinic_id=found.clinic_id)
    return end_sessions(found.user_id)
