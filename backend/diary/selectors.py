"""Reads the diary."""

import datetime as dt
import uuid

from django.db.models import QuerySet

from backend.diary.models import DayEntry, RedFlagAnswer, SessionLog
from backend.diary.red_flags import HOLDING, URGENCIES


def days_since(patient_id: uuid.UUID, cursor: int) -> "QuerySet[DayEntry]":
    """Return the days changed after a cursor."""
    return DayEntry.objects.filter(patient_id=patient_id, sync_seq__gt=cursor).order_by("occurred_on")


def sessions_since(patient_id: uuid.UUID, cursor: int) -> "QuerySet[SessionLog]":
    """Return the sessions stored after a cursor, with their exercises."""
    rows = SessionLog.objects.filter(patient_id=patient_id, sync_seq__gt=cursor)
    return rows.prefetch_related("exercises").order_by("started_at")


def has_session(patient_id: uuid.UUID, on: dt.date, slot: str) -> bool:
    """Say whether the patient logged a session for this part of this day."""
    return SessionLog.objects.filter(patient_id=patient_id, occurred_on=on, slot=slot).exists()


def has_answer(patient_id: uuid.UUID, on: dt.date) -> bool:
    """Say whether the patient answered the headache question for this day."""
    return DayEntry.objects.filter(patient_id=patient_id, occurred_on=on, headache__isnull=False).exists()


def open_red_flags(patient_id: uuid.UUID) -> list[RedFlagAnswer]:
    """Return the yes answers no therapist has cleared, most urgent first."""
    rows = RedFlagAnswer.objects.filter(patient_id=patient_id, cleared_at__isnull=True)
    return sorted(rows, key=lambda row: (URGENCIES.index(row.urgency), row.answered_on, row.question))


def is_held(patient_id: uuid.UUID) -> bool:
    """Say whether a safety answer holds the patient's program."""
    return RedFlagAnswer.objects.filter(patient_id=patient_id, cleared_at__isnull=True, urgency__in=HOLDING).exists()
