"""Reminder rules, the rows that fall due from them, what was sent where, and how the sending itself is doing."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Patient
from backend.common.ids import new_id
from backend.common.sealed import SealedField
from backend.reminders.due import EVERY_DAY, QUIET_FROM, QUIET_TO
from backend.reminders.kinds import NEWS


class Kind(models.TextChoices):
    SESSION = "session", "exercise session"
    DIARY = "diary", "headache question"
    WEEKLY = "weekly", "weekly questions"
    MESSAGE = "message", "message from the therapist"
    PROGRAM = "program", "changed program"


class ReminderRule(models.Model):
    """A wall-clock time in the patient's own zone. `slot` is the part of the day whose session silences it.

    `days` has bit 0 for Monday to bit 6 for Sunday. Rows are made up to `planned_until` (planning.py). A rule for news
    has no time: it only says whether the patient wants to hear of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="reminder_rules")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    slot = models.CharField(max_length=10)
    local_time = models.TimeField(default=dt.time(18, 30))
    days = models.PositiveSmallIntegerField(default=EVERY_DAY)
    enabled = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    planned_until = models.DateTimeField()
    # How often the time was changed: a time that was chosen anew rings on a date that already had its reminder.
    revision = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "kind", "slot"], name="one_rule_per_kind_and_slot")]
        indexes = [
            models.Index(
                fields=["planned_until"],
                condition=Q(enabled=True) & ~Q(kind__in=list(NEWS)),
                name="rules_to_plan",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.local_time}"


class ReminderPreferences(models.Model):
    """What holds for all reminders of one patient, and what their phone has told about itself.

    Away: no reminder from `away_from` to `away_until` (patient-local dates, both included; no end: until switched on
    again). `reached_at`: when a device last showed a push, or subscribed; `opened_at`: when the app was last opened
    with a network.
    """

    patient = models.OneToOneField(
        Patient, on_delete=models.CASCADE, primary_key=True, related_name="reminder_preferences"
    )
    clinic_id = models.UUIDField()
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_to = models.TimeField(default=QUIET_TO)
    weekly_cap = models.PositiveSmallIntegerField(null=True, default=21)
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    by_email = models.BooleanField(default=True)
    clear_text = models.BooleanField(default=False)
    reached_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reminder preferences of {self.patient_id}"


class Status(models.TextChoices):
    DUE = "due"
    SENT = "sent"
    SILENT = "silent"
    FAILED = "failed"


class Occurrence(models.Model):
    """One reminder on one patient-local date. The row is the truth: no queue has to remember it.

    A sender claims it by `leased_until`; if the sender dies, the lease runs out and the next sweep takes it again.
    `slot` is the rule's; for news it is what happened (at `happened_at`), so that one message is told once. A snooze
    makes the same row due again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    rule = models.ForeignKey(ReminderRule, on_delete=models.CASCADE, related_name="occurrences")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    local_date = models.DateField()
    slot = models.CharField(max_length=36)
    # The rule's, when the row was made.
    revision = models.PositiveIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DUE)
    silence_reason = models.CharField(max_length=20, blank=True)
    leased_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    snoozes = models.PositiveSmallIntegerField(default=0)
    happened_at = models.DateTimeField(null=True)
    # Sent by push: then only a receipt tells whether it was shown.
    pushed = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "local_date", "slot", "revision"], name="one_reminder_per_rule_date_slot"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(status="due"), name="due_reminders"),
            models.Index(fields=["patient", "done_at"], condition=Q(status="sent"), name="sent_reminders"),
            models.Index(fields=["done_at"], name="done_reminders"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} on {self.local_date}"


class PushSubscription(models.Model):
    """A device that takes Web Push. `p256dh` and `auth` are the browser's keys (base64url, RFC 8291), sealed.

    `vapid_key_id` names the key of ours that it was made with: only a message signed with that one is accepted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = SealedField(purpose="push")
    auth = SealedField(purpose="push")
    vapid_key_id = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"device of {self.user_id}"


class Delivery(models.Model):
    """FHIR Communication: one attempt that a channel accepted or refused. Accepted is not yet seen by anyone."""

    id = models.BigAutoField(primary_key=True)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    target_id = models.CharField(max_length=40)
    host = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=10)
    detail = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["occurrence", "channel"]),
            models.Index(fields=["at"], condition=~Q(result="accepted"), name="failed_deliveries"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.result}"


class Circuit(models.Model):
    """A push host, or a key of ours, that failed several times in a row: left alone until `open_until`."""

    name = models.CharField(primary_key=True, max_length=120)
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    last_detail = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a piece of periodic work was last seen going on, and what it counted at its end."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"
