"""Shape of a message, the same for phones and the desk (`selectors.message_payload`)."""

from typing import Any

from rest_framework import serializers


class MessageSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    from_patient = serializers.BooleanField()
    author = serializers.CharField()
    text = serializers.CharField()
    about_on = serializers.DateField(allow_null=True)
    recorded_at = serializers.DateTimeField(help_text="By the clock of who wrote it.")
    received_at = serializers.DateTimeField(help_text="By ours; the order of the thread.")
