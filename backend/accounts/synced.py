"""What every record made on a phone carries, and the counter that tells a phone what it has not seen."""

import uuid

from django.db import models
from django.db.models import F, UUIDField

from backend.accounts.models import Patient
from backend.common.compiled import Compiled, Param


class SyncedRecord(models.Model):
    """An immutable record made on a phone, under the id the phone gave it.

    Three times are kept: the record's own `occurred_on` where it has one, `recorded_at` (the phone's clock, with its
    zone) and `received_at` (ours). `content_hash` tells a repeated send from an id used twice.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    device_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    sync_seq = models.BigIntegerField()

    class Meta:
        abstract = True


_LOCKED = Compiled(lambda: Patient.objects.select_for_update(of=("self",)).filter(pk=Param("patient_id", UUIDField())))


def lock_patient(patient_id: uuid.UUID) -> Patient:
    """Lock the patient's row until the transaction ends; whoever raises `sync_seq` holds this lock.

    Only so is the cursor safe: a phone that has seen number n has seen everything up to n.
    """
    found = _LOCKED.first(patient_id=patient_id)
    if found is None:
        raise Patient.DoesNotExist
    return found


def next_seq(patient: Patient) -> int:
    """Raise the counter of a locked patient and return it."""
    Patient.objects.filter(pk=patient.pk).update(sync_seq=F("sync_seq") + 1)
    patient.sync_seq += 1
    return patient.sync_seq
