"""An address counts when its code has been typed: until then no code, link or mail about the person goes there."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from backend.accounts.confirmed import is_confirmed, set_address
from backend.accounts.invitations import invite_patient
from backend.accounts.models import User
from backend.accounts.staff import add_staff
from backend.audit.models import AuditEvent
from backend.common import clock
from tests.backend.accounts.test_sign_in import code_in, letters, post
from tests.mails import text_of
from tests.people import PASSWORD, People

BROWSER = "/_allauth/browser/v1"
JSON = "application/json"


def ask(client: Client, method: str, path: str, **body: Any) -> Any:
    return getattr(client, method)(f"{BROWSER}/{path}", body, content_type=JSON)


def join(people: People, email: str = "nora@patient.test", password: str = "") -> Client:
    code = invite_patient(people.tara, name="Nora", language="en", time_zone="America/Chicago").code
    body = {"code": code, "email": email, "password": password, "time_zone": "UTC", "language": "en", "consents": True}
    client = Client()
    assert client.post("/api/v1/invitations/redeem", body, content_type=JSON).status_code == 201
    return client


def confirm(client: Client, settings: Any) -> Any:
    return post(client, "email/verify", key=code_in(letters(settings)[-1]))


def test_a_mistyped_address_gives_a_stranger_nothing(people: People, settings: Any) -> None:
    join(people)
    for path in ("code/request", "password/request"):
        stranger, unknown = Client(), Client()
        answers = [
            post(stranger, path, email="nora@patient.test"),
            post(unknown, path, email="nobody@patient.test"),
        ]
        assert answers[0].content == answers[1].content
        mine, theirs = letters(settings)[-2:]
        assert text_of(mine) == text_of(theirs)
        assert not re.search(r"\d{8}|reset", text_of(mine))


def test_joining_asks_for_the_code_and_confirms_with_it(people: People, settings: Any) -> None:
    client = join(people)
    assert client.get("/api/v1/me").json()["email_confirmed"] is False
    assert ask(client, "put", "account/email", email="nora@patient.test").status_code == 200
    assert post(client, "email/verify", key="00000000").status_code == 400
    assert confirm(client, settings).status_code == 200
    assert client.get("/api/v1/me").json()["email_confirmed"] is True
    other = Client()
    post(other, "code/request", email="nora@patient.test")
    assert post(other, "code/confirm", code=code_in(letters(settings)[-1])).status_code == 200


def test_a_mistyped_address_is_mended_at_once(people: People, settings: Any) -> None:
    client = join(people, "nroa@patient.test")
    ask(client, "put", "account/email", email="nroa@patient.test")
    assert ask(client, "post", "account/email", email="nora@patient.test").status_code == 200
    assert confirm(client, settings).status_code == 200
    assert client.get("/api/v1/me").json()["email"] == "nora@patient.test"
    told = [letter["To"] for letter in letters(settings) if "changed" in letter["Subject"]]
    assert told == ["nora@patient.test"]


@pytest.mark.parametrize("name", ["pia", "tara"])
def test_a_changed_address_is_told_to_both_and_signs_out_elsewhere(people: People, settings: Any, name: str) -> None:
    user = getattr(people, name)
    here, there = Client(), Client()
    for client in (here, there):
        assert post(client, "login", email=user.email, password=PASSWORD).status_code == 200
    assert ask(here, "post", "account/email", email="new@clinic.test").status_code == 200
    assert User.objects.get(pk=user.pk).email == f"{name}@clinic.test"
    assert confirm(here, settings).status_code == 200
    assert User.objects.get(pk=user.pk).email == "new@clinic.test"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [("new@clinic.test", True)]
    told = {letter["To"] for letter in letters(settings) if "changed" in letter["Subject"]}
    assert told == {f"{name}@clinic.test", "new@clinic.test"}
    assert here.get("/api/v1/me").json()["signed_in"] is True
    assert there.get("/api/v1/me").json()["signed_in"] is False
    event = AuditEvent.objects.get(what="email address")
    assert (event.action, event.actor_id) == ("changed", user.pk)
    assert post(Client(), "login", email=f"{name}@clinic.test", password=PASSWORD).status_code == 400
    assert post(Client(), "login", email="new@clinic.test", password=PASSWORD).status_code == 200


def test_an_address_is_changed_only_soon_after_signing_in(people: People, settings: Any) -> None:
    client = Client()
    post(client, "login", email="pia@clinic.test", password=PASSWORD)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11)):
        assert ask(client, "post", "account/email", email="new@clinic.test").status_code == 401
    assert letters(settings) == []


def test_nobody_takes_an_address_that_is_in_use(people: People, settings: Any) -> None:
    client = Client()
    post(client, "login", email="pia@clinic.test", password=PASSWORD)
    assert ask(client, "post", "account/email", email="tom@clinic.test").status_code == 200
    assert not re.search(r"\d{8}", text_of(letters(settings)[-1]))
    # Taken while the code is on its way, by somebody who has not confirmed it yet.
    ask(client, "post", "account/email", email="free@clinic.test")
    code = code_in(letters(settings)[-1])
    set_address(User.objects.create(email="free@clinic.test", name="Free"), confirmed=False)
    assert post(client, "email/verify", key=code).status_code == 409
    assert client.get("/api/v1/me").json()["email"] == "pia@clinic.test"


def test_staff_confirm_their_address_before_anything_else(people: People, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    add_staff("ann@clinic.test", "Ann", "seven green umbrellas", role="therapist", clinic_name="Riverside")
    client = Client()
    first = post(client, "login", email="ann@clinic.test", password="seven green umbrellas")
    assert first.status_code == 401
    assert {"id": "verify_email", "is_pending": True} in first.json()["data"]["flows"]
    assert client.get("/api/v1/me").json()["signed_in"] is False
    assert confirm(client, settings).status_code == 200
    assert client.get("/api/v1/me").json()["needs_second_factor"] is True
    assert client.get(f"{BROWSER}/account/authenticators/totp").status_code == 404
    assert is_confirmed(User.objects.get(email="ann@clinic.test"))


def test_no_reminder_goes_to_an_address_nobody_has_confirmed(people: People) -> None:
    from backend.reminders.probe import send_test

    set_address(people.pia, confirmed=False)
    assert send_test(people.patient, people.pia).by_email is False
    set_address(people.pia, confirmed=True)
    assert send_test(people.patient, people.pia).by_email is True
