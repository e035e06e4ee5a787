"""Reads the thread."""

import uuid
from typing import Any

from django.db.models import QuerySet

from backend.messages.models import Message


def thread_since(patient_id: uuid.UUID, cursor: int = 0) -> "QuerySet[Message]":
    """Return the messages of a patient's thread stored after a cursor, oldest first."""
    rows = Message.objects.filter(patient_id=patient_id, sync_seq__gt=cursor)
    return rows.select_related("author").order_by("recorded_at", "id")


def message_payload(message: Message) -> dict[str, Any]:
    """Return a message as phones and the desk get it."""
    return {
        "id": str(message.pk),
        "from_patient": message.from_patient,
        "author": message.author.name,
        "text": message.text,
        "about_on": message.about_on.isoformat() if message.about_on else None,
        "recorded_at": message.recorded_at.isoformat(),
    }
