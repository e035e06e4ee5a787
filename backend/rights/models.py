"""What is left of an erased record: that it was erased, and nothing of what it said."""

from django.db import models


class Erasure(models.Model):
    """A tombstone of plain ids: `manage.py after_restore` erases again what a restored backup brought back.

    `erase_on` is set while a clinic that must keep records still holds this one, locked; `erased_at` once it is gone.
    """

    patient_id = models.UUIDField(primary_key=True)
    clinic_id = models.UUIDField()
    asked_at = models.DateTimeField()
    erase_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"erasure of {self.patient_id}"


class LockedOpening(models.Model):
    """A copy of a locked record that an operator made, and the written reason. It goes when the record goes."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="openings")
    opened_at = models.DateTimeField()
    by = models.CharField(max_length=120)
    because = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"opening of {self.erasure_id}"
