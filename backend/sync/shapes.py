"""Shapes of the records a phone may send, field by field. Ranges and choices stand here, once."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from backend.common import clock
from backend.diary.models import Asked, Outcome, SkipReason
from backend.diary.red_flags import URGENCIES
from backend.insights.numbers.headache_days import MEDICINE_CLASSES
from backend.programs.models import RULE_OUTCOMES
from backend.programs.schedule import Slot

PAIN = {"min_value": "Choose a number from 0 to 10.", "max_value": "Choose a number from 0 to 10."}


class PainField(serializers.IntegerField):
    """Pain on the 0-10 numeric rating scale (NRS)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=10, error_messages={**PAIN}, **options)


# No clock of a phone shows less or more (a dead battery: 1970), and zones cannot be reckoned with at the ends of the
# calendar.
EARLIEST, LATEST = dt.datetime(1969, 12, 31, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
CLOCK = "The phone's clock was wrong when this was written. Set date and time on the phone, then enter it again."


class InstantField(serializers.DateTimeField):
    """A moment by the phone's clock."""

    default_error_messages = {"overflow": CLOCK, "clock": CLOCK}

    def to_internal_value(self, value: Any) -> dt.datetime:
        instant = super().to_internal_value(value)
        if not EARLIEST <= instant <= LATEST:
            self.fail("clock")
        return instant


class DayField(serializers.DateField):
    """A date by the phone's calendar."""

    default_error_messages = {"clock": CLOCK}

    def to_internal_value(self, value: Any) -> dt.date:
        day = super().to_internal_value(value)
        if not EARLIEST.year <= day.year < LATEST.year:
            self.fail("clock")
        return day


class MedicineSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    doses = serializers.IntegerField(min_value=0, max_value=50, required=False)
    helped = serializers.ChoiceField(choices=["no", "some", "full"], required=False, allow_null=True)

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
    side = serializers.ChoiceField(
        choices=["left", "right", "both", "switches", "middle"], required=False, allow_null=True
    )
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
    quality = _several(("dull", "pressing", "throbbing", "stabbing", "burning", "other"))
    started_in_neck = _one_of(SURE)
    neck_pain_now = PainField(required=False, allow_null=True)
    neck_stiff = _one_of(("none", "some", "a_lot"))
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
    medicines = MedicineSerializer(many=True, required=False, allow_null=True)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, allow_null=True)


class RecordSerializer(serializers.Serializer[Any]):
    """What every record carries: the phone's final id, its clock, and its zone."""

    id = serializers.UUIDField()
    recorded_at = InstantField()
    time_zone = serializers.CharField(max_length=64)

    def validate_time_zone(self, value: str) -> str:
        if not clock.is_time_zone(value):
            raise serializers.ValidationError("This is not a known time zone.", "unknown_time_zone")
        return value


class DayEntryRecordSerializer(RecordSerializer):
    occurred_on = DayField()
    parents = serializers.ListField(child=serializers.UUIDField(), max_length=50, default=list)
    changes = DayChangesSerializer()


class ExerciseLogSerializer(serializers.Serializer[Any]):
    item_id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    sets_done = serializers.IntegerField(min_value=0, max_value=50)
    reps_done = serializers.IntegerField(min_value=0, max_value=500)
    skip_reason = serializers.ChoiceField(choices=SkipReason.choices, required=False, allow_blank=True)
    easier = serializers.BooleanField(required=False, default=False)
    pain = PainField(required=False, allow_null=True)


class SessionRecordSerializer(RecordSerializer):
    occurred_on = DayField()
    version_id = serializers.UUIDField()
    slot = serializers.ChoiceField(choices=[slot.value for slot in Slot])
    started_at = InstantField()
    ended_at = InstantField()
    pain_after = PainField(required=False, allow_null=True)
    effort = PainField(required=False, allow_null=True)
    rule_followed = serializers.ChoiceField(choices=RULE_OUTCOMES, required=False, allow_blank=True)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    exercises = ExerciseLogSerializer(many=True, max_length=30)  # type: ignore[call-arg]  # the stubs miss it


class RedFlagCheckRecordSerializer(RecordSerializer):
    occurred_on = DayField()
    asked = serializers.ChoiceField(choices=Asked.choices)
    answers = serializers.DictField(
        child=serializers.BooleanField(),
        allow_empty=False,
        help_text="Question id -> yes (true) or no, for every question that was asked.",
    )
    shown = serializers.ChoiceField(choices=URGENCIES, required=False, allow_blank=True)


class MessageRecordSerializer(RecordSerializer):
    text = serializers.CharField(max_length=2000)
    about_on = DayField(required=False, allow_null=True, help_text="The diary day it is about.")


class MeasureScoreRecordSerializer(RecordSerializer):
    occurred_on = DayField()
    measure = serializers.SlugField(max_length=60)
    values = serializers.DictField(
        child=serializers.FloatField(),
        allow_empty=False,
        help_text="What was rated -> its value; one value is called `value`.",
    )


class BaselineRecordSerializer(RecordSerializer):
    occurred_on = DayField()
    headache_days_28 = serializers.IntegerField(
        min_value=0,
        max_value=28,
        error_messages={
            "min_value": "Choose 0 to 28 days: four weeks have 28.",
            "max_value": "Choose 0 to 28 days: four weeks have 28.",
        },
    )
    usual_pain = PainField(required=False, allow_null=True)
    worst_pain = PainField(required=False, allow_null=True)
