"""The fields of an examination and their ranges, once. Every field may be left out: it was not measured."""

from typing import Any

from rest_framework import serializers

from backend.assessments.ichd3 import INPUTS, Answer
from backend.assessments.models import TreatmentKind

MOVES = ("flexion", "extension", "side_bend_left", "side_bend_right", "rotation_left", "rotation_right")
DEVICES = ("crom", "inclinometer", "goniometer", "phone", "estimate")
ANSWERS = tuple(answer.value for answer in Answer)
CCFT_STAGES = (20, 22, 24, 26, 28, 30)


def _whole(low: int, high: int, unit: str) -> serializers.IntegerField:
    detail = f"Write a whole number from {low} to {high} {unit}.".replace(" .", ".")
    messages: dict[str, Any] = {"min_value": detail, "max_value": detail, "invalid": detail}
    return serializers.IntegerField(min_value=low, max_value=high, required=False, error_messages=messages)


class FindingsSerializer(serializers.Serializer[Any]):
    """Degrees, mmHg, seconds and pain 0-10, as clinical practice measures them."""

    symptom_today = _whole(0, 10, "for pain")
    device = serializers.ChoiceField(choices=DEVICES, required=False)
    frt_left_deg = _whole(0, 90, "degrees")
    frt_right_deg = _whole(0, 90, "degrees")
    ccft_stage_mmhg = serializers.ChoiceField(choices=CCFT_STAGES, required=False)
    ccft_reps = _whole(0, 10, "repetitions")
    dnf_endurance_s = _whole(0, 300, "seconds")
    extensor_endurance_s = _whole(0, 600, "seconds")
    craniovertebral_angle_deg = _whole(0, 90, "degrees")
    upper_joints_painful = serializers.BooleanField(
        required=False, help_text="Upper neck joints hurt when they are pressed (C0-1 to C2-3)."
    )
    headache_reproduced = serializers.BooleanField(required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        moves = {f"{move}_deg": _whole(0, 100, "degrees") for move in MOVES}
        return {**super().get_fields(), **moves}


class ChecklistSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: serializers.ChoiceField(choices=list(ANSWERS), required=False) for name in INPUTS}


class NewAssessmentSerializer(serializers.Serializer[Any]):
    occurred_on = serializers.DateField()
    findings = FindingsSerializer()
    checklist = ChecklistSerializer()
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class NewTreatmentSerializer(serializers.Serializer[Any]):
    occurred_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=TreatmentKind.choices)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
