"""What a patient logged, day by day: the diary's answers, and each session exactly as it was done."""

import datetime as dt
from typing import Any

from backend.accounts.models import Patient
from backend.diary.models import DayEntry, SessionLog
from backend.library.models import ExerciseVersion

_EXERCISES = ("exercises__item__exercise", "exercises__item__easier_exercise")


def logbook(patient: Patient, first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return the diary entries and the sessions between two dates, newest session first. Five queries."""
    span = {"patient": patient, "occurred_on__range": (first, last)}
    days = DayEntry.objects.filter(**span).order_by("occurred_on")
    sessions = SessionLog.objects.filter(**span).select_related("version").order_by("-started_at")
    return {
        "first": first,
        "last": last,
        "days": [{"occurred_on": day.occurred_on, "fields": day.fields, "conflicts": day.conflicts} for day in days],
        "sessions": [_session(each) for each in sessions.prefetch_related(*_EXERCISES)],
    }


def _session(session: SessionLog) -> dict[str, Any]:
    return {
        "id": session.pk,
        "occurred_on": session.occurred_on,
        "slot": session.slot,
        "minutes": max(1, round((session.ended_at - session.started_at).total_seconds() / 60)),
        "version_number": session.version.number,
        "pain_after": session.pain_after,
        "effort": session.effort,
        "rule_followed": session.rule_followed,
        "note": session.note,
        "exercises": [
            {
                "name": _name(log.item.exercise),
                "outcome": log.outcome,
                "sets_done": log.sets_done,
                "reps_done": log.reps_done,
                "sets": log.item.sets,
                "reps": log.item.reps,
                "skip_reason": log.skip_reason,
                "easier": log.easier,
                "instead": _name(log.item.easier_exercise) if log.easier and log.item.easier_exercise else "",
                "side": log.item.side,
                "target_mmhg": log.item.target_mmhg,
                "pain": log.pain,
            }
            for log in session.exercises.all()
        ],
    }


def _name(exercise: ExerciseVersion) -> str:
    return str(exercise.content["words"]["en"]["name"])
