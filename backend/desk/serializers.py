"""Shapes of the desk's API."""

from typing import Any

from rest_framework import serializers

from backend.accounts.clinic_serializers import CallSerializer, ContactSerializer
from backend.accounts.models import Sex
from backend.accounts.sent_once import SentOnceSerializer
from backend.assessments.models import TreatmentKind
from backend.assessments.shapes import FindingSerializer
from backend.common.fields import QueryInteger, StrictBoolean, StrictUUID
from backend.diary.day_shapes import DaySerializer
from backend.diary.models import ExerciseOutcome, SkipReason
from backend.diary.red_flags import URGENCIES
from backend.insights.numbers.headache_days import Quality
from backend.programs.models import RULE_OUTCOMES, Side
from backend.programs.precautions import TAGS
from backend.programs.schedule import SLOTS
from backend.programs.serializers import ConflictSerializer


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    rule_version = serializers.IntegerField()
    evidence = serializers.DictField()
    evidence_id = serializers.CharField(help_text="Names the evidence; send it back to say what was on the screen.")
    opened_at = serializers.DateTimeField()
    waiting_since = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateField(allow_null=True)
    acknowledged_by = serializers.CharField(allow_null=True)
    waiting = serializers.BooleanField(help_text="Neither seen nor put off to a later date.")
    texts = serializers.ListField(
        child=serializers.CharField(), help_text="What the patient said: the questions answered yes, or a message."
    )
    note = serializers.CharField(allow_blank=True)


class WorkListRowSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=["invited", "active", "discharged"])
    program = serializers.CharField(allow_null=True)
    last_heard_on = serializers.DateField(allow_null=True)
    counted_until = serializers.DateField(
        allow_null=True, help_text="Last of the 28 dates that the headache days are counted over."
    )
    recorded_days = serializers.IntegerField()
    headache_days = serializers.IntegerField()
    monthly_headache_days = serializers.FloatField(allow_null=True)
    quality = serializers.ChoiceField(choices=[quality.value for quality in Quality])
    sessions_7d = serializers.IntegerField()
    recent = serializers.ListField(
        child=serializers.IntegerField(allow_null=True),
        help_text="Worst pain of the 28 dates that end on `counted_until`, oldest first; null: not recorded, or a "
        "headache day whose pain was not given; 0: no headache day, unless `recent_headaches` names its place.",
    )
    recent_headaches = serializers.ListField(
        child=serializers.IntegerField(), help_text="The places in `recent` of headache days, from 0."
    )
    reasons = ReasonSerializer(many=True)
    call = CallSerializer(
        allow_null=True, help_text="Whom to call, while a safety answer is open; null when no number is known."
    )


class WaitingEmergencySerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    name = serializers.CharField()
    waiting_since = serializers.DateTimeField()
    texts = serializers.ListField(child=serializers.CharField(), help_text="The questions answered yes.")
    call = CallSerializer(allow_null=True, help_text="Null: no number is known.")


class ClinicEmergencySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="Opens the record by the emergency door.")
    urgency = serializers.ChoiceField(choices=URGENCIES)
    waiting_since = serializers.DateTimeField()
    therapists = serializers.ListField(child=serializers.CharField(), help_text="Who cares for the patient.")


class TimelineDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    recorded = serializers.BooleanField()
    headache_day = serializers.BooleanField(allow_null=True, help_text="Null: not recorded.")
    peak_intensity = serializers.IntegerField(allow_null=True)
    neck_pain = serializers.IntegerField(allow_null=True)
    medicine = serializers.BooleanField(
        allow_null=True, help_text="Whether an acute medicine was taken; null: not recorded."
    )
    sessions = serializers.IntegerField()


class TimelineQuerySerializer(serializers.Serializer[Any]):
    days = QueryInteger(min_value=28, max_value=732, default=84)


class TimelineTreatmentSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    kind = serializers.ChoiceField(choices=TreatmentKind.choices)


class TimelineAssessmentSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()


class TimelineVersionSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    number = serializers.IntegerField()
    phase_name = serializers.CharField()
    on = serializers.DateField()


