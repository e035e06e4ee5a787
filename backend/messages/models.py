"""One thread per patient."""

from django.conf import settings
from django.db import models

from backend.accounts.synced import SyncedRecord


class Message(SyncedRecord):
    """FHIR Communication. From the patient when `author` is the patient's user, else from a therapist."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_patient = models.BooleanField()
    text = models.CharField(max_length=2000)
    # The diary day it is about, when one was attached.
    about_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "sync_seq"])]

    def __str__(self) -> str:
        return f"message of {self.recorded_at:%Y-%m-%d}"
