"""Shapes of what staff write down about a patient, and of its corrections."""

from typing import Any

from rest_framework import serializers

from backend.accounts.sent_once import SentOnceSerializer
from backend.assessments.models import TreatmentKind
from backend.assessments.shapes import (
    ANSWERS,
    ChecklistSerializer,
    FindingsSerializer,
    NewAssessmentSerializer,
    NewTreatmentSerializer,
    SafetyFlagSerializer,
)


class CorrectionSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by = serializers.CharField()
    because = serializers.CharField()
    act = serializers.ChoiceField(choices=["corrected", "withdrawn"])
    was = serializers.DictField(help_text="The fields as they stood before.")


class WrittenSerializer(serializers.Serializer[Any]):
    """Something written that can be corrected."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Send it back to say what was on the screen.")
    withdrawn = serializers.BooleanField(help_text="True: it counts nowhere.")
    corrections = CorrectionSerializer(many=True)


class WithdrawSerializer(SentOnceSerializer):
    revision = serializers.IntegerField(min_value=0, help_text="The one that was on the screen; 409 when it changed.")
    because = serializers.CharField(min_length=5, max_length=300)


class NewNoteSerializer(SentOnceSerializer):
    text = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    minutes = serializers.IntegerField(
        min_value=0,
        max_value=240,
        required=False,
        default=0,
        error_messages={
            "min_value": "Write 0 to 240 minutes.",
            "max_value": "Write 0 to 240 minutes.",
        },
    )


class NoteSerializer(WrittenSerializer):
    occurred_on = serializers.DateField()
    by = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    minutes = serializers.IntegerField()


class MonitoringSerializer(serializers.Serializer[Any]):
    """Record keeping, not billing advice."""

    first_on = serializers.DateField()
    last_on = serializers.DateField()
    days = serializers.IntegerField(help_text="Dates of this 30-day period on which data was sent.")
    minutes_this_month = serializers.IntegerField()


class NotesSerializer(serializers.Serializer[Any]):
    notes = NoteSerializer(many=True)
    monitoring = MonitoringSerializer()


class ExamFlagsSerializer(serializers.Serializer[Any]):
    """Null: not measured."""

    safety = SafetyFlagSerializer(many=True)
    frt_positive_sides = serializers.ListField(child=serializers.CharField(), allow_null=True)
    frt_side_difference = serializers.IntegerField(allow_null=True)
    ccft_low = serializers.BooleanField(allow_null=True)
    ccft_index = serializers.IntegerField(allow_null=True)
    dnf_short = serializers.BooleanField(allow_null=True)
    rotation_reduced_sides = serializers.ListField(child=serializers.CharField(), allow_null=True)
    jull_cluster = serializers.IntegerField(allow_null=True, help_text="0 to 3.")


class ChecklistResultSerializer(serializers.Serializer[Any]):
    result = serializers.ChoiceField(choices=ANSWERS, help_text="Never a diagnosis, never shown to the patient.")
    letters = serializers.DictField(child=serializers.ChoiceField(choices=ANSWERS))
    unmet = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())


class AssessedSerializer(WrittenSerializer):
    occurred_on = serializers.DateField()
    by = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    findings = FindingsSerializer(help_text="Field of /assessment-fields -> value.")
    flags = ExamFlagsSerializer()
    checklist = ChecklistSerializer()
    result = ChecklistResultSerializer()


class TreatmentSerializer(WrittenSerializer):
    occurred_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=TreatmentKind.choices)
    note = serializers.CharField(allow_blank=True)
    by = serializers.CharField()


class CorrectNoteSerializer(WithdrawSerializer, NewNoteSerializer):
    pass


class CorrectTreatmentSerializer(WithdrawSerializer, NewTreatmentSerializer):
    pass


class CorrectAssessmentSerializer(WithdrawSerializer, NewAssessmentSerializer):
    pass


class NameSerializer(SentOnceSerializer):
    name = serializers.CharField(max_length=120)
    because = serializers.CharField(min_length=5, max_length=300)
