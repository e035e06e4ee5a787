"""Reminder rules, the rows that fall due from them, and what was sent where."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Patient
from backend.common.ids import new_id


class Kind(models.TextChoices):
    SESSION = "session", "exercise session"
    DIARY = "diary", "headache question"


class ReminderRule(models.Model):
    """A wall-clock time in the patient's own zone. `slot` is the part of the day whose session silences it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="reminder_rules")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    slot = models.CharField(max_length=10)
    local_time = models.TimeField(default=dt.time(18, 30))
    enabled = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "kind", "slot"], name="one_rule_per_kind_and_slot")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.local_time}"


class Status(models.TextChoices):
    DUE = "due"
    SENT = "sent"
    SILENT = "silent"
    FAILED = "failed"


class Occurrence(models.Model):
    """One reminder on one patient-local date. The row is the truth: no queue has to remember it.

    A sender claims it by `leased_until`; if the sender dies, the lease runs out and the next sweep takes it again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    rule = models.ForeignKey(ReminderRule, on_delete=models.CASCADE, related_name="occurrences")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    local_date = models.DateField()
    slot = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DUE)
    silence_reason = models.CharField(max_length=20, blank=True)
    leased_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "local_date", "slot"], name="one_reminder_per_rule_date_slot")
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(status="due"), name="due_reminders")]

    def __str__(self) -> str:
        return f"{self.rule_id} on {self.local_date}"


class PushSubscription(models.Model):
    """A device that takes Web Push. `p256dh` and `auth` are the browser's keys (base64url, RFC 8291)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    vapid_key_id = models.CharField(max_length=16)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"device of {self.user_id}"


class Delivery(models.Model):
    """FHIR Communication: one attempt that a channel accepted or refused. Accepted is not yet seen by anyone."""

    id = models.BigAutoField(primary_key=True)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    target_id = models.CharField(max_length=40)
    result = models.CharField(max_length=10)
    detail = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["occurrence", "channel"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.result}"
