"""Shapes of the rights API."""

from typing import Any

from rest_framework import serializers

from backend.common.fields import StrictBoolean


class LookSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="For asking what came before it.")
    at = serializers.DateTimeField()
    who = serializers.CharField(allow_blank=True, help_text="Empty: an account that is gone.")
    is_self = serializers.BooleanField()
    action = serializers.CharField()
    what = serializers.CharField()
    because = serializers.CharField(allow_blank=True, help_text="Why the record was opened in an emergency.")


class BeforeSerializer(serializers.Serializer[Any]):
    before = serializers.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, help_text="The id of a look: list what came before it."
    )


class RightsSerializer(serializers.Serializer[Any]):
    looks = LookSerializer(many=True)
    kept_until = serializers.DateField(
        allow_null=True,
        help_text="Until when the clinic would have to keep the record. Null: erasing deletes it at once.",
    )


class EraseSerializer(serializers.Serializer[Any]):
    sure = StrictBoolean()

    def validate_sure(self, value: bool) -> bool:
        if not value:
            raise serializers.ValidationError("Confirm that you are sure.", "not_sure")
        return value


class ErasedSerializer(serializers.Serializer[Any]):
    kept_until = serializers.DateField(allow_null=True)
