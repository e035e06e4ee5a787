"""Ending sessions: after a changed second factor, by a lead, by a therapist for a lost phone, by the operator."""

import datetime as dt
import io
import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client

from backend.audit.models import AuditEvent
from backend.common import clock
from backend.reminders.models import PushSubscription
from backend.reminders.subscriptions import subscribe
from tests.authenticator import code_shown, give_app
from tests.backend.accounts.test_sign_in import letters
from tests.people import PASSWORD, People, make_people, note_sign_in

BROWSER = "/_allauth/browser/v1"
JSON = "application/json"
SECRET = "JBSWY3DPEHPK3PXP"


def sign_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(f"{BROWSER}/auth/login", {"email": email, "password": password}, content_type=JSON)
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/api/v1/me").json()["signed_in"])


def add_app(client: Client) -> int:
    secret = client.get(f"{BROWSER}/account/authenticators/totp").json()["meta"]["secret"]
    body = {"code": code_shown(secret)}
    return client.post(f"{BROWSER}/account/authenticators/totp", body, content_type=JSON).status_code


# allauth tells of a change when the transaction is over, so there has to be a real one.
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("standing_clock")
def test_a_changed_second_factor_signs_out_elsewhere() -> None:
    make_people()
    here, there = sign_in("tara@clinic.test"), sign_in("tara@clinic.test")
    stranger = sign_in("tom@clinic.test")
    assert add_app(here) == 200
    assert (is_in(here), is_in(there), is_in(stranger)) == (True, False, True)
    other = sign_in("tara@clinic.test")
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    other.post(f"{BROWSER}/auth/2fa/authenticate", {"code": codes[0]}, content_type=JSON)
    assert is_in(other)
    path = f"{BROWSER}/account/authenticators/recovery-codes"
    new = here.post(path, content_type=JSON).json()["data"]["unused_codes"]
    assert (len(new), set(new) & set(codes)) == (10, set())
    assert (is_in(here), is_in(other)) == (True, False)
    assert here.delete(f"{BROWSER}/account/authenticators/totp").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_way_in_is_added_only_soon_after_signing_in(people: People) -> None:
    """Also by a patient who has no password and no factor, so nothing that allauth alone would ask for."""
    people.pia.set_unusable_password()
    people.pia.save()
    client = Client()
    client.force_login(people.pia)
    note_sign_in(client, people.pia)
    passkey = f"{BROWSER}/account/authenticators/webauthn"
    assert client.get(passkey).status_code == 200
    with time_machine.travel(clock.now().timestamp() + 3600):
        assert client.get(passkey).status_code == 401
        assert add_app(client) == 401


@pytest.mark.parametrize("has_password", [True, False])
def test_a_password_is_set_only_soon_after_signing_in(people: People, has_password: bool) -> None:
    client = sign_in("pia@clinic.test")
    if not has_password:
        # A patient who came in by code has none; the session is one of an hour ago.
        people.pia.set_unusable_password()
        people.pia.save()
        client.force_login(people.pia)
    body = {"new_password": "a wholly new sentence", **({"current_password": PASSWORD} if has_password else {})}
    with time_machine.travel(clock.now().timestamp() + 3600):
        late = client.post(f"{BROWSER}/account/password/change", body, content_type=JSON)
    assert late.status_code == 401
    people.pia.refresh_from_db()
    assert not people.pia.check_password("a wholly new sentence")


def test_a_forgotten_password_is_set_by_the_mailed_link_and_asks_for_the_second_factor(
    people: People, settings: Any
) -> None:
    give_app(people.tara, SECRET)
    client = Client()
    client.post(f"{BROWSER}/auth/password/request", {"email": "tara@clinic.test"}, content_type=JSON)
    text = letters(settings)[0].get_body(("plain",)).get_content()
    assert "It works once, for one hour." in text
    key = re.search(r"/#reset/([\w-]+)", text)
    assert key
    body = {"key": key.group(1), "password": "password1234"}
    weak = client.post(f"{BROWSER}/auth/password/reset", body, content_type=JSON)
    assert (weak.status_code, weak.json()["errors"][0]["code"]) == (400, "password_too_common")
    body["password"] = "a wholly new sentence"
    assert client.post(f"{BROWSER}/auth/password/reset", body, content_type=JSON).status_code == 401
    again = client.post(f"{BROWSER}/auth/password/reset", body, content_type=JSON)
    assert (again.status_code, again.json()["errors"][0]["param"]) == (400, "key")
    login = {"email": "tara@clinic.test", "password": body["password"]}
    assert client.post(f"{BROWSER}/auth/login", login, content_type=JSON).status_code == 401
    assert not is_in(client)


