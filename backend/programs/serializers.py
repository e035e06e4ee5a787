"""Shapes of the programs API. The ranges of a dose stand here, once."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.sent_once import SentOnceSerializer
from backend.common.fields import StrictUUID
from backend.library.kinds import URGENCIES
from backend.library.shapes import BODY_SIDES, FigureSerializer
from backend.programs.models import RULE_OUTCOMES, DoseType, Side
from backend.programs.prescribing import ReadAnswers


class DoseSerializer(serializers.Serializer[Any]):
    """Holds and rests in seconds; a walk is one repetition with a hold of up to two hours."""

    sets = serializers.IntegerField(min_value=1, max_value=10)
    reps = serializers.IntegerField(min_value=1, max_value=50)
    hold_seconds = serializers.IntegerField(min_value=0, max_value=7200)
    rest_seconds = serializers.IntegerField(min_value=0, max_value=300)
    per_day = serializers.IntegerField(min_value=1, max_value=12)
    days_week = serializers.IntegerField(min_value=1, max_value=7)
    side = serializers.ChoiceField(
        choices=Side.choices,
        default=Side.NONE,
        allow_blank=True,
        help_text="Empty in a template: a therapist has to choose left or right.",
    )
    type = serializers.ChoiceField(choices=DoseType.choices, default=DoseType.REPS)
    target_mmhg = serializers.IntegerField(
        min_value=20,
        max_value=30,
        allow_null=True,
        default=None,
        help_text="What the dial of a pressure cuff should show, in steps of 2; null without a cuff.",
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")

    def validate_target_mmhg(self, value: int | None) -> int | None:
        if value is not None and value % 2:
            raise serializers.ValidationError("The cuff is read in steps of 2 mmHg.", "odd")
        return value


class DoseItemSerializer(DoseSerializer):
    exercise = serializers.SlugField(max_length=60)


class HeadacheRuleSerializer(serializers.Serializer[Any]):
    """From which pain on a headache day asks for less. Following it counts as following the program."""

    from_pain = serializers.IntegerField(min_value=1, max_value=10)
    asks = serializers.ChoiceField(choices=RULE_OUTCOMES)


class ReadAnswersSerializer(serializers.Serializer[Any]):
    """What publishing asks while safety answers are open."""

    answers_read = serializers.ListField(
        child=StrictUUID(),
        max_length=200,
        required=False,
        default=list,
        help_text="The open safety answers that were on the screen; 409 `newer_answer` when another has come.",
    )
    open_answer_reason = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text="Needed while a safety answer is open."
    )

    def to_internal_value(self, data: Any) -> Any:
        values = dict(super().to_internal_value(data))
        read = ReadAnswers(frozenset(values.pop("answers_read")), values.pop("open_answer_reason", ""))
        return {**values, "answers": read}


class AssignSerializer(SentOnceSerializer, ReadAnswersSerializer):
    protocol = serializers.SlugField(max_length=60)
    phase = serializers.IntegerField(min_value=1, max_value=20, default=1)
    start_on = serializers.DateField()
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    headache_rule = HeadacheRuleSerializer(required=False, allow_null=True, default=None)
    confirmed = serializers.ListField(child=serializers.SlugField(max_length=60), required=False, default=list)
    overrides = serializers.DictField(
        child=serializers.CharField(max_length=300, allow_blank=True),
        required=False,
        default=dict,
        help_text='Exercise (or "template") -> why it may be done although a precaution speaks against it.',
    )
    replaces = StrictUUID(
        required=False,
        allow_null=True,
        default=None,
        help_text="The version that runs and was looked at, null for none; 409 when another one runs by now.",
    )
    items = DoseItemSerializer(many=True, max_length=20)  # type: ignore[call-arg]  # the stubs miss it


class PublishSerializer(SentOnceSerializer, ReadAnswersSerializer):
    base = StrictUUID(help_text="The version that was looked at; 409 when somebody published since.")
    phase = serializers.IntegerField(min_value=1, max_value=20)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    headache_rule = HeadacheRuleSerializer(required=False, allow_null=True, default=None)
    confirmed = serializers.ListField(child=serializers.SlugField(max_length=60), required=False, default=list)
    overrides = serializers.DictField(
        child=serializers.CharField(max_length=300, allow_blank=True), required=False, default=dict
    )
    items = DoseItemSerializer(many=True, max_length=20)  # type: ignore[call-arg]  # the stubs miss it


class PauseSerializer(SentOnceSerializer):
    because = serializers.CharField(min_length=5, max_length=300)
    planned_until = serializers.DateField(required=False, allow_null=True, default=None)


class PastPauseSerializer(serializers.Serializer[Any]):
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    planned_until = serializers.DateField(allow_null=True)
    because = serializers.CharField()
    by = serializers.CharField()


class PastProgramSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    start_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    ended_because = serializers.CharField(allow_blank=True, help_text="Empty: a new program replaced it.")
    ended_by = serializers.CharField(allow_blank=True)
    versions = serializers.IntegerField()
    pauses = PastPauseSerializer(many=True)


class BecauseSerializer(SentOnceSerializer):
    because = serializers.CharField(min_length=5, max_length=300)


class ProgramVersionSerializer(serializers.Serializer[Any]):
    program_id = serializers.UUIDField()
    version_id = serializers.UUIDField()
    number = serializers.IntegerField()


class AlternativeSerializer(serializers.Serializer[Any]):
    exercise = serializers.SlugField()
    because = serializers.CharField(
        help_text="A precaution of the patient, or equipment at hand; empty: another good choice."
    )


class TemplateItemSerializer(DoseItemSerializer):
    alternatives = AlternativeSerializer(many=True)
    name = serializers.CharField()
    minutes_a_day = serializers.IntegerField()
    figure = FigureSerializer()


class GateSerializer(serializers.Serializer[Any]):
    code = serializers.SlugField()
    text = serializers.CharField()


@extend_schema_field({"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}, "minProperties": 1})
class VersionsField(serializers.DictField):
    """Exercise -> version number, at least one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.IntegerField(min_value=1), allow_empty=False, **kwargs)


