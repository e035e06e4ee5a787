"""Shapes of the reminders API."""

from typing import Any

from rest_framework import serializers

from backend.accounts.serializers import TimeZoneField
from backend.programs.schedule import Slot
from backend.reminders.channels.push_encryption import unbase64url
from backend.reminders.channels.push_endpoint import is_allowed
from backend.reminders.models import Kind


class RuleSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices)
    slot = serializers.ChoiceField(choices=[slot.value for slot in Slot])
    local_time = serializers.TimeField()
    enabled = serializers.BooleanField(default=True)


class DeviceZoneSerializer(serializers.Serializer[Any]):
    time_zone = TimeZoneField()


class PushKeySerializer(serializers.Serializer[Any]):
    public_key = serializers.CharField(allow_null=True, help_text="base64url; null when push is not set up here.")


class SubscriptionSerializer(serializers.Serializer[Any]):
    endpoint = serializers.URLField(max_length=1000)
    p256dh = serializers.CharField(max_length=120)
    auth = serializers.CharField(max_length=60)

    def validate_endpoint(self, value: str) -> str:
        if not is_allowed(value):
            raise serializers.ValidationError("Nod does not know this push service.", "unknown_push_service")
        return value

    def validate_p256dh(self, value: str) -> str:
        return _key(value, 65)

    def validate_auth(self, value: str) -> str:
        return _key(value, 16)


class TestSerializer(serializers.Serializer[Any]):
    tag = serializers.CharField(help_text="The notification's tag: the service worker tells the page when it came.")
    devices = serializers.IntegerField(help_text="How many devices' push services took it.")
    by_email = serializers.BooleanField()


def _key(value: str, length: int) -> str:
    try:
        right = len(unbase64url(value)) == length
    except ValueError:
        right = False
    if not right:
        raise serializers.ValidationError(f"Expected {length} bytes as base64url.", "bad_key")
    return value