class TimelineSerializer(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    days = TimelineDaySerializer(many=True)
    program_versions = TimelineVersionSerializer(many=True)
    treatments = TimelineTreatmentSerializer(many=True)
    assessments = TimelineAssessmentSerializer(many=True)


class NumberSerializer(serializers.Serializer[Any]):
    """One number and what explains it; names are defined in docs/numbers.md."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    first_on = serializers.DateField(allow_null=True)
    last_on = serializers.DateField(allow_null=True)
    quality = serializers.CharField(allow_blank=True)
    category = serializers.CharField(allow_blank=True)
    counts = serializers.DictField(child=serializers.FloatField())


class MarkedSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)


class PhaseRuleSerializer(serializers.Serializer[Any]):
    rule = serializers.CharField()
    met = serializers.BooleanField(allow_null=True, help_text="Null: not known yet.")
    found = serializers.CharField()
    marks = MarkedSerializer(many=True, help_text="What a therapist may mark as done for this rule.")


class PhaseSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    next_name = serializers.CharField(allow_null=True)
    is_done = serializers.BooleanField()
    rules = PhaseRuleSerializer(many=True)


class SeenSerializer(serializers.Serializer[Any]):
    evidence_id = serializers.CharField(max_length=16)


class RedFlagSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    question = serializers.CharField()
    text = serializers.CharField()
    urgency = serializers.ChoiceField(choices=URGENCIES)
    answered_on = serializers.DateField()


class DetailsSerializer(serializers.Serializer[Any]):
    precautions = serializers.ListField(child=serializers.ChoiceField(choices=TAGS), max_length=len(TAGS))
    birth_year = serializers.IntegerField(
        min_value=1900,
        max_value=2100,
        allow_null=True,
        error_messages={
            "min_value": "Write the year with four digits, such as 1984.",
            "max_value": "Write the year with four digits, such as 1984.",
        },
    )
    sex = serializers.ChoiceField(choices=Sex.choices, allow_blank=True)


class NewDetailsSerializer(DetailsSerializer):
    precautions_read = serializers.ListField(
        child=serializers.SlugField(max_length=40),
        required=False,
        max_length=len(TAGS),
        help_text="Those that stood on the page; 409 `newer_precautions` when they have changed.",
    )


class PatientPageSerializer(serializers.Serializer[Any]):
    patient = WorkListRowSerializer()
    time_zone = serializers.CharField()
    details = DetailsSerializer()
    contact = ContactSerializer()
    emergency_until = serializers.DateTimeField(
        allow_null=True, help_text="When the caller's access in an emergency ends; null for who cares for the patient."
    )
    phase = PhaseSerializer(allow_null=True)
    red_flags = RedFlagSerializer(many=True)
    findings = FindingSerializer(many=True)
    conflicts = ConflictSerializer(many=True, help_text="What is held on the phone until somebody decides.")
    numbers = NumberSerializer(many=True)


class ReplySerializer(SentOnceSerializer):
    text = serializers.CharField(max_length=2000)
    last_read = StrictUUID(
        allow_null=True, help_text="The patient's last message that was on the screen; null when there was none."
    )


class ClearRedFlagsSerializer(SentOnceSerializer):
    answers = serializers.ListField(
        child=StrictUUID(), min_length=1, max_length=200, help_text="The answers that were read."
    )
    because = serializers.CharField(min_length=5, max_length=500)


class MarkSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=40)
    about = serializers.CharField(max_length=60, allow_blank=True, default="")
    done = serializers.BooleanField()


class SnoozeSerializer(SeenSerializer):
    until = serializers.DateField()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ColleagueSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.CharField()
    unreached_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when mail to this colleague fails; told to a clinic lead only."
    )
    away_until = serializers.DateField(allow_null=True, help_text="The last date away; null: at work.")


class AwaySerializer(serializers.Serializer[Any]):
    away_until = serializers.DateField(allow_null=True)


class DigestSerializer(serializers.Serializer[Any]):
    daily_digest = StrictBoolean()
    unreached_since = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Since when mail to the caller fails; null: it arrives."
    )


class CareSerializer(SentOnceSerializer):
    colleague = StrictUUID()
    hand_over = StrictBoolean(default=False, help_text="True: the caller's own care ends.")


class UnattendedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    before = serializers.ListField(child=serializers.CharField(), help_text="Who cared for the patient last.")


class AssignCareSerializer(SentOnceSerializer):
    colleague = StrictUUID(required=False, help_text="Without it, the caller.")


class DischargedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    discharged_at = serializers.DateTimeField()
    discharged_on = serializers.DateField(help_text="In the clinic's time zone.")
    because = serializers.CharField()


class LoggedExerciseSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    outcome = serializers.ChoiceField(choices=ExerciseOutcome.choices)
    sets_done = serializers.IntegerField()
    reps_done = serializers.IntegerField()
    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    skip_reason = serializers.ChoiceField(choices=SkipReason.choices, allow_blank=True)
    easier = serializers.BooleanField()
    instead = serializers.CharField(allow_blank=True, help_text="The exercise that the easier version switched to.")
    side = serializers.ChoiceField(choices=Side.choices)
    target_mmhg = serializers.IntegerField(allow_null=True)
    pain = serializers.IntegerField(allow_null=True)


class LoggedSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    occurred_on = serializers.DateField()
    slot = serializers.ChoiceField(choices=SLOTS)
    minutes = serializers.IntegerField()
    version_number = serializers.IntegerField()
    pain_after = serializers.IntegerField(allow_null=True)
    effort = serializers.IntegerField(allow_null=True)
    rule_followed = serializers.ChoiceField(choices=RULE_OUTCOMES, allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    exercises = LoggedExerciseSerializer(many=True)


class LogbookSerializer(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    days = DaySerializer(many=True)
    sessions = LoggedSessionSerializer(many=True, help_text="Newest first.")


class EmergencySerializer(SentOnceSerializer):
    """Whose record: `who` (the patient's whole name as the clinic wrote it, the email address or the record number), or
    for a lead `waiting`, an emergency answer that nobody has taken."""

    who = serializers.CharField(max_length=254, required=False)
    waiting = StrictUUID(required=False)
    because = serializers.CharField(min_length=10, max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("who" in attrs) == ("waiting" in attrs):
            raise serializers.ValidationError({"who": "Name the patient, or the answer that waits."}, "exactly_one")
        return attrs


class OpenedSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    until = serializers.DateTimeField()


class EmergencyAccessSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    until = serializers.DateTimeField()
    by = serializers.CharField()
    patient = serializers.CharField()
    because = serializers.CharField()
