"""Shape of a day of the diary, field by field. Ranges and choices stand here, once: what a phone may send, and what
phones and the desk get.
"""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from backend.diary.medicines import MEDICINE_CLASSES

PAIN = {"min_value": "Choose a number from 0 to 10.", "max_value": "Choose a number from 0 to 10."}


class PainField(serializers.IntegerField):
    """Pain on the 0-10 numeric rating scale (NRS)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=10, error_messages={**PAIN}, **options)


HELPED = ("no", "some", "full")
HEADACHE_SIDES = ("left", "right", "both", "switches", "middle")
STIFFNESS = ("none", "some", "a_lot")
QUALITIES = ("dull", "pressing", "throbbing", "stabbing", "burning", "other")


class MedicineSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    doses = serializers.IntegerField(min_value=0, max_value=50, required=False)
    helped = serializers.ChoiceField(choices=HELPED, required=False, allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `class` is the diary's word for it, and cannot be a Python attribute.
        return {"class": serializers.ChoiceField(choices=MEDICINE_CLASSES), **super().get_fields()}


SURE = ("yes", "no", "not_sure")
AREAS = (
    *("under_skull", "back_of_head", "top", "temple", "forehead", "behind_eye", "behind_ear", "face_jaw"),
    *("upper_neck", "lower_neck", "shoulder_top"),
)
REGIONS = tuple(f"{area}_{side}" for area in AREAS for side in ("left", "right"))
TRIGGERS = (
    *("screen", "driving", "sleep_position", "lifting", "stress", "poor_sleep", "missed_meal", "alcohol"),
    *("menstrual", "weather", "exercise", "unknown", "other"),
)
WITH_IT = (
    *("nausea", "vomiting", "light", "sound", "dizzy", "blurred_vision", "visual_zigzags"),
    "stuffy_or_watery_eye",
)
LOST_TIME = ("slowed_half_or_more", "missed_work_or_school", "missed_home_tasks", "missed_social")


def _several(choices: Iterable[str]) -> serializers.ListField:
    """Any number of these; an empty list says "none", null takes the answer back."""
    known = list(choices)
    child = serializers.ChoiceField(choices=known)
    return serializers.ListField(child=child, max_length=len(known), required=False, allow_null=True)


def _one_of(choices: Iterable[str]) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=list(choices), required=False, allow_null=True)


class DayChangesSerializer(serializers.Serializer[Any]):
    """The fields of a day's entry; a revision carries only those it changes. Null takes an answer back."""

    headache = serializers.BooleanField(required=False, allow_null=True)
    peak_intensity = PainField(required=False, allow_null=True)
    duration_min = serializers.IntegerField(
        min_value=0,
        max_value=1440,
        required=False,
        allow_null=True,
        error_messages={
            "min_value": "Time cannot be negative.",
            "max_value": "A day has 1440 minutes. Enter other days on their own dates.",
        },
    )
    side = _one_of(HEADACHE_SIDES)
    average_intensity = PainField(required=False, allow_null=True)
    onset_time = serializers.RegexField(
        r"^([01]\d|2[0-3]):[0-5]\d$",
        required=False,
        allow_null=True,
        error_messages={"invalid": "Enter the time as hours and minutes, such as 08:30."},
    )
    side_same_as_usual = serializers.BooleanField(required=False, allow_null=True)
    new_or_different = serializers.BooleanField(required=False, allow_null=True)
    regions = _several(REGIONS)
    quality = _several(QUALITIES)
    started_in_neck = _one_of(SURE)
    neck_pain_now = PainField(required=False, allow_null=True)
    neck_stiff = _one_of(STIFFNESS)
    trigger_neck_move = _one_of(SURE)
    trigger_other = _several(TRIGGERS)
    with_it = _several(WITH_IT)
    worse_with_walking_stairs = serializers.BooleanField(required=False, allow_null=True)
    lost_time = _several(LOST_TIME)
    worse_after_exercise = serializers.BooleanField(
        required=False, allow_null=True, help_text="Headache up by 2 or more within an hour of exercise."
    )
    sleep_hours = serializers.FloatField(min_value=0, max_value=24, required=False, allow_null=True)
    stress = PainField(required=False, allow_null=True)
    medicines = MedicineSerializer(many=True, required=False, allow_null=True, max_length=50)  # type: ignore[call-arg]
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, allow_null=True)


class DaySerializer(serializers.Serializer[Any]):
    """A date as it was merged from what was written of it."""

    occurred_on = serializers.DateField()
    fields_ = DayChangesSerializer()
    conflicts = serializers.DictField(
        child=serializers.ListField(), help_text="Field -> what was written of it without knowledge of what stands."
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `fields` is the wire name; DRF keeps that attribute for itself.
        return {"fields" if name == "fields_" else name: field for name, field in super().get_fields().items()}
