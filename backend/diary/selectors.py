"""Reads the diary."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import BigIntegerField, DateField, Max, Model, QuerySet, UUIDField

from backend.common.among import among
from backend.common.compiled import AmongParam, Compiled, Param
from backend.diary.models import Baseline, DayEntry, MeasureScore, RedFlagAnswer, RedFlagCheck, SessionLog
from backend.diary.red_flags import EMERGENCY, HOLDING, SAME_DAY, Flag, left_to_decide, most_urgent
from backend.programs.running import is_paused


def _stored_after(model: type[Model]) -> "QuerySet[Any]":
    rows: QuerySet[Any] = model._default_manager.all()
    return rows.filter(
        patient_id=Param("patient_id", UUIDField()),
        sync_seq__gt=Param("cursor", BigIntegerField()),
        occurred_on__gte=Param("first_on", DateField()),
    )


_DAYS = Compiled(
    lambda: _stored_after(DayEntry).order_by("occurred_on").values_list("occurred_on", "fields", "heads", "conflicts")
)
_SESSION = ("pk", "occurred_on", "version_id", "slot", "started_at", "ended_at", "pain_after", "rule_followed")
_EXERCISE = ("item_id", "outcome", "sets_done", "pain")
_SESSIONS = Compiled(
    lambda: (
        _stored_after(SessionLog)
        .order_by("started_at", "pk", "exercises__pk")
        .values_list(*_SESSION, *(f"exercises__{name}" for name in _EXERCISE))
    )
)
_SCORE = ("id", "occurred_on", "measure", "values")
_SCORES = Compiled(lambda: _stored_after(MeasureScore).order_by("occurred_on", "recorded_at").values_list(*_SCORE))
_CHECK = ("id", "occurred_on")
_CHECKS = Compiled(lambda: _stored_after(RedFlagCheck).order_by("occurred_on").values_list(*_CHECK))


def changes_after(patient_id: uuid.UUID, cursor: int, first_on: dt.date) -> dict[str, list[dict[str, Any]]]:
    """Return what was stored of the diary after a cursor, of the dates from `first_on` on, as phones get it."""
    given = {"patient_id": patient_id, "cursor": cursor, "first_on": first_on}
    return {
        "days": [day_payload(*row) for row in _DAYS(**given)],
        "sessions": _with_exercises(_SESSIONS(**given)),
        "scores": [dict(zip(_SCORE, row, strict=True)) for row in _SCORES(**given)],
        "checks": [dict(zip(_CHECK, row, strict=True)) for row in _CHECKS(**given)],
    }


def day_payload(
    occurred_on: dt.date, fields: dict[str, Any], heads: list[str], conflicts: dict[str, list[Any]]
) -> dict[str, Any]:
    """Return an entry as phones get it."""
    return {"occurred_on": occurred_on.isoformat(), "fields": fields, "heads": heads, "conflicts": conflicts}


def _with_exercises(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Turn a row for each exercise into one for each session, with its exercises."""
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for row in rows:
        pk, occurred_on, version_id, slot, started_at, ended_at, pain_after, rule_followed, item_id, *done = row
        session = found.setdefault(
            pk,
            {
                "id": str(pk),
                "occurred_on": occurred_on.isoformat(),
                "version_id": str(version_id),
                "slot": slot,
                "started_at": started_at.isoformat(),
                "ended_at": ended_at.isoformat(),
                "pain_after": pain_after,
                "rule_followed": rule_followed,
                "exercises": [],
            },
        )
        # A session without exercises comes as one row without any.
        if item_id is not None:
            outcome, sets_done, pain = done
            session["exercises"].append(
                {"item_id": str(item_id), "outcome": outcome, "sets_done": sets_done, "pain": pain}
            )
    return list(found.values())


_REMEMBERED = ("occurred_on", "headache_days_28", "usual_pain", "worst_pain")
_BASELINE = Compiled(
    lambda: (
        Baseline.objects.filter(patient_id=Param("patient_id", UUIDField()))
        .order_by("-recorded_at")
        .values_list(*_REMEMBERED)[:1]
    )
)


def baseline_of(patient_id: uuid.UUID) -> dict[str, Any] | None:
    """Return what the patient last remembered of the four weeks before, or None."""
    row = _BASELINE.first(patient_id=patient_id)
    return dict(zip(_REMEMBERED, row, strict=True)) if row else None


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


_OPEN_URGENCIES = Compiled(
    lambda: (
        RedFlagAnswer.objects.filter(patient_id=Param("patient_id", UUIDField()), cleared_at__isnull=True)
        .order_by()
        .values_list("urgency", flat=True)
        .distinct()
    )
)


def open_urgencies(patient_id: uuid.UUID) -> set[str]:
    """Return the urgencies of the yes answers no therapist has cleared."""
    return set(_OPEN_URGENCIES(patient_id=patient_id))


# Most urgent first: an open safety answer, then a therapist's pause.
PAUSED = "paused"
HOLDS = (EMERGENCY, SAME_DAY, PAUSED)


def hold_of(patient_id: uuid.UUID, urgencies: Collection[str] | None = None) -> str | None:
    """Return what holds the program: the most urgent safety answer, else a therapist's pause ("paused"), else None.

    `urgencies` are the open ones, when they are at hand.
    """
    found = open_urgencies(patient_id) if urgencies is None else urgencies
    urgency = most_urgent(HOLDING.intersection(found))
    return urgency or (PAUSED if is_paused(patient_id) else None)


_FLAG = ("question", "urgency", "answered_on", "cleared_on", "pk", "proposes", "decisions", "text")
_FLAGS = Compiled(
    lambda: (
        RedFlagAnswer.objects.filter(AmongParam("patient_id", "patients"))
        .order_by("answered_on", "pk")
        .values_list("patient_id", *_FLAG)
    )
)


def flags_among(patient_ids: Iterable[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Flag]]:
    """Yield (patient id, yes answer), cleared ones too, the oldest first. One query."""
    for patient_id, question, urgency, answered_on, cleared_on, pk, proposes, decisions, text in _FLAGS(
        patients=patient_ids
    ):
        left = left_to_decide(proposes, decisions)
        yield patient_id, Flag(question, urgency, answered_on, cleared_on, str(pk), left, text)


def flags_of(patient_id: uuid.UUID) -> list[Flag]:
    """Return one patient's yes answers, cleared ones too, the oldest first."""
    return [flag for _, flag in flags_among([patient_id])]
