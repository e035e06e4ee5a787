"""Shapes of the records a phone may send, field by field. Ranges and choices stand here, once."""

import datetime as dt
from typing import Any

from rest_framework import serializers

from backend.common import clock
from backend.diary.day_shapes import DayChangesSerializer, PainField
from backend.diary.models import Asked, ExerciseOutcome, SkipReason
from backend.diary.red_flags import URGENCIES
from backend.programs.models import RULE_OUTCOMES
from backend.programs.schedule import SLOTS

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


class NamedField(serializers.DictField):
    """Values by name, in a number that a person can have meant."""

    MOST = 100
    default_error_messages = {
        "too_many": "This lists more than 100 items.",
        "long_name": "A name here is longer than 200 characters.",
    }

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and len(data) > self.MOST:
            self.fail("too_many")
        if isinstance(data, dict) and any(len(str(name)) > 200 for name in data):
            self.fail("long_name")
        return super().to_internal_value(data)


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
    outcome = serializers.ChoiceField(choices=ExerciseOutcome.choices)
    sets_done = serializers.IntegerField(min_value=0, max_value=50)
    reps_done = serializers.IntegerField(min_value=0, max_value=500)
    skip_reason = serializers.ChoiceField(choices=SkipReason.choices, required=False, allow_blank=True)
    easier = serializers.BooleanField(required=False)
    pain = PainField(required=False, allow_null=True)


class SessionRecordSerializer(RecordSerializer):
    occurred_on = DayField()
    version_id = serializers.UUIDField()
    slot = serializers.ChoiceField(choices=SLOTS)
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
    answers = NamedField(
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
    values = NamedField(
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