class TakeOffersSerializer(SentOnceSerializer, ReadAnswersSerializer):
    """Exercise -> the version number that was looked at."""

    exercises = VersionsField()


class TemplatePhaseSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField()
    weeks = serializers.ListField(child=serializers.IntegerField())
    gates = GateSerializer(many=True)
    items = TemplateItemSerializer(many=True)


class SourceSerializer(serializers.Serializer[Any]):
    citation = serializers.CharField()
    finding = serializers.CharField()
    is_opinion = serializers.BooleanField(help_text="Expert opinion: no study of this alone.")


class TemplateSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    summary = serializers.CharField()
    has_flare = serializers.BooleanField(help_text="Whether it brings a flare program of its own.")
    based_on = serializers.CharField()
    visits = serializers.CharField(help_text="Clinic visits that go with it; empty: not stated.")
    next = serializers.ListField(child=serializers.CharField(), help_text="Names of templates that may follow.")
    sources = SourceSerializer(many=True)
    reviewed_by = serializers.CharField(help_text="In kind, such as editorial review.")
    phases = TemplatePhaseSerializer(many=True)


class CatalogueItemSerializer(serializers.Serializer[Any]):
    exercise = serializers.SlugField()
    name = serializers.CharField()
    clinical = serializers.CharField()
    targets = serializers.ListField(child=serializers.CharField())
    ready_when = serializers.CharField(help_text="When a harder exercise may follow, as the patient reads it.")
    sources = SourceSerializer(many=True)
    reviewed_by = serializers.CharField(help_text="In kind, such as editorial review.")
    category = serializers.CharField()
    equipment = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    contraindications = serializers.ListField(child=serializers.CharField())
    cautions = serializers.ListField(child=serializers.CharField())
    gates = GateSerializer(many=True)
    easier = serializers.ListField(child=serializers.CharField())
    harder = serializers.ListField(child=serializers.CharField())
    figure = FigureSerializer()
    dose = DoseSerializer()


class ProgramLineSerializer(DoseItemSerializer):
    name = serializers.CharField()


class ProgramFigureLineSerializer(ProgramLineSerializer):
    figure = FigureSerializer()


class ProgramHistorySerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    phase_name = serializers.CharField()
    published_by = serializers.CharField()
    published_at = serializers.DateTimeField()
    items = ProgramLineSerializer(many=True)


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


class RunningProgramSerializer(serializers.Serializer[Any]):
    version_id = serializers.UUIDField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    protocol = serializers.CharField(allow_null=True)
    phase = serializers.IntegerField()
    phase_name = serializers.CharField()
    start_on = serializers.DateField()
    note = serializers.CharField(allow_blank=True)
    headache_rule = HeadacheRuleSerializer(allow_null=True)
    overrides = serializers.DictField(child=serializers.CharField())
    overridden = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="What each of the reasons was given for."
    )
    published_by = serializers.CharField()
    published_at = serializers.DateTimeField()
    paused_since = serializers.DateField(allow_null=True)
    paused_because = serializers.CharField(allow_blank=True)
    paused_until = serializers.DateField(allow_null=True, help_text="As planned; null: not said.")
    items = ProgramFigureLineSerializer(many=True)
    versions = ProgramHistorySerializer(many=True, help_text="Newest first.")
    updates = OfferSerializer(many=True)


class ConflictSerializer(serializers.Serializer[Any]):
    exercise = serializers.CharField(help_text='Or "template": the whole program.')
    name = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())


class OpenAnswerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    urgency = serializers.ChoiceField(choices=URGENCIES)
    answered_on = serializers.DateField()


class BuilderSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="The patient's.")
    time_zone = serializers.CharField(help_text="The patient's: a program begins on a date of theirs.")
    precautions = serializers.ListField(
        child=serializers.CharField(), help_text="Confirmed, or proposed by findings until somebody decides."
    )
    whole_program = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Template (or `running`) -> the patient's precautions that stand against it.",
    )
    stiff_side = serializers.ChoiceField(
        choices=BODY_SIDES, allow_blank=True, help_text="Where the flexion-rotation test is positive."
    )
    stiff_since = serializers.DateField(allow_null=True, help_text="Date of that test.")
    red_flags = OpenAnswerSerializer(many=True)
    blocks = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Precaution tags written out: what NECK_CORE stands for.",
    )
    program = RunningProgramSerializer(allow_null=True)
    emergency_until = serializers.DateTimeField(
        allow_null=True, help_text="When the caller's access in an emergency ends; null for who cares for the patient."
    )
