"""Shapes of the reminders API."""

import uuid
from typing import Any

from rest_framework import serializers

from backend.accounts.models import Language
from backend.accounts.serializers import TimeZoneField
from backend.common.base64url import unbase64url
from backend.common.fields import StrictBoolean
from backend.programs.schedule import SLOTS, Slot
from backend.reminders.capability import read_receipt
from backend.reminders.channels.push_endpoint import allowed_origin
from backend.reminders.channels.vapid import all_keys, key_id_of
from backend.reminders.due import EVERY_DAY
from backend.reminders.models import Kind
from backend.reminders.receipts import Event


class RuleSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices)
    slot = serializers.ChoiceField(choices=SLOTS)
    local_time = serializers.TimeField(help_text="Wall clock where the patient is; news have no use for it.")
    days = serializers.IntegerField(
        min_value=1,
        max_value=EVERY_DAY,
        required=False,
        help_text="Weekdays as bits, Monday 1 to Sunday 64; 127 is every day. Left out: as before.",
    )
    enabled = StrictBoolean(default=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        is_dated = attrs["kind"] in (Kind.SESSION, Kind.DIARY)
        if is_dated == (attrs["slot"] == Slot.ANYTIME):
            expected = "a part of the day" if is_dated else f"“{Slot.ANYTIME}”"
            raise serializers.ValidationError({"slot": f"A reminder of this kind has {expected}."}, "wrong_slot")
        return attrs


class PreferencesSerializer(serializers.Serializer[Any]):
    quiet_from = serializers.TimeField(help_text="Quiet hours hold for late reminders and for news.")
    quiet_to = serializers.TimeField()
    weekly_cap = serializers.IntegerField(
        min_value=1, max_value=50, allow_null=True, help_text="At most so many in seven days; null: no limit."
    )
    away_from = serializers.DateField(allow_null=True, help_text="First day without any reminder.")
    away_until = serializers.DateField(allow_null=True, help_text="Last one; null: until switched on again.")
    by_email = StrictBoolean(help_text="Mail when no device shows reminders.")
    clear_text = StrictBoolean(help_text="Words that say what the reminder is about.")
    language = serializers.ChoiceField(
        Language.choices, source="patient.language", required=False, help_text="Of reminders and mails."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("away_from"), attrs.get("away_until")
        if last and (first is None or last < first):
            raise serializers.ValidationError(
                {"away_until": "Expected the same day as “away_from”, or a later one."}, "away_backwards"
            )
        return attrs


class StateSerializer(serializers.Serializer[Any]):
    devices = serializers.IntegerField(help_text="How many devices take pushes.")
    broken = serializers.BooleanField(help_text="The last reminders were shown on none of them.")
    by_email = serializers.BooleanField()
    last_sent_at = serializers.DateTimeField(allow_null=True)
    last_shown_at = serializers.DateTimeField(allow_null=True, help_text="When a device last showed one.")
    next_due_at = serializers.DateTimeField(allow_null=True)


class ReceiptSerializer(serializers.Serializer[Any]):
    receipt = serializers.CharField(max_length=80, help_text="From the push message.")
    event = serializers.ChoiceField(choices=[event.value for event in Event])

    def validate_receipt(self, value: str) -> tuple[uuid.UUID, ...]:
        named = read_receipt(value)
        if named is None:
            raise serializers.ValidationError("Nod did not make this receipt.", "unknown_receipt")
        return named


class DeviceZoneSerializer(serializers.Serializer[Any]):
    time_zone = TimeZoneField()


class PushKeySerializer(serializers.Serializer[Any]):
    public_key = serializers.CharField(allow_null=True, help_text="base64url; null when push is not set up here.")


class SubscriptionSerializer(serializers.Serializer[Any]):
    endpoint = serializers.URLField(max_length=1000)
    p256dh = serializers.CharField(max_length=120)
    auth = serializers.CharField(max_length=60)
    public_key = serializers.CharField(
        max_length=120, required=False, help_text="The key of ours that the browser used, where it says so."
    )

    def validate_public_key(self, value: str) -> str:
        if key_id_of(value) not in {key.id for key in all_keys()}:
            raise serializers.ValidationError("Nod has no such key any more. Subscribe again.", "unknown_key")
        return value

    def validate_endpoint(self, value: str) -> str:
        if allowed_origin(value) is None:
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
