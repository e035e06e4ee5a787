"""Shapes of the sync API."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from backend.accounts.clinic_serializers import OfficeHoursSerializer
from backend.common.fields import QueryInteger, StrictUUID
from backend.messages.serializers import MessageSerializer
from backend.programs.models import DoseType, Side
from backend.programs.serializers import DoseSerializer, HeadacheRuleSerializer
from backend.sync.push import MAX_RECORDS, Outcome
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
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
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


class TextInLanguagesSerializer(serializers.Serializer[Any]):
    en = serializers.CharField()
    es = serializers.CharField()


class WordsSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    cue = serializers.CharField()
    start = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    feel = serializers.CharField()
    mistakes = serializers.ListField(child=serializers.CharField())
    stop_if = serializers.CharField()
    easier = serializers.CharField()
    alt = serializers.CharField()
    say = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Said with each movement of a repetition."
    )


class WordsInLanguagesSerializer(serializers.Serializer[Any]):
    en = WordsSerializer()
    es = WordsSerializer()


class PoseSerializer(serializers.Serializer[Any]):
    joints = serializers.DictField(child=serializers.FloatField())
    x = serializers.FloatField(required=False)
    y = serializers.FloatField(required=False)
    turn = serializers.FloatField(required=False)
    nod = serializers.FloatField(required=False)
    offsets = serializers.DictField(child=serializers.ListField(child=serializers.FloatField()), required=False)
    stretch = serializers.DictField(child=serializers.FloatField(), required=False)
    hands = serializers.DictField(child=serializers.CharField(), required=False)


class FigureSerializer(serializers.Serializer[Any]):
    rig = serializers.CharField()
    base = serializers.CharField()
    shows = serializers.CharField(required=False)
    mirrors = serializers.CharField(required=False)
    props = serializers.ListField(child=serializers.CharField())
    cues = serializers.ListField(child=serializers.CharField())
    view = serializers.ListField(child=serializers.FloatField(), required=False)
    arrows = serializers.ListField(child=serializers.DictField(), required=False)
    poses = PoseSerializer(many=True)


class MoveSerializer(serializers.Serializer[Any]):
    pose = serializers.FloatField()
    s = serializers.FloatField(help_text="Seconds it takes.")
    hold = serializers.BooleanField(required=False)
    say = serializers.IntegerField(required=False)


class TempoSerializer(serializers.Serializer[Any]):
    """The pace of an exercise (docs/player.md); empty in versions of before."""

    get_ready_s = serializers.IntegerField(required=False)
    change_s = serializers.IntegerField(required=False)
    moves = MoveSerializer(many=True, required=False)
    step_s = serializers.ListField(child=serializers.FloatField(), required=False)


class ShownSerializer(serializers.Serializer[Any]):
    """What the player shows and says of an exercise."""

    words = WordsInLanguagesSerializer()
    figure = FigureSerializer()
    position = serializers.CharField()
    tempo = TempoSerializer()
    pain_limit = serializers.IntegerField(help_text="The most pain (NRS) to go on with.")


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


class PlanItemSerializer(ShownSerializer):
    id = serializers.UUIDField()
    exercise = serializers.CharField()
    dose = DoseSerializer()
    media = serializers.ListField(child=serializers.DictField())
    easier = EasierSerializer()
    gentle = serializers.ChoiceField(
        choices=["full", "half", "rest"], help_text="What is left of it while only gentle items go on."
    )
    against = serializers.ListField(
        child=serializers.CharField(), help_text="Precautions that hold it as soon as an answer proposes one."
    )


class FlareItemSerializer(serializers.Serializer[Any]):
    exercise = serializers.CharField()
    dose = DoseSerializer()
    words = WordsInLanguagesSerializer()
    figure = FigureSerializer()
    media = serializers.ListField(child=serializers.DictField())
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


class PulledDaySerializer(serializers.Serializer[Any]):
    occurred_on = serializers.DateField()
    fields_ = serializers.DictField()
    heads = serializers.ListField(child=serializers.UUIDField())
    conflicts = serializers.DictField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `fields` is the wire name; DRF keeps that attribute for itself.
        fields = super().get_fields()
        return {"fields" if name == "fields_" else name: field for name, field in fields.items()}


class PulledExerciseSerializer(serializers.Serializer[Any]):
    item_id = serializers.UUIDField()
    outcome = serializers.CharField()
    sets_done = serializers.IntegerField()
    pain = serializers.IntegerField(allow_null=True)


class PulledSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    occurred_on = serializers.DateField()
    version_id = serializers.UUIDField()
    slot = serializers.CharField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    pain_after = serializers.IntegerField(allow_null=True)
    rule_followed = serializers.CharField(allow_blank=True)
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
    language = serializers.CharField()
    in_care = serializers.BooleanField(help_text="False after discharge: the record stays, nobody looks at it.")
    time_zone = serializers.CharField()
    record_since = serializers.DateField(help_text="Before this date there is nothing on record.")
    headache_min_minutes = serializers.IntegerField()
    clinic = PulledClinicSerializer(help_text="Whom to call, where, and when somebody is there.")
    hold = serializers.ChoiceField(
        choices=["emergency", "same_day", "paused"],
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
