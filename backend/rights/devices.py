"""A lost phone: the patient's devices signed out at once by a therapist, as the patient can do in the app."""

from django.db import transaction

from backend.accounts.models import Patient, User
from backend.accounts.sessions import end_sessions
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.reminders.models import PushSubscription


def sign_out_devices(by: User, patient: Patient) -> int:
    """End every session of the patient and stop pushes to those devices. Returns how many sessions there were.

    What a device has not sent yet stays on it, and goes out when its owner signs in there again.
    """
    with transaction.atomic():
        note_act(Action.CHANGED, "devices", by, patient)
        return close_devices(patient.user) if patient.user else 0


def close_devices(user: User) -> int:
    """End all sessions of a person and forget their push subscriptions."""
    PushSubscription.objects.filter(user=user).delete()
    return end_sessions(user.pk)
