"""Shapes of the sync API's requests and answers. The records that phones send are in shapes.py."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from backend.accounts.clinic_serializers import OfficeHoursSerializer
from backend.accounts.models import Language
from backend.common.fields import QueryInteger, StrictUUID
from backend.diary.day_shapes import DaySerializer
from backend.diary.models import ExerciseOutcome
from backend.diary.selectors import HOLDS
from backend.library.shapes import (
    FigureSerializer,
    MediaSerializer,
    MoveSerializer,
    ShownSerializer,
    TextInLanguagesSerializer,
    WordsInLanguagesSerializer,
)
from backend.messages.serializers import MessageSerializer
from backend.programs.models import RULE_OUTCOMES, DoseType, Side
from backend.programs.precautions import GENTLENESS
from backend.programs.schedule import SLOTS
from backend.programs.serializers import HeadacheRuleSerializer
from backend.sync.push import MAX_RECORDS, OUTCOMES
from backend.sync.records import RECORD_TYPES


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="Record",
        serializers={name: record_type.serializer for name, record_type in RECORD_TYPES.items()},
        resource_type_field_name="type",
    )
)
class RecordField(serializers.JSONField):
    """One record; checked by its own serializer later, so that one bad record does not hold up the others."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class PushSerializer(serializers.Serializer[Any]):
    """A batch of records from one phone. `owner` is the user whose phone wrote them; see `refuse_other_owner`."""

    owner = StrictUUID(required=False, allow_null=True)
    device_id = StrictUUID(required=False, allow_null=True)
    records = serializers.ListField(child=RecordField(allow_null=True), max_length=MAX_RECORDS)


class FaultSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ResultSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(allow_null=True)
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    errors = FaultSerializer(many=True)  # type: ignore[assignment]  # a field of that name, not the serializer's own


class PushAnswerSerializer(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    results = ResultSerializer(many=True)


class PullQuerySerializer(serializers.Serializer[Any]):
    cursor = QueryInteger(min_value=0, default=0)
    plan_tag = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")
    owner = StrictUUID(required=False)


class MonthQuerySerializer(serializers.Serializer[Any]):
    month = serializers.RegexField(r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", help_text="Such as 2026-03.")


class EasierDoseSerializer(serializers.Serializer[Any]):
    sets = serializers.IntegerField(required=False)
    reps = serializers.IntegerField(required=False)
    hold_seconds = serializers.IntegerField(required=False)
    rest_seconds = serializers.IntegerField(required=False)


class InsteadDoseSerializer(serializers.Serializer[Any]):
    sets = serializers.IntegerField()
    reps = serializers.IntegerField()
    hold_seconds = serializers.IntegerField()
    rest_seconds = serializers.IntegerField()
    type = serializers.ChoiceField(choices=DoseType.choices)
    side = serializers.ChoiceField(choices=Side.choices)
    target_mmhg = serializers.IntegerField(allow_null=True)


class InsteadSerializer(ShownSerializer):
    """Another exercise that the easier version switches to."""

    slug = serializers.CharField()
    dose = InsteadDoseSerializer()


class EasierSerializer(serializers.Serializer[Any]):
    """What the easier version changes; empty: half of the dose."""

    exercise = InsteadSerializer(required=False)
    dose = EasierDoseSerializer(required=False)
    target_down = serializers.IntegerField(required=False)
    reach = serializers.FloatField(required=False)
    moves = MoveSerializer(many=True, required=False)
    steps = serializers.IntegerField(required=False)


class PlannedDoseSerializer(InsteadDoseSerializer):
    """A dose as it was prescribed: every field is there, and the side is chosen."""

    per_day = serializers.IntegerField()
    days_week = serializers.IntegerField()
    note = serializers.CharField(allow_blank=True)


class PlanItemSerializer(ShownSerializer):
    id = serializers.UUIDField()
    exercise = serializers.CharField()
    dose = PlannedDoseSerializer()
    media = MediaSerializer(many=True)
    easier = EasierSerializer()
    gentle = serializers.ChoiceField(choices=GENTLENESS, help_text="What is left of it while only gentle items go on.")
    against = serializers.ListField(
        child=serializers.CharField(), help_text="Precautions that hold it as soon as an answer proposes one."
    )


class FlareItemSerializer(serializers.Serializer[Any]):
    exercise = serializers.CharField()
    dose = PlannedDoseSerializer()
    words = WordsInLanguagesSerializer()
    figure = FigureSerializer()
    media = MediaSerializer(many=True)
    against = serializers.ListField(
        child=serializers.CharField(), help_text="Precautions that hold it as soon as an answer proposes one."
    )


class FlarePlanSerializer(serializers.Serializer[Any]):
    """Easy exercises for so many days of a flare, when it starts, and how to go on."""

    days = serializers.IntegerField()
    trigger = TextInLanguagesSerializer()
    then = TextInLanguagesSerializer()
    items = FlareItemSerializer(many=True)


class HeldItemSerializer(serializers.Serializer[Any]):
    """An exercise that the phone does not offer until a therapist has decided."""

    exercise = serializers.CharField()
    name = TextInLanguagesSerializer()


class PlanSerializer(serializers.Serializer[Any]):
    program_id = serializers.UUIDField()
    version_id = serializers.UUIDField()
    version_number = serializers.IntegerField()
    name = TextInLanguagesSerializer()
    phase = serializers.IntegerField()
    phase_name = TextInLanguagesSerializer()
    note = serializers.CharField()
    headache_rule = HeadacheRuleSerializer(allow_null=True)
    flare = FlarePlanSerializer(allow_null=True)
    start_on = serializers.DateField()
    published_at = serializers.DateTimeField()
    therapist = serializers.CharField()
    items = PlanItemSerializer(many=True)
    against = serializers.ListField(child=serializers.CharField(), help_text="Precautions that hold the whole program.")
    held_items = HeldItemSerializer(many=True)


class PulledDaySerializer(DaySerializer):
    heads = serializers.ListField(
        child=serializers.UUIDField(), help_text="Revisions nobody has seen yet; the next one names them as parents."
    )


class PulledExerciseSerializer(serializers.Serializer[Any]):
    item_id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=ExerciseOutcome.choices)
    sets_done = serializers.IntegerField()
    pain = serializers.IntegerField(allow_null=True)


class PulledSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    occurred_on = serializers.DateField()
    version_id = serializers.UUIDField()
    slot = serializers.ChoiceField(choices=SLOTS)
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    pain_after = serializers.IntegerField(allow_null=True)
    rule_followed = serializers.ChoiceField(choices=RULE_OUTCOMES, allow_blank=True)
    exercises = PulledExerciseSerializer(many=True)


class PulledScoreSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    occurred_on = serializers.DateField()
    measure = serializers.CharField()
    values = serializers.DictField(child=serializers.FloatField())


class PulledBaselineSerializer(serializers.Serializer[Any]):
    occurred_on = serializers.DateField()
    headache_days_28 = serializers.IntegerField()
    usual_pain = serializers.IntegerField(allow_null=True)
    worst_pain = serializers.IntegerField(allow_null=True)


class PulledCheckSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    occurred_on = serializers.DateField()


class PulledBeforeSerializer(serializers.Serializer[Any]):
    recorded_days = serializers.IntegerField()
    headache_days = serializers.IntegerField()


class EarlierDaysSerializer(serializers.Serializer[Any]):
    days = PulledDaySerializer(many=True)


class EarlierMessagesSerializer(serializers.Serializer[Any]):
    messages = MessageSerializer(many=True)


class PulledClinicSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)
    time_zone = serializers.CharField()
    office_hours = OfficeHoursSerializer(many=True)
    emergency_number = serializers.CharField(
        allow_blank=True, help_text="Empty: the number of the country the phone is in."
    )


