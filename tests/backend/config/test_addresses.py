"""One rule says what an email address is, at every door that takes one; and mail that fails is told."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.invitations import invite_patient
from backend.accounts.management.commands import add_staff
from backend.accounts.models import User
from backend.common.addresses import check_address
from backend.config.checks import production_settings
from scripts.ports import free_port
from tests.people import PASSWORD, People
from tests.smtp import HANGS, Inbox

NO_ADDRESSES = [
    "tara",
    "tara@",
    "@clinic.test",
    "tara at clinic.test",
    "tara@clinic",
    "Tara <tara@clinic.test>",
    "tara@clinic.test, tom@clinic.test",
    "tara@clinic.test\nBcc: tom@clinic.test",
    "josé@clinic.test",
    "tara@" + "ü" * 60 + ".test",
    "t" * 250 + "@clinic.test",
]
JSON = "application/json"


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_refused_at_every_door(
    people: People, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(add_staff, "getpass", lambda _: "seven green umbrellas")
    with pytest.raises(CommandError, match="email: Enter an email address like"):
        call_command("add_staff", address, "Ann", role="curator", stdout=io.StringIO())
    with pytest.raises(CommandError, match="email: Enter an email address like"):
        call_command("staff_mail", correct=["tara@clinic.test", address])
    with pytest.raises(ValidationError):
        User.objects.create_user(address, name="Ann")
    invited = people.client(people.tara).post("/api/v1/invitations", {"name": "Ned", "email": address}, format="json")
    assert {fault["field"] for fault in invited.json()["errors"]} == {"email"}
    code = invite_patient(people.tara, name="Ned", language="en", time_zone="UTC").code
    body = {"code": code, "email": address, "time_zone": "UTC", "language": "en", "consents": True}
    redeemed = Client().post("/api/v1/invitations/redeem", body, content_type=JSON)
    assert {fault["field"] for fault in redeemed.json()["errors"]} == {"email"}


@pytest.mark.parametrize(
    ("sender", "is_good"),
    [
        ("Nod <no-reply@clinic.test>", True),
        ("no-reply@clinic.test", True),
        ("Nod", False),
        ("Nod <no-reply@nod>", False),
        ("a@clinic.test, b@clinic.test", False),
        ("", False),
    ],
)
def test_a_sender_that_is_no_address_is_told_at_the_start(settings: Any, sender: str, is_good: bool) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert ("nod.E016" in {found.id for found in production_settings()}) is not is_good


@given(st.emails())
def test_a_usual_address_passes(address: str) -> None:
    local, _, domain = address.rpartition("@")
    if len(local) <= 64 and "." in domain and not domain.rpartition(".")[2].isdigit():
        check_address(f"tara@{domain}")


def test_a_code_that_could_not_be_mailed_is_told(inbox: Inbox, settings: Any, people: People) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    inbox.answers["pia@clinic.test"] = HANGS
    answer = Client().post("/_allauth/browser/v1/auth/code/request", {"email": "pia@clinic.test"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "mail_not_sent", "60")
    assert b"pia" not in answer.content


def test_a_new_password_holds_although_its_notice_could_not_be_mailed(settings: Any, people: People) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    body = {"current_password": PASSWORD, "new_password": "seven green umbrellas"}
    answer = people.client(people.pia).post("/_allauth/browser/v1/account/password/change", body, format="json")
    assert answer.status_code == 200
    people.pia.refresh_from_db()
    assert people.pia.check_password("seven green umbrellas")


def test_an_invitation_that_could_not_be_mailed_is_still_made(inbox: Inbox, settings: Any, people: People) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    inbox.answers["slow@clinic.test"] = HANGS
    body = {"name": "Ned", "email": "slow@clinic.test"}
    made = people.client(people.tara).post("/api/v1/invitations", body, format="json").json()
    assert (made["mailed"], len(made["code"])) == (False, 9)
