"""Shapes of content as phones and the desk get it: what an exercise shows, says and how fast it goes.

What the pack may hold is checked against exercises/schema when it is loaded; these say what arrives.
"""

from typing import Any

from rest_framework import serializers

BODY_SIDES = ("left", "right")
Fields = dict[str, serializers.Field[Any, Any, Any, Any]]


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
    ready_when = serializers.CharField(required=False, help_text="When a harder exercise may follow.")
    easier = serializers.CharField()
    alt = serializers.CharField(help_text="What the figure shows, for those who cannot see it.")
    say = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Said with each movement of a repetition."
    )


class WordsInLanguagesSerializer(serializers.Serializer[Any]):
    en = WordsSerializer()
    es = WordsSerializer()


class PointField(serializers.ListField):
    """Two numbers: a point of the picture (x, y), or a shift (right, down)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.FloatField(), min_length=2, max_length=2, **options)


class PoseSerializer(serializers.Serializer[Any]):
    joints = serializers.DictField(child=serializers.FloatField(), help_text="Joint -> degrees, clockwise.")
    x = serializers.FloatField(required=False)
    y = serializers.FloatField(required=False)
    turn = serializers.FloatField(required=False)
    nod = serializers.FloatField(
        required=False, help_text="How far the chin goes to the chest, seen from the front, 0 to 1."
    )
    offsets = serializers.DictField(
        child=PointField(), required=False, help_text="Joint -> [right, down], how far it is moved."
    )
    stretch = serializers.DictField(
        child=serializers.FloatField(),
        required=False,
        help_text="Joint -> how long its limb looks: 1 in full, 0 pointing at the viewer, below 0 turned over.",
    )
    hands = serializers.DictField(
        child=serializers.CharField(), required=False, help_text="Wrist -> the shape of its hand; open if not named."
    )


class ArrowSerializer(serializers.Serializer[Any]):
    to = PointField()
    bend = serializers.FloatField(required=False)

    def get_fields(self) -> Fields:
        # `from` is the pack's word for it, and cannot be a Python attribute.
        return {"from": PointField(), **super().get_fields()}


class FigureSerializer(serializers.Serializer[Any]):
    rig = serializers.CharField()
    base = serializers.CharField(help_text="Where the pose starts from, for those who write figures.")
    shows = serializers.ChoiceField(
        choices=BODY_SIDES, required=False, help_text="The side of the patient that the poses show."
    )
    mirrors = serializers.ChoiceField(choices=["picture", "limbs"], required=False)
    props = serializers.ListField(child=serializers.CharField())
    cues = serializers.ListField(child=serializers.CharField())
    view = serializers.ListField(child=serializers.FloatField(), required=False)
    arrows = ArrowSerializer(many=True, required=False)
    poses = PoseSerializer(many=True)


class MediaSerializer(serializers.Serializer[Any]):
    """A photo or video of an exercise, named by its sum."""

    file = serializers.CharField()
    kind = serializers.ChoiceField(choices=["photo", "video"])
    alt = TextInLanguagesSerializer()
    credit = serializers.CharField()
    licence = serializers.CharField()


class MoveSerializer(serializers.Serializer[Any]):
    """One movement of a repetition: the pose it ends in, and whether the dose's hold follows."""

    pose = serializers.FloatField()
    s = serializers.FloatField(help_text="Seconds it takes.")
    hold = serializers.BooleanField(required=False)
    say = serializers.IntegerField(
        required=False, help_text="The line said with it, if not that of its own place; -1: none but “and back”."
    )


class TempoSerializer(serializers.Serializer[Any]):
    """The pace of an exercise (docs/player.md); empty in versions of before."""

    get_ready_s = serializers.IntegerField(required=False)
    change_s = serializers.IntegerField(required=False)
    moves = MoveSerializer(many=True, required=False)
    step_s = serializers.ListField(
        child=serializers.FloatField(), required=False, help_text="Of a habit or checklist: seconds of each step."
    )


class ShownSerializer(serializers.Serializer[Any]):
    """What the player shows and says of an exercise."""

    words = WordsInLanguagesSerializer()
    figure = FigureSerializer()
    position = serializers.CharField(help_text="How one lies, sits or stands.")
    tempo = TempoSerializer()
    pain_limit = serializers.IntegerField(help_text="The most pain (NRS) to go on with.")
