"""Reads the thread, in the order in which it arrived: a phone's clock may be a year off."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, QuerySet, UUIDField

from backend.common.compiled import Compiled, Param
from backend.messages.models import Message

_SINCE = Compiled(
    lambda: (
        Message.objects.filter(
            patient_id=Param("patient_id", UUIDField()),
            sync_seq__gt=Param("cursor", BigIntegerField()),
            received_at__gte=Param("since", DateTimeField()),
        )
        .select_related("author")
        .order_by("received_at", "id")
    )
)


def thread_of(patient_id: uuid.UUID) -> "QuerySet[Message]":
    """Return the messages of a patient's thread, oldest first."""
    return Message.objects.filter(patient_id=patient_id).select_related("author").order_by("received_at", "id")


def thread_since(patient_id: uuid.UUID, cursor: int, since: dt.datetime) -> list[Message]:
    """Return the messages of a patient's thread stored after a cursor and received from `since` on, oldest first."""
    return _SINCE(patient_id=patient_id, cursor=cursor, since=since)


def message_payload(message: Message) -> dict[str, Any]:
    """Return a message as phones and the desk get it."""
    return {
        "id": str(message.pk),
        "from_patient": message.from_patient,
        "author": message.author.name,
        "text": message.text,
        "about_on": message.about_on.isoformat() if message.about_on else None,
        "recorded_at": message.recorded_at.isoformat(),
        "received_at": message.received_at.isoformat(),
    }
