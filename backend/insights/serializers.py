"""Shapes of the desk's API."""

from typing import Any

from rest_framework import serializers

from backend.insights.headache_days import Quality


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
    items = ProgramItemSerializer(many=True)
    updates = OfferSerializer(many=True)


class PatientPageSerializer(serializers.Serializer[Any]):
    patient = WorkListRowSerializer()
    time_zone = serializers.CharField()
    program = PatientProgramSerializer(allow_null=True)
    timeline = TimelineSerializer()
    messages = MessageSerializer(many=True)


class ReplySerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)
