"""What a phone tells about a notification: shown, opened, or asked for later. The proof travels in the push itself.

A service worker has no sign-in to offer, so the receipt is a capability: it names one reminder and one device, is
signed, and allows nothing but these three words about that reminder.
"""

import datetime as dt
import uuid
from enum import StrEnum

from django.db import transaction

from backend.accounts.models import Patient
from backend.common import clock
from backend.reminders.due import GRACE
from backend.reminders.kinds import NEWS
from backend.reminders.models import Occurrence, PushSubscription, Status
from backend.reminders.reach import is_reached

SNOOZE = dt.timedelta(minutes=30)
MAX_SNOOZES = 3


class Event(StrEnum):
    SHOWN = "shown"
    OPENED = "opened"
    SNOOZED = "snoozed"


@transaction.atomic
def take_receipt(occurrence_id: uuid.UUID, device_id: uuid.UUID, event: Event) -> None:
    """Keep what the phone tells. A test reminder has no row: then only the device is known to work."""
    now = clock.now()
    row = Occurrence.objects.select_for_update(of=("self",)).filter(pk=occurrence_id).select_related("rule").first()
    if PushSubscription.objects.filter(pk=device_id).update(shown_at=now):
        for patient in Patient.objects.filter(user__push_subscriptions=device_id):
            is_reached(patient.pk)
    if row is None:
        return
    row.shown_at = row.shown_at or now
    if event is not Event.SHOWN:
        row.acted_at = row.acted_at or now
    if event is Event.SNOOZED and _may_snooze(row):
        row.status, row.snoozes, row.attempts = Status.DUE, row.snoozes + 1, 0
        row.due_at, row.next_try_at, row.leased_until, row.done_at = now + SNOOZE, None, None, None
        row.expires_at = max(row.expires_at, row.due_at + GRACE)
    row.save()


def _may_snooze(row: Occurrence) -> bool:
    return row.status == Status.SENT and row.snoozes < MAX_SNOOZES and row.rule.kind not in NEWS
