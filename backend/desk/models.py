"""What the desk keeps of its own: notes on a patient, and the mail that is due to staff.

Both tables were made by `insights` and keep their names.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.corrections import Correctable
from backend.accounts.models import Patient
from backend.common import clock
from backend.common.ids import new_id


class CareNote(Correctable):
    """What a therapist noted about a patient, and the minutes it took: record keeping, not billing advice."""

    CORRECTABLE: ClassVar[tuple[str, ...]] = ("text", "minutes")
    WHAT: ClassVar[str] = "note"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="care_notes")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    occurred_on = models.DateField()
    text = models.CharField(max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "insights_carenote"
        indexes = [models.Index(fields=["patient", "occurred_on"], name="insights_ca_patient_73055d_idx")]

    def __str__(self) -> str:
        return f"note of {self.occurred_on}"


class StaffMail(models.Model):
    """One mail to one person on one occasion: safety answers (the newest one's id), an emergency answer that nobody has
    taken (the reason's id and when it was due), a morning (the local date), an access in an emergency (its id) or
    patients for whom nobody answers (the date of the morning).

    It waits until it is sent, has failed for good or was dropped, because it would say nothing true any more.
    """

    class Kind(models.TextChoices):
        RED_FLAG = "red_flag"
        DIGEST = "digest"
        EMERGENCY = "emergency"
        WAITING = "waiting"
        NOBODY = "nobody"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    occasion = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    # What became of the last try; never an address.
    detail = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "insights_staffmail"
        constraints = [models.UniqueConstraint(fields=["user", "kind", "occasion"], name="one_mail_per_occasion")]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True, dropped_at__isnull=True),
                name="staff_mail_that_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.user_id}"
