"""Shapes of the API for examinations, decisions and treatments. The fields and their ranges come from fields.py."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.sent_once import SentOnceSerializer
from backend.assessments.fields import FIELDS, Field
from backend.assessments.findings import EMERGENCY, SAME_DAY, THERAPIST
from backend.assessments.ichd3 import INPUTS, Answer
from backend.assessments.models import TreatmentKind
from backend.common.fields import StrictBoolean

URGENCIES = (EMERGENCY, SAME_DAY, THERAPIST)
ANSWERS = tuple(answer.value for answer in Answer)


def _shape(field: Field) -> serializers.Field[Any, Any, Any, Any]:
    if field.kind == "choice":
        choices = [int(each) for each in field.choices] if field.unit else list(field.choices)
        return serializers.ChoiceField(choices=choices, required=False)
    if field.kind == "choices":
        child = serializers.ChoiceField(choices=list(field.choices))
        return serializers.ListField(child=child, max_length=len(field.choices), required=False)
    if field.kind == "yes_no":
        return StrictBoolean(required=False)
    if field.kind == "text":
        return serializers.CharField(max_length=300, required=False, allow_blank=True)
    unit = {"": "", "°": " degrees", "of 10": "", "of 5": "", "of 3": "", "s": " seconds"}.get(
        field.unit, f" {field.unit}"
    )
    detail = f"Enter a whole number from {field.low} to {field.high}{unit}."
    messages: dict[str, Any] = {"min_value": detail, "max_value": detail, "invalid": detail}
    return serializers.IntegerField(min_value=field.low, max_value=field.high, required=False, error_messages=messages)


# Which fields there are is data (/assessment-fields), from which the form is drawn.
_VALUE = {
    "oneOf": [
        *({"type": kind} for kind in ("number", "string", "boolean")),
        {"type": "array", "items": {"type": "string"}},
    ]
}
FINDINGS = {"type": "object", "additionalProperties": _VALUE}


@extend_schema_field(FINDINGS)
class FindingsSerializer(serializers.Serializer[Any]):
    """Field -> value, each as fields.py says; a name that is not there is refused."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {field.name: _shape(field) for field in FIELDS}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - {field.name for field in FIELDS})
            if unknown:
                raise serializers.ValidationError({unknown[0]: ["There is no such field."]}, "unknown")
        return super().to_internal_value(data)


class AssessmentFieldSerializer(serializers.Serializer[Any]):
    """One field of the examination, as the form draws it."""

    name = serializers.CharField()
    group = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField()
    low = serializers.IntegerField()
    high = serializers.IntegerField()
    unit = serializers.CharField(allow_blank=True)
    choices = serializers.ListField(child=serializers.CharField())


class ChecklistSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: serializers.ChoiceField(choices=list(ANSWERS), required=False) for name in INPUTS}


class NewAssessmentSerializer(SentOnceSerializer):
    occurred_on = serializers.DateField()
    findings = FindingsSerializer()
    checklist = ChecklistSerializer()
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class FindingSerializer(serializers.Serializer[Any]):
    """An abnormal result of an examination with the precautions that nobody has decided on."""

    id = serializers.CharField()
    text = serializers.CharField()
    urgency = serializers.ChoiceField(choices=URGENCIES)
    proposes = serializers.ListField(child=serializers.CharField())
    found_on = serializers.DateField()


class SafetyFlagSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    urgency = serializers.ChoiceField(choices=URGENCIES)


class DecidePrecautionSerializer(SentOnceSerializer):
    precaution = serializers.SlugField(max_length=40)
    findings = serializers.ListField(
        child=serializers.CharField(max_length=100),
        min_length=1,
        max_length=100,
        help_text="The findings that were read.",
    )
    confirmed = StrictBoolean()
    because = serializers.CharField(
        max_length=300, required=False, allow_blank=True, default="", help_text="Needed when it is not confirmed."
    )


class NewTreatmentSerializer(SentOnceSerializer):
    occurred_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=TreatmentKind.choices)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
