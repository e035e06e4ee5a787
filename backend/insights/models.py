"""What the work list shows: a summary per patient, rebuildable at any time, and the reasons to look."""

import datetime as dt
import json
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Patient
from backend.common.ids import new_id


class PatientSummary(models.Model):
    """One row per patient, so that a list of hundreds needs no sum over their diaries.

    Headache days are those of the 28 dates that end on `counted_until`, the last closed one.
    """

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, primary_key=True, related_name="summary")
    clinic_id = models.UUIDField()
    counted_until = models.DateField(null=True)
    last_heard_on = models.DateField(null=True)
    recorded_days = models.PositiveSmallIntegerField(default=0)
    headache_days = models.PositiveSmallIntegerField(default=0)
    monthly_headache_days = models.FloatField(null=True)
    quality = models.CharField(max_length=12)
    sessions_7d = models.PositiveSmallIntegerField(default=0)
    # Worst pain of those 28 dates, oldest first, and the places in it of headache days: pain that was not given and
    # days that were not recorded are both null, and only the first is a headache day.
    recent = models.JSONField(default=list)
    recent_headaches = models.JSONField(default=list)
    # By which definitions it was counted (services.NUMBERS_VERSION).
    numbers_version = models.PositiveSmallIntegerField(default=0)
    # What the patient page opens with: the explained numbers, the phase by its rules, the open safety answers.
    page = models.JSONField(default=dict)
    refreshed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"summary of {self.patient_id}"


def waiting(on: dt.date, path: str = "") -> Q:
    """Return the condition under which a reason waits for somebody: open, neither seen nor put off beyond `on`.

    `path` leads from the queried model to the reason, such as "patient__reasons__".
    """
    unseen = {"cleared_at__isnull": True, "acknowledged_at__isnull": True, "pk__isnull": False}
    due = Q(**{f"{path}snoozed_until__isnull": True}) | Q(**{f"{path}snoozed_until__lte": on})
    return Q(**{f"{path}{name}": value for name, value in unseen.items()}) & due


class Reason(models.Model):
    """Why somebody should look. Acknowledged or cleared, never deleted; one open row per patient and rule.

    Seeing and putting off hold for `seen_evidence`, what was on the screen: news (insights/news.py) undoes them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="reasons")
    code = models.CharField(max_length=30)
    rule_version = models.PositiveSmallIntegerField()
    evidence = models.JSONField()
    opened_at = models.DateTimeField()
    # Since when it waits: since it opened, or since news came after somebody had looked.
    waiting_since = models.DateTimeField()
    # When the newest news came, seen or not: mail goes out for each.
    news_at = models.DateTimeField()
    seen_evidence = models.JSONField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Until this date it does not count as waiting; `note` says why, or what was done.
    snoozed_until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "code"], condition=Q(cleared_at__isnull=True), name="one_open_reason_per_rule"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def evidence_id(self) -> str:
        """Name this evidence, so that a request can say what was on the screen."""
        return sha256(json.dumps(self.evidence, sort_keys=True).encode()).hexdigest()[:16]

    def is_waiting(self, on: dt.date) -> bool:
        """Say the same of this row as `waiting` does of rows in the database."""
        due = self.snoozed_until is None or self.snoozed_until <= on
        return self.cleared_at is None and self.acknowledged_at is None and due
