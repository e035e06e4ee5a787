"""Shapes of the desk's API."""

from typing import Any

from rest_framework import serializers

from backend.accounts.models import Sex
from backend.diary.red_flags import URGENCIES
from backend.insights.headache_days import Quality
from backend.programs.precautions import TAGS


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    rule_version = serializers.IntegerField()
    evidence = serializers.DictField()
    opened_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)


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
        help_text="Worst pain of the last 28 days, oldest first; null: not recorded, 0: no headache.",
    )
    reasons = ReasonSerializer(many=True)


class TimelineDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    recorded = serializers.BooleanField()
    headache_day = serializers.BooleanField()
    peak_intensity = serializers.IntegerField(allow_null=True)
    sessions = serializers.IntegerField()


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


class MessageSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    from_patient = serializers.BooleanField()
    author = serializers.CharField()
    text = serializers.CharField()
    about_on = serializers.DateField(allow_null=True)
    recorded_at = serializers.DateTimeField()


class ProgramItemSerializer(serializers.Serializer[Any]):
    exercise = serializers.CharField()
    name = serializers.CharField()
    dose = serializers.DictField()
    figure = serializers.DictField()


class PieceSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["same", "gone", "new"])
    text = serializers.CharField()


class ChangeSerializer(serializers.Serializer[Any]):
    place = serializers.CharField()
    pieces = PieceSerializer(many=True)


class OfferSerializer(serializers.Serializer[Any]):
    """A newer published version of an exercise in the program; nothing changes until a therapist takes it."""

    exercise = serializers.CharField()
    name = serializers.CharField()
    from_version = serializers.IntegerField()
    to_version = serializers.IntegerField()
    changes = ChangeSerializer(many=True)


class PatientProgramSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    phase_name = serializers.CharField()
    version_number = serializers.IntegerField()
    start_on = serializers.DateField()
    paused_since = serializers.DateField(allow_null=True)
    items = ProgramItemSerializer(many=True)
    updates = OfferSerializer(many=True)


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


class PatientPageSerializer(serializers.Serializer[Any]):
    patient = WorkListRowSerializer()
    time_zone = serializers.CharField()
    details = DetailsSerializer()
    program = PatientProgramSerializer(allow_null=True)
    phase = PhaseSerializer(allow_null=True)
    red_flags = RedFlagSerializer(many=True)
    numbers = NumberSerializer(many=True)
    timeline = TimelineSerializer()
    messages = MessageSerializer(many=True)


class ReplySerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)


class ClearRedFlagsSerializer(serializers.Serializer[Any]):
    because = serializers.CharField(min_length=5, max_length=500)


class MarkSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=40)
    about = serializers.CharField(max_length=60, allow_blank=True, default="")
    done = serializers.BooleanField()


class ClinicSettingsSerializer(serializers.Serializer[Any]):
    headache_min_minutes = serializers.IntegerField(
        min_value=1,
        max_value=240,
        error_messages={
            "min_value": "Choose 1 to 240 minutes; 30 is the usual length.",
            "max_value": "Choose 1 to 240 minutes; 30 is the usual length.",
        },
        required=False,
    )
    keeps_records_years = serializers.IntegerField(
        min_value=0,
        max_value=40,
        error_messages={
            "min_value": "Choose 0 to 40 years; 0 deletes a record when its patient asks.",
            "max_value": "Choose 0 to 40 years; 0 deletes a record when its patient asks.",
        },
        required=False,
    )


class ClinicSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    headache_min_minutes = serializers.IntegerField()
    keeps_records_years = serializers.IntegerField()
