"""What a therapist prescribed: a program, its immutable versions, and the dose of each exercise in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Patient
from backend.common.ids import new_id
from backend.library.models import ExerciseVersion, ProtocolVersion


class ProgramStatus(models.TextChoices):
    ACTIVE = "active"
    ENDED = "ended"


class Side(models.TextChoices):
    NONE = "none"
    EACH = "each", "each side"
    ALTERNATE = "alternate", "left and right in turn"
    LEFT = "left", "left only"
    RIGHT = "right", "right only"


class DoseType(models.TextChoices):
    """How the player runs an exercise: docs/player.md."""

    REPS = "reps"
    HOLD = "hold"
    TIMED = "timed"
    BREATHING = "breathing"
    WALK = "walk"
    CONTRACT_RELAX = "contract_relax"
    CHECKLIST = "checklist"
    HABIT = "habit"


# What a headache-day rule may ask for: half the dose, rest, or the flare program (flare.py). Each counts as following
# the program.
FLARE = "flare"
RULE_OUTCOMES = ("gentle", "rest", FLARE)


class Program(models.Model):
    """FHIR CarePlan. One patient has at most one active program; `start_on` is the patient's local date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="programs")
    protocol = models.ForeignKey(ProtocolVersion, null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=8, choices=ProgramStatus.choices, default=ProgramStatus.ACTIVE)
    start_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    # Exercises that a precaution or a finding holds on the phone, and when (holding.py).
    held = models.JSONField(default=list)
    # Why and by whom; empty for one that a new program replaced.
    ended_because = models.CharField(max_length=300, blank=True, default="")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(status="active"), name="one_active_program_per_patient"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProgramVersion(models.Model):
    """One published state of a program; never changed, so that a log keeps the dose it was done under."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    phase = models.PositiveSmallIntegerField(default=1)
    phase_name = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    # {"from_pain": 7, "asks": "gentle"}: from which headache on (NRS) the day asks for less. Null: no rule.
    headache_rule = models.JSONField(null=True)
    # Exercise (or "template") -> why it may be done although the patient's precautions speak against it.
    overrides = models.JSONField(default=dict)
    # The same names -> the tags that the reason was given for: a later precaution asks for a reason of its own.
    overridden = models.JSONField(default=dict)
    # Safety answers that were open, and read, when this was published; and why it was published all the same.
    open_answers = models.JSONField(default=list)
    open_answer_reason = models.CharField(max_length=300, blank=True, default="")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "number"], name="program_version_number")]

    def __str__(self) -> str:
        return f"{self.program} v{self.number}"


class PrescribedExercise(models.Model):
    """FHIR ServiceRequest: one exercise with its dose. Holds and rests are seconds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(ProgramVersion, on_delete=models.CASCADE, related_name="items")
    exercise = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()
    sets = models.PositiveSmallIntegerField()
    reps = models.PositiveSmallIntegerField()
    hold_seconds = models.PositiveSmallIntegerField()
    rest_seconds = models.PositiveSmallIntegerField()
    per_day = models.PositiveSmallIntegerField()
    days_week = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.NONE)
    type = models.CharField(max_length=16, choices=DoseType.choices, default=DoseType.REPS)
    # What the dial of a pressure cuff should show; null for an exercise without one.
    target_mmhg = models.PositiveSmallIntegerField(null=True)
    # What is done instead when the patient chooses the easier version; null: the same exercise with less of a dose.
    easier_exercise = models.ForeignKey(ExerciseVersion, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.exercise} {self.sets}×{self.reps}"


class PhaseMark(models.Model):
    """What a rule of a phase asks to be marked as done (library/advance_rules.py: MARKS), about an exercise or ""."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="marks")
    phase = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "phase", "name", "about"], name="one_mark_per_rule")]

    def __str__(self) -> str:
        return f"{self.name} {self.about}".strip()


class ProgramPause(models.Model):
    """A therapist stopped the program for a while. Its dates are left out of adherence; `until_on` null: still."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="pauses")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    # The last date, as planned when the program was paused; null: not said.
    planned_until = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=300)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program"], condition=Q(until_on__isnull=True), name="one_open_pause")
        ]

    def __str__(self) -> str:
        return f"pause from {self.from_on}"


class DeclinedProgression(models.Model):
    """A therapist looked at the suggestion to move up and said no, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="declined")
    phase = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=300)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"not yet past phase {self.phase}"
