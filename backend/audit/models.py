"""Who touched which record, when and how, and what work failed. Rows hold plain ids, so that they outlive what they
speak of."""

from django.db import models


class Action(models.TextChoices):
    READ = "read"
    CREATED = "created"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    REDEEMED = "redeemed"
    EXPORTED = "exported"
    ERASED = "erased"
    EMERGENCY = "emergency"
    DENIED = "denied"


class AuditEvent(models.Model):
    """One act on patient data. Append-only: triggers refuse UPDATE and DELETE on both databases."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    action = models.CharField(max_length=20, choices=Action.choices)
    what = models.CharField(max_length=60)
    patient_id = models.UUIDField(null=True)
    clinic_id = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    # Where it came from (source.py); empty for work of Nod's own, and for what was written before 2026-12.
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient_id", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.what}"


class AuditSeal(models.Model):
    """A link of the chain over the events: `digest` is the SHA-256 (hex) of the link before and of the event.

    The event's id is plain, so that a link outlives what somebody took away. Append-only, too.
    """

    id = models.BigAutoField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.pk} of event {self.event_id}"


class Fault(models.Model):
    """A piece of work that failed on one row, `tries` times so far. Holds no word of what the row says."""

    work = models.CharField(max_length=20)
    item_id = models.CharField(max_length=64)
    error = models.CharField(max_length=60, blank=True)
    tries = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "item_id"], name="one_fault_per_work_and_item")]

    def __str__(self) -> str:
        return f"{self.work} {self.item_id}: {self.error}"
