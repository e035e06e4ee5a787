"""Devices that take pushes."""

from django.db import transaction

from backend.accounts.models import Patient, User
from backend.accounts.sessions import DEVICES
from backend.common import clock
from backend.reminders.channels.vapid import current_key, key_id_of
from backend.reminders.models import PushSubscription
from backend.reminders.planning import plan_for
from backend.reminders.reach import is_reached


@transaction.atomic
def subscribe(
    patient: Patient, user: User, *, endpoint: str, p256dh: str, auth: str, public_key: str | None = None
) -> None:
    """Take a device's push subscription; an endpoint belongs to whoever registered it last.

    `public_key` is the key of ours that the browser used; when it does not say, the current one is believed.
    """
    current = current_key()
    key_id = key_id_of(public_key) if public_key else current.id if current else ""
    wanted = {"user_id": user.pk, "p256dh": p256dh, "auth": auth, "vapid_key_id": key_id}
    known = PushSubscription.objects.filter(endpoint=endpoint).first()
    # The app tells on every open; only something new is worth writing, or worth calling a repair.
    if known is None or any(getattr(known, name) != value for name, value in wanted.items()):
        PushSubscription.objects.update_or_create(
            endpoint=endpoint, defaults={**wanted, "created_at": clock.now(), "shown_at": None}
        )
        is_reached(patient.pk)
        newest = PushSubscription.objects.filter(user=user).order_by("-created_at", "-pk")
        PushSubscription.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[DEVICES:])).delete()
    plan_for(patient)