class SeenAnswerSerializer(serializers.Serializer[Any]):
    """Whether somebody has looked at the open safety answers: all of them."""

    seen_at = serializers.DateTimeField(allow_null=True)
    seen_by = serializers.CharField(allow_null=True)


class PullSerializer(serializers.Serializer[Any]):
    cursor = serializers.IntegerField()
    epoch = serializers.UUIDField(
        help_text="Changes when the server was restored to an earlier day: send again what it had answered for."
    )
    server_time = serializers.DateTimeField()
    name = serializers.CharField()
    language = serializers.ChoiceField(choices=Language.choices)
    in_care = serializers.BooleanField(help_text="False after discharge: the record stays, nobody looks at it.")
    time_zone = serializers.CharField()
    record_since = serializers.DateField(help_text="Before this date there is nothing on record.")
    headache_min_minutes = serializers.IntegerField()
    clinic = PulledClinicSerializer(help_text="Whom to call, where, and when somebody is there.")
    hold = serializers.ChoiceField(
        choices=HOLDS,
        allow_null=True,
        help_text="A safety answer holds the program until a therapist clears it, or a therapist has paused it.",
    )
    gentle = serializers.BooleanField(
        help_text="An answer for the therapist is open: only gentle items go on, at half the dose where they say so."
    )
    open_answer = SeenAnswerSerializer(allow_null=True, help_text="Null: no safety answer waits for a therapist.")
    plan_tag = serializers.CharField()
    plan_changed = serializers.BooleanField()
    plan = PlanSerializer(allow_null=True)
    days = PulledDaySerializer(many=True)
    sessions = PulledSessionSerializer(many=True)
    messages = MessageSerializer(many=True)
    scores = PulledScoreSerializer(many=True)
    checks = PulledCheckSerializer(many=True, help_text="When the safety questions were answered.")
    baseline = PulledBaselineSerializer(allow_null=True)
    before = PulledBeforeSerializer(allow_null=True, help_text="The 28 dates before the running program.")
