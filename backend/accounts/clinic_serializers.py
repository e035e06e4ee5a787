"""Shapes of whom to call and when: a clinic's settings, a patient's contact."""

import datetime as dt
from typing import Any

from rest_framework import serializers

PHONE_CHARACTERS = r"^\+?[(0-9][0-9 ()./-]{1,30}[0-9](?: ?(?:x|ext\.?) ?[0-9]{1,6})?$"
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class PhoneField(serializers.RegexField):
    """A phone number as people write it, or nothing."""

    def __init__(self, **options: Any) -> None:
        message = "Enter a phone number, such as +1 312 555 0100."
        super().__init__(
            PHONE_CHARACTERS, max_length=40, allow_blank=True, error_messages={"invalid": message}, **options
        )


class CallSerializer(serializers.Serializer[Any]):
    phone = serializers.CharField(allow_blank=True, help_text="The patient's own.")
    emergency_name = serializers.CharField(allow_blank=True)
    emergency_phone = serializers.CharField(allow_blank=True, help_text="Of the emergency contact.")


class ContactSerializer(serializers.Serializer[Any]):
    """Each may be empty."""

    phone = PhoneField()
    emergency_name = serializers.CharField(max_length=120, allow_blank=True)
    emergency_phone = PhoneField()
    birth_on = serializers.RegexField(
        r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$", allow_blank=True, help_text="Date of birth, such as 1984-03-05."
    )
    record_number = serializers.CharField(max_length=40, allow_blank=True, help_text="The clinic's own number.")

    def validate_birth_on(self, value: str) -> str:
        if value:
            try:
                dt.date.fromisoformat(value)
            except ValueError as error:
                raise serializers.ValidationError("This date does not exist.", "invalid") from error
        return value


class OfficeHoursSerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 is Monday.")
    opens = serializers.RegexField(CLOCK, help_text="In the clinic's zone, such as 08:00.")
    closes = serializers.RegexField(CLOCK)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["opens"] >= attrs["closes"]:
            raise serializers.ValidationError({"closes": "Choose a time after opening."}, "out_of_range")
        return attrs


class ClinicSettingsSerializer(serializers.Serializer[Any]):
    headache_min_minutes = serializers.IntegerField(
        min_value=1,
        max_value=240,
        error_messages={
            "min_value": "Choose 1 to 240 minutes; 30 is the usual length.",
            "max_value": "Choose 1 to 240 minutes; 30 is the usual length.",
        },
        required=False,
    )
    keeps_records_years = serializers.IntegerField(
        min_value=0,
        max_value=40,
        error_messages={
            "min_value": "Choose 0 to 40 years; 0 deletes a record when its patient asks.",
            "max_value": "Choose 0 to 40 years; 0 deletes a record when its patient asks.",
        },
        required=False,
    )
    phone = PhoneField(required=False)
    address = serializers.CharField(max_length=300, allow_blank=True, required=False)
    office_hours = OfficeHoursSerializer(many=True, required=False)
    emergency_number = serializers.RegexField(
        r"^[0-9]{2,8}$",
        max_length=8,
        allow_blank=True,
        required=False,
        error_messages={"invalid": "Write the number with digits only, such as 911."},
        help_text="Empty: the number of the country the phone is in.",
    )
    emergency_after_minutes = serializers.IntegerField(
        min_value=5,
        max_value=240,
        error_messages={
            "min_value": "Choose 5 to 240 minutes; 30 is usual.",
            "max_value": "Choose 5 to 240 minutes; 30 is usual.",
        },
        required=False,
    )

    def validate_office_hours(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({span["weekday"] for span in value}) < len(value):
            raise serializers.ValidationError("Enter each weekday once.", "invalid")
        return sorted(value, key=lambda span: span["weekday"])


class ClinicSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    headache_min_minutes = serializers.IntegerField()
    time_zone = serializers.CharField()
    keeps_records_years = serializers.IntegerField()
    phone = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)
    office_hours = OfficeHoursSerializer(many=True)
    emergency_number = serializers.CharField(allow_blank=True)
    emergency_after_minutes = serializers.IntegerField()
