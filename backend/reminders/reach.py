"""Whether reminders still reach a patient. A push service's yes says nothing: only the phone's receipt does.

Two pushes in a row that no device has shown, or the last device gone: mail goes as well, the app says so, and the
therapist's work list learns of it (reason "unreached").
"""

import uuid
from collections.abc import Sequence

from backend.accounts.models import Patient
from backend.common import clock
from backend.insights.thresholds import UNSEEN_PUSHES
from backend.reminders.channels.base import Result, Sent
from backend.reminders.models import ReminderPreferences
from backend.reminders.situations import DueRow


def note_reach(rows: Sequence[DueRow], sent: dict[uuid.UUID, list[Sent]]) -> None:
    """Flag the patients whom nothing reaches any more. Writes nothing while devices show what they get."""
    lost = [row.patient_id for row in rows if _is_lost(row, sent.get(row.pk, []))]
    if lost:
        Patient.objects.filter(pk__in=lost, unreached_since__isnull=True).update(unreached_since=clock.now())


def _is_lost(row: DueRow, sent: Sequence[Sent]) -> bool:
    if was_pushed(sent):
        return row.unseen + 1 >= UNSEEN_PUSHES
    # No address at all, or the last device died with this message.
    return not sent or any(each.channel == "web_push" and each.result == Result.GONE for each in sent)


def was_pushed(sent: Sequence[Sent]) -> bool:
    """Say whether a push service took it: then only a receipt tells whether it was shown."""
    return any(each.channel == "web_push" and each.result == Result.ACCEPTED for each in sent)


def is_reached(patient_id: uuid.UUID) -> None:
    """A device of this patient showed something, or subscribed anew: reminders arrive again."""
    ReminderPreferences.objects.filter(patient_id=patient_id).update(reached_at=clock.now())
    Patient.objects.filter(pk=patient_id, unreached_since__isnull=False).update(unreached_since=None)
