"""Whether reminders still reach a patient. A push service's yes says nothing: only the phone's receipt does.

Two pushes in a row that no device has shown, or the last device gone: mail goes as well, the app says so, and the
therapist's work list learns of it (reason "unreached").
"""

import uuid
from collections.abc import Sequence

from django.db.models import F

from backend.accounts.models import Patient
from backend.common import clock
from backend.reminders.channels.base import Result, Sent
from backend.reminders.models import Occurrence, ReminderPreferences

BROKEN_AFTER = 2


def note_reach(rows: Sequence[Occurrence], sent: dict[uuid.UUID, list[Sent]]) -> None:
    """Count what was accepted but not shown yet, and flag the patients whom nothing reaches any more."""
    answers = {row.patient_id: sent.get(row.pk, []) for row in rows}
    pushed = [pk for pk, each in answers.items() if _has(each, "web_push", Result.ACCEPTED)]
    ReminderPreferences.objects.filter(patient_id__in=pushed).update(unseen=F("unseen") + 1)
    lost = [
        pk
        for pk, each in answers.items()
        # No address at all, or the last device died with this message.
        if not each or (_has(each, "web_push", Result.GONE) and not _has(each, "web_push", Result.ACCEPTED))
    ]
    lost += ReminderPreferences.objects.filter(patient_id__in=pushed, unseen__gte=BROKEN_AFTER).values_list(
        "patient_id", flat=True
    )
    Patient.objects.filter(pk__in=lost, unreached_since__isnull=True).update(unreached_since=clock.now())


def _has(sent: Sequence[Sent], channel: str, result: Result) -> bool:
    return any(each.channel == channel and each.result == result for each in sent)


def is_reached(patient_id: uuid.UUID) -> None:
    """A device of this patient showed something, or subscribed anew: reminders arrive again."""
    ReminderPreferences.objects.filter(patient_id=patient_id, unseen__gt=0).update(unseen=0)
    Patient.objects.filter(pk=patient_id, unreached_since__isnull=False).update(unreached_since=None)
