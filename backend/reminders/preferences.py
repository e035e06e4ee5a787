"""What a patient chose for all reminders, and what the app shows about whether they arrive."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from backend.accounts.models import Patient
from backend.common import clock
from backend.insights.thresholds import UNSEEN_PUSHES
from backend.reminders.models import Occurrence, PushSubscription, ReminderPreferences, Status
from backend.reminders.situations import preferences_of, sent_lately


@dataclass(frozen=True)
class State:
    """`devices` take pushes; `broken`: the last pushes were shown on none of them. Instants are aware."""

    devices: int
    broken: bool
    by_email: bool
    last_sent_at: dt.datetime | None
    last_shown_at: dt.datetime | None
    next_due_at: dt.datetime | None


def save_preferences(patient: Patient, *, language: str = "", **chosen: Any) -> ReminderPreferences:
    """Keep a patient's choices; what is due already is asked about them when it is sent."""
    if language and language != patient.language:
        patient.language = language
        patient.save(update_fields=["language"])
    wishes, _ = ReminderPreferences.objects.update_or_create(
        patient=patient, defaults=chosen, create_defaults={"clinic_id": patient.clinic_id, **chosen}
    )
    return wishes


def note_opened(patient: Patient) -> None:
    """The app was opened with a network: what stands on its first screen has been seen."""
    save_preferences(patient, opened_at=clock.now())


def state_of(patient: Patient, user_id: uuid.UUID) -> State:
    """Return how this patient's reminders are doing."""
    wishes = preferences_of(patient)
    theirs = Occurrence.objects.filter(patient=patient)
    shown = list(PushSubscription.objects.filter(user_id=user_id).values_list("shown_at", flat=True))
    due = theirs.filter(status=Status.DUE, due_at__gt=clock.now()).order_by("due_at")
    return State(
        devices=len(shown),
        broken=sent_lately([patient.pk]).unseen.get(patient.pk, 0) >= UNSEEN_PUSHES,
        by_email=wishes.by_email,
        last_sent_at=theirs.filter(status=Status.SENT).order_by("-done_at").values_list("done_at", flat=True).first(),
        last_shown_at=max((at for at in shown if at), default=None),
        next_due_at=due.values_list("due_at", flat=True).first(),
    )
