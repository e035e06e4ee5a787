"""Shapes of the accounts API."""

from typing import Any

from rest_framework import serializers

from backend.accounts.models import Language
from backend.accounts.sent_once import SentOnceSerializer
from backend.common import clock
from backend.common.addresses import LONGEST, check_address
from backend.common.fields import StrictBoolean


class TimeZoneField(serializers.CharField):
    """An IANA time zone name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=64, **options)

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        if not clock.is_time_zone(value):
            raise serializers.ValidationError("This is not a known time zone.", "unknown_time_zone")
        return value


class AddressField(serializers.EmailField):
    """An email address, by the one rule for all of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, **options)
        # In the place of REST framework's own, which it adds last.
        self.validators[-1] = check_address


class MeSerializer(serializers.Serializer[Any]):
    signed_in = serializers.BooleanField()
    id = serializers.UUIDField(required=False)
    name = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    email_confirmed = serializers.BooleanField(
        required=False, help_text="False: until its code has been typed, nothing is mailed to this address."
    )
    role = serializers.ChoiceField(choices=["patient", "therapist", "lead", "curator"], required=False)
    home = serializers.CharField(required=False)
    time_zone = serializers.CharField(required=False, help_text="The clinic's, for its staff.")
    needs_second_factor = serializers.BooleanField(
        required=False, help_text="Signed in so far, but staff have to set up a second factor before anything else."
    )
    demo = serializers.BooleanField()


class TotpPictureSerializer(serializers.Serializer[Any]):
    url = serializers.RegexField(r"^otpauth://totp/", max_length=500, help_text="The otpauth address to draw.")


class PictureSerializer(serializers.Serializer[Any]):
    image = serializers.CharField(help_text="A QR code as a data: address.")


class InviteSerializer(SentOnceSerializer):
    name = serializers.CharField(max_length=120)
    language = serializers.ChoiceField(choices=Language.choices, default=Language.EN)
    time_zone = TimeZoneField(required=False)
    email = AddressField(required=False, allow_blank=True, help_text="Where to mail the code; it is not kept.")


class InvitationSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    name = serializers.CharField()
    code = serializers.CharField()
    link = serializers.CharField()
    qr = serializers.CharField(help_text="The link as a QR code: an SVG data URI.")
    expires_at = serializers.DateTimeField()
    expires_on = serializers.DateField(help_text="Its last day, in the patient's time zone.")
    mailed = serializers.BooleanField(allow_null=True, help_text="Null: no address was given.")


class DraftKeySerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="32 bytes, base64.")


class RedeemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=20)
    email = AddressField()
    password = serializers.CharField(
        max_length=200,
        trim_whitespace=False,
        allow_blank=True,
        default="",
        help_text="Empty: the account gets in by a code sent to its e-mail address, or by a passkey.",
    )
    time_zone = TimeZoneField()
    language = serializers.ChoiceField(choices=Language.choices)
    consents = StrictBoolean()


class EndedSessionsSerializer(serializers.Serializer[Any]):
    ended = serializers.IntegerField(help_text="How many sessions there were.")
