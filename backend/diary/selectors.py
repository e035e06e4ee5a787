"""Reads the diary."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet

from backend.common.among import among
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


def sessions_among(patient_ids: Iterable[uuid.UUID], since: dt.date) -> set[tuple[uuid.UUID, dt.date, str]]:
    """Return (patient, local date, part of the day) of every session the patients logged from a date on."""
    rows = SessionLog.objects.filter(among("patient_id", patient_ids), occurred_on__gte=since)
    return set(rows.values_list("patient_id", "occurred_on", "slot"))


def answered_among(patient_ids: Iterable[uuid.UUID], since: dt.date) -> set[tuple[uuid.UUID, dt.date]]:
    """Return (patient, local date) of every headache question the patients answered from a date on."""
    rows = DayEntry.objects.filter(among("patient_id", patient_ids), occurred_on__gte=since, headache__isnull=False)
    return set(rows.values_list("patient_id", "occurred_on"))


def held_among(patient_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of the patients whose program a safety answer holds."""
    rows = RedFlagAnswer.objects.filter(among("patient_id", patient_ids), cleared_at__isnull=True, urgency__in=HOLDING)
    return set(rows.values_list("patient_id", flat=True))


def last_asked(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, dt.date]]:
    """Return patient -> measure, or "safety" -> the last patient-local date it was answered on. Two queries."""
    ids = list(patient_ids)
    found: dict[uuid.UUID, dict[str, dt.date]] = {}
    checks = (
        RedFlagCheck.objects.filter(among("patient_id", ids)).values_list("patient_id").annotate(Max("occurred_on"))
    )
    for patient_id, on in checks:
        found.setdefault(patient_id, {})["safety"] = on
    scores = MeasureScore.objects.filter(among("patient_id", ids)).values_list("patient_id", "measure")
    for patient_id, measure, on in scores.annotate(Max("occurred_on")):
        found.setdefault(patient_id, {})[measure] = on
    return found


def open_red_flags(patient_id: uuid.UUID) -> list[RedFlagAnswer]:
    """Return the yes answers no therapist has cleared, most urgent first."""
    rows = RedFlagAnswer.objects.filter(patient_id=patient_id, cleared_at__isnull=True)
    return sorted(rows, key=lambda row: (URGENCIES.index(row.urgency), row.answered_on, row.question))
