"""Reads the diary."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet

from backend.diary.models import Baseline, DayEntry, MeasureScore, RedFlagAnswer, RedFlagCheck, SessionLog
from backend.diary.red_flags import HOLDING, URGENCIES


def days_since(patient_id: uuid.UUID, cursor: int) -> "QuerySet[DayEntry]":
    """Return the days changed after a cursor."""
    return DayEntry.objects.filter(patient_id=patient_id, sync_seq__gt=cursor).order_by("occurred_on")


def sessions_since(patient_id: uuid.UUID, cursor: int) -> "QuerySet[SessionLog]":
    """Return the sessions stored after a cursor, with their exercises."""
    rows = SessionLog.objects.filter(patient_id=patient_id, sync_seq__gt=cursor)
    return rows.prefetch_related("exercises").order_by("started_at")


def scores_since(patient_id: uuid.UUID, cursor: int) -> "QuerySet[MeasureScore]":
    """Return the measures rated after a cursor."""
    return MeasureScore.objects.filter(patient_id=patient_id, sync_seq__gt=cursor).order_by(
        "occurred_on", "recorded_at"
    )


def checks_since(patient_id: uuid.UUID, cursor: int) -> "QuerySet[RedFlagCheck]":
    """Return the safety checks answered after a cursor."""
    return RedFlagCheck.objects.filter(patient_id=patient_id, sync_seq__gt=cursor).order_by("occurred_on")


def baseline_of(patient_id: uuid.UUID) -> dict[str, Any] | None:
    """Return what the patient last remembered of the four weeks before, or None."""
    names = ("occurred_on", "headache_days_28", "usual_pain", "worst_pain")
    row = Baseline.objects.filter(patient_id=patient_id).order_by("-recorded_at").first()
    return {name: getattr(row, name) for name in names} if row else None


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
