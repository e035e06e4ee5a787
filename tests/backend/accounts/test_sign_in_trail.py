"""What people do to their way in is written down, with the address and the device it came from."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from backend.audit.models import AuditEvent
from backend.audit.source import device_of
from tests.backend.accounts.test_sessions import BROWSER, JSON, sign_in
from tests.people import PASSWORD, People

BY = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "REMOTE_ADDR": "203.0.113.7",
}


def written() -> list[tuple[str, str, str]]:
    """Return the acts on accounts that came from this browser: action, what, device."""
    events = AuditEvent.objects.filter(address="203.0.113.7").order_by("pk")
    return list(events.values_list("action", "what", "device"))


@pytest.mark.django_db
def test_a_changed_password_a_device_and_a_sign_out(people: People) -> None:
    other = sign_in("pia@clinic.test")
    client = Client(**BY)  # type: ignore[arg-type]
    client.post(f"{BROWSER}/auth/login", {"email": "pia@clinic.test", "password": PASSWORD}, content_type=JSON)
    theirs = UserSession.objects.get(session_key=other.session.session_key)
    _done(client.delete(f"{BROWSER}/auth/sessions", {"sessions": [theirs.pk]}, content_type=JSON))
    body = {"current_password": PASSWORD, "new_password": "another long enough phrase"}
    _done(client.post(f"{BROWSER}/account/password/change", body, content_type=JSON))
    _done(client.delete(f"{BROWSER}/auth/session", content_type=JSON), 401)
    acts = [("signed_in", "account"), ("changed", "devices"), ("changed", "password"), ("signed_out", "account")]
    assert written() == [(*act, "Firefox on Linux") for act in acts]
    mine = AuditEvent.objects.filter(address="203.0.113.7")
    assert {event.patient_id for event in mine} == {people.patient.pk}, "the patient sees them, too"


@pytest.mark.django_db
def test_an_emergency_list_and_a_new_colleague(people: People) -> None:
    from backend.accounts.emergency import open_in_emergency
    from backend.accounts.staff import add_staff

    open_in_emergency(people.tom, people.patient, "Collapsed in the gym")
    people.client(people.lena).get("/api/v1/emergency-access")
    read = AuditEvent.objects.get(what="emergency accesses")
    assert (read.actor_id, read.action, read.counts) == (people.lena.pk, "read", {"patients": 1})
    added = add_staff("new@clinic.test", "New", "a phrase long enough", role="lead", clinic_name="Riverside")
    assert AuditEvent.objects.get(what="staff account").actor_id == added.pk


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("my headaches\x00\r\n" + "d" * 1000, "another browser on another system"),
    ],
)
def test_a_device_is_kept_in_words_of_ours(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


def _done(answer: Any, status: int = 200) -> None:
    assert answer.status_code == status, answer.content
