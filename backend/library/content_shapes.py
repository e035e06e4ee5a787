"""Shapes of the library as a phone keeps it: articles, questions, measures, medicines and what they stand on."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.library.kinds import URGENCIES
from backend.library.shapes import TextInLanguagesSerializer

REVIEWERS = ("editorial", "licensed_clinician")


class SourcedSerializer(serializers.Serializer[Any]):
    """What an entry stands on, and who reviewed it in kind."""

    slug = serializers.CharField()
    evidence = serializers.ListField(child=serializers.CharField())
    reviewed_by = serializers.ChoiceField(choices=REVIEWERS)


class ArticleWordsSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    summary = serializers.CharField()
    tell = serializers.CharField(required=False, help_text="When to tell the therapist.")
    html = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `try` is the pack's word for it, and cannot be a Python attribute.
        return {**super().get_fields(), "try": serializers.CharField(required=False)}


class ArticleInLanguagesSerializer(serializers.Serializer[Any]):
    en = ArticleWordsSerializer()
    es = ArticleWordsSerializer()


class ArticleSerializer(SourcedSerializer):
    order = serializers.IntegerField()
    words = ArticleInLanguagesSerializer()


class QuestionSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    flag = serializers.CharField(help_text="What it looks for, for the therapist.")
    text = TextInLanguagesSerializer()
    sets_tags = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Precautions that a yes proposes."
    )
    lasting = serializers.BooleanField(required=False, help_text="True: about something that stays.")
    first = TextInLanguagesSerializer(required=False, help_text="What to do before the block's advice.")


class BlockSerializer(serializers.Serializer[Any]):
    urgency = serializers.ChoiceField(choices=URGENCIES)
    advice = TextInLanguagesSerializer()
    questions = QuestionSerializer(many=True)


class QuestionnaireSerializer(SourcedSerializer):
    name = TextInLanguagesSerializer()
    blocks = BlockSerializer(many=True)
    weekly = serializers.ListField(
        child=serializers.CharField(), help_text="Ids of the short set asked every seven days."
    )
    retired_ids = serializers.ListField(child=serializers.CharField(), required=False)


class RangeSerializer(serializers.Serializer[Any]):
    min = serializers.FloatField()
    max = serializers.FloatField()
    step = serializers.FloatField(required=False)


class MeaningfulChangeSerializer(serializers.Serializer[Any]):
    value = serializers.FloatField()
    small = serializers.FloatField(required=False)
    single = serializers.FloatField(required=False)
    note = serializers.CharField(required=False)


class MeasureSerializer(SourcedSerializer):
    name = TextInLanguagesSerializer()
    kind = serializers.ChoiceField(choices=["own_wording", "score_only"])
    licence_note = serializers.CharField(required=False)
    question = TextInLanguagesSerializer(required=False)
    items = serializers.IntegerField(required=False, help_text="How many things are rated.")
    low = TextInLanguagesSerializer(required=False)
    high = TextInLanguagesSerializer(required=False)
    range = RangeSerializer()
    higher_is = serializers.ChoiceField(choices=["better", "worse"])
    rates_change = serializers.BooleanField(required=False)
    meaningful_change = MeaningfulChangeSerializer(required=False)
    every_days = serializers.IntegerField(required=False)


class ExamplesSerializer(serializers.Serializer[Any]):
    en = serializers.ListField(child=serializers.CharField())
    es = serializers.ListField(child=serializers.CharField())


class MedicineContentSerializer(SourcedSerializer):
    name = TextInLanguagesSerializer()
    examples = ExamplesSerializer()
    order = serializers.IntegerField()


class SourceContentSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    citation = serializers.CharField()
    finding = serializers.CharField(required=False)
    read = serializers.CharField()
    plain = TextInLanguagesSerializer()


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            "slug": {"type": "string"},
            "evidence": {"type": "array", "items": {"type": "string"}},
            "reviewed_by": {"enum": list(REVIEWERS), "type": "string"},
        },
        "required": ["slug"],
        "additionalProperties": {},
    }
)
class WholeEntryField(serializers.DictField):
    """An entry as it stands in the pack (exercises/schema); what clients read of it is named here."""


class LibrarySerializer(serializers.Serializer[Any]):
    exercise = serializers.ListField(child=WholeEntryField())
    protocol = serializers.ListField(child=WholeEntryField())
    article = ArticleSerializer(many=True)
    questionnaire = QuestionnaireSerializer(many=True)
    measure = MeasureSerializer(many=True)
    medicine = MedicineContentSerializer(many=True)
    source = SourceContentSerializer(many=True)  # type: ignore[assignment]  # a field of that name