def test_a_lead_signs_a_colleague_out(people: People) -> None:
    desk = sign_in("tara@clinic.test")
    path = f"/api/v1/colleagues/{people.tara.pk}/sign-out"
    assert people.client(people.tom).post(path).status_code == 403
    assert is_in(desk)
    assert people.client(people.lena).post(path).json() == {"ended": 1}
    assert not is_in(desk)
    event = AuditEvent.objects.get(what="sessions")
    assert (event.actor_id, event.clinic_id, event.patient_id) == (people.lena.pk, people.clinic.pk, None)
    for stranger in (people.olga, people.pia):
        answer = people.client(people.lena).post(f"/api/v1/colleagues/{stranger.pk}/sign-out")
        assert answer.status_code == 404


def test_a_therapist_signs_a_lost_phone_out(people: People) -> None:
    phone = sign_in("pia@clinic.test")
    PushSubscription.objects.create(
        user=people.pia, endpoint="https://fcm.googleapis.com/x", p256dh="a", auth="b", created_at=clock.now()
    )
    path = f"/api/v1/patients/{people.patient.pk}/sign-out"
    assert people.client(people.tom).post(path).status_code == 404
    assert people.client(people.tara).post(path).json() == {"ended": 1}
    assert phone.get("/api/v1/sync/pull").status_code == 403
    assert not PushSubscription.objects.exists()
    looks = people.client(people.pia).get("/api/v1/record").json()["looks"]
    assert (looks[0]["who"], looks[0]["action"], looks[0]["what"]) == ("Tara", "changed", "devices")


def test_use_renews_a_phones_ninety_days_once_a_day(
    people: People, django_assert_max_num_queries: Any, settings: Any
) -> None:
    client = sign_in("pia@clinic.test")
    begun = clock.now()
    for day in range(0, 200, 40):
        with time_machine.travel(begun + dt.timedelta(days=day), tick=False):
            assert is_in(client)
            assert UserSession.objects.get(user=people.pia).last_seen_at == clock.now() or not day
    with time_machine.travel(begun + dt.timedelta(days=160, hours=23), tick=False):
        client.get("/api/v1/me", headers={"user-agent": "Other"})
    assert UserSession.objects.get(user=people.pia).user_agent != "Other"
    with time_machine.travel(begun + dt.timedelta(days=160 + 91)):
        assert not is_in(client)


def test_devices_say_when_they_were_last_used(people: People) -> None:
    client = sign_in("pia@clinic.test")
    later = clock.now() + dt.timedelta(days=3)
    with time_machine.travel(later, tick=False):
        (device,) = client.get(f"{BROWSER}/auth/sessions").json()["data"]
        assert device["last_seen_at"] == later.timestamp()


def test_a_person_has_twenty_devices_at_most(people: People) -> None:
    first = sign_in("pia@clinic.test")
    for _ in range(20):
        last = sign_in("pia@clinic.test")
    assert UserSession.objects.filter(user=people.pia).count() == 20
    assert (is_in(first), is_in(last)) == (False, True)
    keys = {"p256dh": "a", "auth": "b"}
    for number in range(23):
        subscribe(people.patient, people.pia, endpoint=f"https://fcm.googleapis.com/{number}", **keys)
    assert PushSubscription.objects.count() == 20
    assert not PushSubscription.objects.filter(endpoint="https://fcm.googleapis.com/0").exists()


def test_the_operator_signs_somebody_out(people: People) -> None:
    desk = sign_in("tara@clinic.test")
    give_app(people.tara, SECRET)
    said = io.StringIO()
    call_command("sign_out", "TARA@clinic.test", "--new-second-factor", stdout=said)
    assert said.getvalue() == (
        "tara@clinic.test: 1 sessions ended, a new second factor is set up at the next sign-in.\n"
    )
    assert not is_in(desk)
    assert not Authenticator.objects.exists()
    call_command("sign_out", "tara@clinic.test", "--for-good", stdout=said)
    assert not is_in(sign_in("tara@clinic.test"))
    with pytest.raises(CommandError, match="Nobody"):
        call_command("sign_out", "nobody@clinic.test")
