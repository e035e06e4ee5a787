"""What patients log: days of headache, sessions of exercise, and the safety questions."""

from django.conf import settings
from django.db import models

from backend.accounts.models import Patient
from backend.accounts.synced import SyncedRecord
from backend.common.ids import new_id
from backend.programs.models import PrescribedExercise, ProgramVersion


class DayRevision(SyncedRecord):
    """One writing of a day's entry: only the fields it changed, and the revisions the writer had seen (`parents`).

    Every revision is kept for ever, so a correction never loses what stood there before.
    """

    occurred_on = models.DateField()
    parents = models.JSONField(default=list)
    changes = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["patient", "occurred_on"])]

    def __str__(self) -> str:
        return f"revision of {self.occurred_on}"


class DayEntry(models.Model):
    """FHIR Observation: one patient-local date, merged from its revisions (`merge.py`), rebuildable from them.

    `fields` holds the whole entry; the columns repeat what the numbers are counted from.
    """

    id = models.BigAutoField(primary_key=True)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="days")
    occurred_on = models.DateField()
    fields = models.JSONField()
    heads = models.JSONField()
    conflicts = models.JSONField(default=dict)
    headache = models.BooleanField(null=True)
    peak_intensity = models.PositiveSmallIntegerField(null=True)
    sync_seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "occurred_on"], name="one_entry_per_day")]
        indexes = [models.Index(fields=["patient", "sync_seq"])]

    def __str__(self) -> str:
        return f"{self.occurred_on}"


class SessionLog(SyncedRecord):
    """FHIR Procedure: one session, exactly as it was done, under the program version it was done with."""

    occurred_on = models.DateField()
    version = models.ForeignKey(ProgramVersion, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    pain_after = models.PositiveSmallIntegerField(null=True)
    effort = models.PositiveSmallIntegerField(null=True)
    # "gentle" or "rest" when the program's headache-day rule was followed, else empty.
    rule_followed = models.CharField(max_length=6, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "occurred_on"]), models.Index(fields=["patient", "sync_seq"])]

    def __str__(self) -> str:
        return f"session of {self.occurred_on}"


class ExerciseOutcome(models.TextChoices):
    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


class SkipReason(models.TextChoices):
    PAIN = "pain"
    NO_TIME = "no_time"
    UNSURE = "unsure"
    NO_EQUIPMENT = "no_equipment"
    HEADACHE_RULE = "headache_rule"
    OTHER = "other"


class ExerciseLog(models.Model):
    """One exercise within a session."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(SessionLog, on_delete=models.CASCADE, related_name="exercises")
    item = models.ForeignKey(PrescribedExercise, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=ExerciseOutcome.choices)
    sets_done = models.PositiveSmallIntegerField()
    reps_done = models.PositiveSmallIntegerField()
    skip_reason = models.CharField(max_length=14, choices=SkipReason.choices, blank=True)
    easier = models.BooleanField(default=False)
    pain = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.item} {self.outcome}"


class Asked(models.TextChoices):
    """What brought the safety questions up."""

    SIGN_UP = "sign_up"
    PROGRAM_START = "program_start"
    WEEKLY = "weekly"
    DIARY = "diary"
    UNWELL = "unwell"


class RedFlagCheck(SyncedRecord):
    """FHIR QuestionnaireResponse: one time the safety questions were asked. `answers`: question -> yes or no.

    `shown` is the class of advice the phone put on the screen, empty when every answer was no.
    """

    occurred_on = models.DateField()
    asked = models.CharField(max_length=14, choices=Asked.choices)
    answers = models.JSONField()
    shown = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "occurred_on"]), models.Index(fields=["patient", "sync_seq"])]

    def __str__(self) -> str:
        return f"safety questions of {self.occurred_on}"


class RedFlagAnswer(models.Model):
    """One yes. Some classes hold the program until a therapist clears the answer with a typed reason.

    `text` is the question in English as it was asked. `proposes`: precautions, each of which counts until a therapist
    has decided on it; `decisions` keeps those: {"precaution", "confirmed", "because", "by", "at"}.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    check_of = models.ForeignKey(RedFlagCheck, on_delete=models.CASCADE, related_name="flags")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="red_flags")
    question = models.CharField(max_length=8)
    urgency = models.CharField(max_length=10)
    text = models.CharField(max_length=300, blank=True, default="")
    proposes = models.JSONField(default=list, blank=True)
    decisions = models.JSONField(default=list, blank=True)
    answered_on = models.DateField()
    cleared_at = models.DateTimeField(null=True)
    cleared_on = models.DateField(null=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    cleared_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "answered_on"])]

    def __str__(self) -> str:
        return f"{self.question} on {self.answered_on}"


class MeasureScore(SyncedRecord):
    """FHIR Observation: an outcome measure as the patient rated it. `values`: what was rated -> its value."""

    occurred_on = models.DateField()
    measure = models.CharField(max_length=60)
    values = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["patient", "measure", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.measure} on {self.occurred_on}"


class Baseline(SyncedRecord):
    """What the patient remembers of the four weeks before: used when the diary of those weeks is too thin."""

    occurred_on = models.DateField()
    headache_days_28 = models.PositiveSmallIntegerField()
    usual_pain = models.PositiveSmallIntegerField(null=True)
    worst_pain = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "occurred_on"])]

    def __str__(self) -> str:
        return f"baseline of {self.occurred_on}"
