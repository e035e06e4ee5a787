"""Gives a phone what it has not seen: days, sessions and messages after its cursor, and the plan when it changed."""

from typing import Any

from django.db import transaction
from django.db.models import Subquery

from backend.accounts.models import Patient, PatientStatus
from backend.common import clock
from backend.diary.models import SessionLog
from backend.diary.red_flags import HOLDING, most_urgent
from backend.diary.selectors import baseline_of, checks_since, days_since, open_red_flags, scores_since, sessions_since
from backend.diary.services import day_payload
from backend.messages.selectors import message_payload, thread_since
from backend.programs.running import is_paused
from backend.programs.selectors import plan_of, tag_of
from backend.sync.models import FIRST_EPOCH, Epoch


def pull(patient: Patient, cursor: int, plan_tag: str) -> dict[str, Any]:
    """Return the changes since `cursor`; `plan` is left out when the phone's `plan_tag` is still right.

    The cursor is read first: a record stored meanwhile is sent twice rather than never.
    """
    with transaction.atomic():
        epoch = Subquery(Epoch.objects.values("value")[:1])
        seen, epoch_now = Patient.objects.values_list("sync_seq", epoch).get(pk=patient.pk)
        plan = plan_of(patient.pk)
        tag = tag_of(plan)
        return {
            "cursor": seen,
            "epoch": epoch_now or FIRST_EPOCH,
            "server_time": clock.now(),
            "name": patient.name,
            "language": patient.language,
            "in_care": patient.status == PatientStatus.ACTIVE,
            "time_zone": patient.time_zone,
            "headache_min_minutes": patient.clinic.headache_min_minutes,
            "hold": _hold(patient),
            "plan_tag": tag,
            "plan_changed": tag != plan_tag,
            "plan": plan if tag != plan_tag else None,
            "days": [day_payload(day) for day in days_since(patient.pk, cursor)],
            "sessions": [_session_payload(session) for session in sessions_since(patient.pk, cursor)],
            "messages": [message_payload(message) for message in thread_since(patient.pk, cursor)],
            "scores": [
                {name: getattr(score, name) for name in ("id", "occurred_on", "measure", "values")}
                for score in scores_since(patient.pk, cursor)
            ],
            "checks": list(checks_since(patient.pk, cursor).values("id", "occurred_on")),
            "baseline": baseline_of(patient.pk),
        }


def _hold(patient: Patient) -> str | None:
    """Return what holds the program: the most urgent safety answer, else a therapist's pause."""
    urgency = most_urgent(flag.urgency for flag in open_red_flags(patient.pk) if flag.urgency in HOLDING)
    return urgency or ("paused" if is_paused(patient.pk) else None)


def _session_payload(session: SessionLog) -> dict[str, Any]:
    return {
        "id": str(session.pk),
        "occurred_on": session.occurred_on.isoformat(),
        "version_id": str(session.version_id),
        "slot": session.slot,
        "started_at": session.started_at.isoformat(),
        "ended_at": session.ended_at.isoformat(),
        "pain_after": session.pain_after,
        "rule_followed": session.rule_followed,
        "exercises": [
            {"item_id": str(log.item_id), "outcome": log.outcome, "sets_done": log.sets_done, "pain": log.pain}
            for log in session.exercises.all()
        ],
    }
