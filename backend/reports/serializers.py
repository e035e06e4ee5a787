"""Shapes of the reports API."""

from typing import Any

from rest_framework import serializers


class MeasureChangeSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    first = serializers.FloatField(
        allow_null=True, help_text="Null: one rating only, or other things were rated at first."
    )
    first_on = serializers.DateField()
    last = serializers.FloatField()
    last_on = serializers.DateField()
    verdict = serializers.CharField()
    words = serializers.CharField(help_text="The verdict, in words.")
