"""Writing to the thread."""

import uuid

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import User
from backend.accounts.synced import lock_patient, next_seq
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict
from backend.common.ids import new_id
from backend.messages.models import Message


@transaction.atomic
def reply(therapist: User, patient_id: uuid.UUID, *, text: str, last_read: uuid.UUID | None) -> Message:
    """Write to a patient in this therapist's care; the phone gets it with its next sync.

    `last_read` is the patient's last message that was on the screen. Raises Conflict when another has come since: an
    answer takes the patient off the list of those who wait for one.
    """
    patient = lock_patient(access.patient_in_care(therapist, patient_id).pk)
    newest = Message.objects.filter(patient=patient, from_patient=True).order_by("-sync_seq").first()
    if newest and newest.pk != last_read:
        raise Conflict("Another message has come in. Read it before you send yours.", "newer_message")
    now = clock.now()
    message = Message.objects.create(
        id=new_id(),
        clinic_id=patient.clinic_id,
        patient=patient,
        recorded_at=now,
        time_zone="UTC",
        received_at=now,
        content_hash="",
        sync_seq=next_seq(patient),
        author=therapist,
        from_patient=False,
        text=text,
    )
    note_act(Action.CREATED, "message", therapist, patient)
    return message
