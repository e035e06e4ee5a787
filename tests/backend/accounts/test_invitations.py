"""Getting in by invitation."""

import datetime as dt
import email
import email.policy
from pathlib import Path
from typing import Any

import pytest
import time_machine

from backend.accounts import invitations
from backend.accounts.models import Consent, Invitation, Patient, User
from backend.common import clock
from backend.common.errors import NodError, TooMany
from tests.people import People

GOOD = {
    "email": "new@patient.test",
    "password": "a long enough phrase",
    "time_zone": "Europe/Madrid",
    "language": "es",
    "consents": True,
}


def redeem(code: str, **more: Any) -> User:
    return invitations.redeem_invitation(code, **{**GOOD, "source": "127.0.0.1", **more})


def invite(people: People) -> invitations.NewInvitation:
    return invitations.invite_patient(people.tara, name="Nora", language="en", time_zone="America/Chicago")


def test_a_code_becomes_an_account_and_a_consent(people: People) -> None:
    made = invite(people)
    user = redeem(f"{made.code[:4]}-{made.code[4:].lower()} ")
    patient = Patient.objects.get(user=user)
    assert (patient.status, patient.time_zone, patient.language) == ("active", "Europe/Madrid", "es")
    assert Consent.objects.get().patient_id == patient.pk
    assert patient.pk in {row.pk for row in Patient.objects.filter(care__therapist=people.tara)}


def test_the_code_is_kept_nowhere(people: People) -> None:
    made = invite(people)
    assert made.code not in str(list(Invitation.objects.values()))


def test_a_code_works_once(people: People) -> None:
    made = invite(people)
    redeem(made.code)
    with pytest.raises(NodError) as caught:
        redeem(made.code, email="other@patient.test")
    assert caught.value.faults[0].field == "code"


def test_a_code_dies_after_seven_days(people: People) -> None:
    made = invite(people)
    with time_machine.travel(clock.now() + dt.timedelta(days=7, seconds=1), tick=False), pytest.raises(NodError):
        redeem(made.code)


def test_a_new_code_ends_the_old_one(people: People) -> None:
    first = invite(people)
    second = invitations.renew_invitation(people.tara, first.patient.pk)
    with pytest.raises(NodError):
        redeem(first.code)
    redeem(second.code)


def test_ten_tries_an_hour(people: People) -> None:
    made = invite(people)
    for _ in range(10):
        with pytest.raises(NodError):
            redeem("AAAAAAAA")
    with pytest.raises(TooMany):
        redeem(made.code)
    redeem(made.code, source="127.0.0.2")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"password": "short"}, "password"), ({"consents": False}, "consents"), ({"email": "tara@clinic.test"}, "email")],
)
def test_a_fault_is_named_and_the_code_stays_good(people: People, change: dict[str, Any], field: str) -> None:
    made = invite(people)
    with pytest.raises(NodError) as caught:
        redeem(made.code, **change)
    assert caught.value.faults[0].field == field
    redeem(made.code)


def test_redeeming_over_http_signs_in(people: People) -> None:
    made = invite(people)
    client = people.client(None)
    answer = client.post("/api/v1/invitations/redeem", {"code": made.code, **GOOD}, format="json")
    assert answer.status_code == 201, answer.content
    assert client.get("/api/v1/sync/pull").json()["name"] == "Nora"


def test_nobody_signs_up_without_an_invitation(people: People) -> None:
    body = {"email": "x@patient.test", "password": "a long enough phrase"}
    answer = people.client(None).post("/_allauth/browser/v1/auth/signup", body, format="json")
    assert answer.status_code == 403
    assert not User.objects.filter(email="x@patient.test").exists()


def test_signing_in_by_email_and_password(people: People) -> None:
    client = people.client(None)
    path = "/_allauth/browser/v1/auth/login"
    assert client.post(path, {"email": "pia@clinic.test", "password": "wrong"}, format="json").status_code == 400
    good = {"email": "pia@clinic.test", "password": "correct horse battery"}
    assert client.post(path, good, format="json").status_code == 200
    assert client.get("/api/v1/me").json()["role"] == "patient"


def test_tries_are_counted_by_the_callers_address_behind_a_trusted_proxy(people: People, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    body = {"code": "AAAAAAAA", **GOOD}
    path = "/api/v1/invitations/redeem"
    client = people.client(None)
    for _ in range(11):
        last = client.post(path, body, format="json", headers={"x-forwarded-for": "198.51.100.7"})
    assert last.status_code == 429
    other = client.post(path, body, format="json", headers={"x-forwarded-for": "198.51.100.8"})
    assert other.status_code == 400


def test_an_invitation_can_be_mailed_in_the_patients_language(people: People, settings: Any) -> None:
    body = {"name": "Nora", "language": "es", "email": "nora@patient.test"}
    answer = people.client(people.tara).post("/api/v1/invitations", body, format="json").json()
    assert answer["mailed"] is True
    (path,) = Path(settings.EMAIL_FILE_PATH).glob("*.log")
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (letter["To"], letter["Subject"]) == ("nora@patient.test", "Tu invitación a Nod")
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert answer["code"] in text
    for word in ("Nora", "dolor", "cuello", "Riverside", "Tara"):
        assert word not in text
    assert (
        people.client(people.tara).post("/api/v1/invitations", {"name": "Ned"}, format="json").json()["mailed"] is None
    )


def test_an_address_gets_few_invitations(people: People, settings: Any) -> None:
    body = {"name": "Nora", "email": "nora@patient.test"}
    client = people.client(people.tara)
    answers = [client.post("/api/v1/invitations", body, format="json") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 4 + [429] * 2
    assert answers[-1]["Retry-After"] == "600"
    assert answers[-1].json()["errors"][0]["field"] == "email"
    assert Patient.objects.filter(name="Nora").count() == 4
    assert client.post("/api/v1/invitations", {"name": "Nora"}, format="json").status_code == 201


def test_a_therapist_switches_the_morning_mail_off(people: People) -> None:
    client = people.client(people.tara)
    assert client.get("/api/v1/digest").json()["daily_digest"] is True
    assert client.put("/api/v1/digest", {"daily_digest": False}, format="json").json()["daily_digest"] is False
    assert client.get("/api/v1/digest").json()["daily_digest"] is False
