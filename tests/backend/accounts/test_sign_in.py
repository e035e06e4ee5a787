"""Getting in by e-mailed code or password through allauth's headless API, and what a recent sign-in opens."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from backend.accounts.adapter import MFAAdapter
from backend.audit.models import AuditEvent
from backend.common import clock
from tests.mails import mails_in
from tests.people import PASSWORD, People

AUTH = "/_allauth/browser/v1/auth"


def post(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"{AUTH}/{path}", body, content_type="application/json")


def letters(settings: Any) -> list[Any]:
    return mails_in(Path(settings.EMAIL_FILE_PATH))


def code_in(letter: Any) -> str:
    found = re.search(r"\b\d{8}\b", letter.get_body(("plain",)).get_content())
    assert found
    return found.group()


def test_a_mailed_code_lets_a_patient_in_and_is_written_down(people: People, settings: Any) -> None:
    client = Client()
    assert post(client, "code/request", email="pia@clinic.test").status_code == 401
    letter = letters(settings)[0]
    assert letter["To"] == "pia@clinic.test"
    assert post(client, "code/confirm", code=code_in(letter)).status_code == 200
    assert client.get("/api/v1/me").json()["role"] == "patient"
    event = AuditEvent.objects.get(action="signed_in")
    assert (event.actor_id, event.patient_id) == (people.pia.pk, people.patient.pk)


def test_a_code_works_once_and_for_ten_minutes(people: People, settings: Any) -> None:
    first, second = Client(), Client()
    post(first, "code/request", email="pia@clinic.test")
    code = code_in(letters(settings)[0])
    assert post(first, "code/confirm", code=code).status_code == 200
    assert post(second, "code/confirm", code=code).status_code == 409
    third = Client()
    with time_machine.travel(clock.now(), tick=False):
        post(third, "code/request", email="pia@clinic.test")
    late = code_in(letters(settings)[1])
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11)):
        assert post(third, "code/confirm", code=late).status_code == 409


def test_five_wrong_codes_end_the_try_but_not_the_account(people: People, settings: Any) -> None:
    client = Client()
    post(client, "code/request", email="pia@clinic.test")
    assert [post(client, "code/confirm", code="00000000").status_code for _ in range(6)] == [400] * 5 + [409]
    other = Client()
    post(other, "code/request", email="pia@clinic.test")
    assert post(other, "code/confirm", code=code_in(letters(settings)[1])).status_code == 200


def test_an_unknown_address_answers_like_a_known_one(people: People, settings: Any) -> None:
    known, unknown = Client(), Client()
    first = post(known, "code/request", email="pia@clinic.test")
    second = post(unknown, "code/request", email="nobody@clinic.test")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert "doesn’t know this address" in letters(settings)[1].get_body(("plain",)).get_content()


def test_the_mail_is_in_the_patients_language(people: People, settings: Any) -> None:
    people.patient.language = "es"
    people.patient.save()
    post(Client(), "code/request", email="pia@clinic.test")
    letter = letters(settings)[0]
    assert letter["Subject"] == "Tu código para iniciar sesión en Nod"
    assert "Escribe este código" in letter.get_body(("html",)).get_content()


def test_a_patients_passkey_is_another_way_in_and_a_therapists_a_second_step(people: People) -> None:
    both = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    for user in (people.pia, people.tara):
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    adapter = MFAAdapter()
    assert adapter.is_mfa_enabled(people.pia, both) is False
    assert adapter.is_mfa_enabled(people.tara, both) is True
    assert adapter.is_mfa_enabled(people.pia, [Authenticator.Type.WEBAUTHN]) is True


def test_a_second_factors_secret_lies_encrypted(people: People) -> None:
    adapter = MFAAdapter()
    hidden = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in hidden
    assert adapter.decrypt(hidden) == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("path", ["/api/v1/record/export", "/api/v1/record/erase"])
def test_a_record_leaves_only_after_a_recent_sign_in(people: People, path: str) -> None:
    client = Client()
    post(client, "login", email="pia@clinic.test", password=PASSWORD)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11)):
        answer = client.post(path, {"sure": True}, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "reauth_required")
    assert client.post(path, {"sure": True}, content_type="application/json").status_code == 200


def test_a_patient_ends_the_session_of_another_device(people: People) -> None:
    phone, lost = Client(HTTP_USER_AGENT="Phone"), Client(HTTP_USER_AGENT="Lost phone")
    for client in (phone, lost):
        assert post(client, "login", email="pia@clinic.test", password=PASSWORD).status_code == 200
    sessions = phone.get(f"{AUTH}/sessions").json()["data"]
    other = next(each for each in sessions if not each["is_current"])
    assert other["user_agent"] == "Lost phone"
    phone.delete(f"{AUTH}/sessions", {"sessions": [other["id"]]}, content_type="application/json")
    assert lost.get("/api/v1/me").json()["signed_in"] is False
    assert phone.get("/api/v1/me").json()["signed_in"] is True


def test_a_failed_sign_in_is_written_down_without_what_was_typed(people: People) -> None:
    for address in (people.pia.email, "nobody@clinic.test"):
        assert post(Client(), "login", email=address, password="not the right one").status_code == 400
    events = AuditEvent.objects.filter(action="sign_in_failed").order_by("pk")
    assert [event.actor_id for event in events] == [people.pia.pk, None]
    assert not AuditEvent.objects.filter(action="signed_in").exists()
    assert all((event.what, event.counts, event.patient_id) == ("password", {"tries": 1}, None) for event in events)
