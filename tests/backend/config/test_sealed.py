"""Secrets in the database: sealed as they lie there, and still open after the key was changed."""

import io
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management import call_command
from django.db import connection

from backend.accounts.models import Contact
from backend.common import clock
from backend.common.sealed import seal_text, unseal_text
from backend.reminders.models import PushSubscription
from tests.authenticator import give_app, give_recovery_codes
from tests.people import People

SECRETS = ("JBSWY3DPEHPK3PXP", "BKeyOfTheBrowser", "ASecretOfTheBrowser")


@pytest.fixture
def secrets(people: People) -> None:
    give_app(people.tara, SECRETS[0])
    give_recovery_codes(people.tara)
    PushSubscription.objects.create(
        user=people.pia,
        endpoint="https://fcm.googleapis.com/x",
        p256dh=SECRETS[1],
        auth=SECRETS[2],
        created_at=clock.now(),
    )


def raw() -> str:
    """Everything that the two tables hold, as it lies there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reminders_pushsubscription")
        rows = cursor.fetchall()
        cursor.execute("SELECT * FROM mfa_authenticator")
        return str([*rows, *cursor.fetchall()])


def test_no_secret_lies_readable(secrets: None) -> None:
    assert not [secret for secret in SECRETS if secret in raw()]
    device = PushSubscription.objects.get()
    assert (device.p256dh, device.auth) == SECRETS[1:]


def test_a_changed_key_opens_what_the_one_before_sealed(secrets: None, settings: Any) -> None:
    before = raw()
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    assert PushSubscription.objects.get().auth == SECRETS[2]
    said = io.StringIO()
    call_command("reseal_secrets", stdout=said)
    assert "2 second factors sealed anew." in said.getvalue()
    assert "1 push subscriptions sealed anew." in said.getvalue()
    assert raw() != before
    settings.SECRET_KEY_FALLBACKS = []
    assert PushSubscription.objects.get().p256dh == SECRETS[1]
    assert Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes() == codes
    settings.SECRET_KEY = "o" * 60
    with pytest.raises(InvalidToken):
        PushSubscription.objects.get()


def test_no_sealed_column_is_left_under_the_key_before(people: People, settings: Any) -> None:
    """An emergency contact that nobody can read any more would be missed on the worst of days."""
    details = {
        "phone": "+1 555 0100",
        "emergency_name": "Pat",
        "emergency_phone": "+1 555 0101",
        "birth_on": "1980-02-03",
    }
    Contact.objects.update_or_create(patient=people.patient, defaults=details)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    call_command("reseal_secrets", stdout=io.StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    assert Contact.objects.values(*details).get(patient=people.patient) == details


def test_a_secret_opens_only_for_its_purpose() -> None:
    sealed = seal_text("push", "x")
    assert unseal_text("push", sealed) == "x"
    assert seal_text("push", "x") != sealed
    with pytest.raises(InvalidToken):
        unseal_text("second factors", sealed)
