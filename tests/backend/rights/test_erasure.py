"""After an erasure nothing is left that the record said."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from backend.accounts.models import Patient, User
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.reminders.models import PushSubscription
from backend.reminders.planning import set_rule
from backend.rights import erasure
from backend.rights.models import Erasure
from backend.rights.tasks import wipe_due
from tests.builders import phone_sends, running_program
from tests.people import PASSWORD, People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

CANARY = "zq-canary-zq"


@pytest.fixture
def phone(people: People) -> Client:
    """Pia's signed-in phone, her record full of canaries."""
    version = running_program(people.tara, people.patient.pk)
    day = clock.local_today(ZONE) - dt.timedelta(days=1)
    records = [
        day_record(day, headache=True, note=CANARY, medicines=[{"class": "triptan", "name": CANARY}]),
        session_record(version, day, note=CANARY),
        message_record(CANARY),
        red_flag_record(day, s2=True),
        dated_record("baseline", day, headache_days_28=12),
    ]
    phone_sends(people.patient.pk, people.pia.pk, records)
    Patient.objects.filter(pk=people.patient.pk).update(name=CANARY)
    User.objects.filter(pk=people.pia.pk).update(name=CANARY, email=f"{CANARY}@clinic.test")
    set_rule(people.patient, kind="session", slot="evening", local_time=dt.time(18, 0), enabled=True)
    PushSubscription.objects.create(
        user=people.pia, endpoint=f"https://push.test/{CANARY}", p256dh="x", auth="y", created_at=clock.now()
    )
    client = Client(HTTP_USER_AGENT=CANARY)
    client.post(
        "/_allauth/browser/v1/auth/login",
        {"email": f"{CANARY}@clinic.test", "password": PASSWORD},
        content_type="application/json",
    )
    return client


def everything() -> str:
    """Return every value of every table as one text, sessions decoded."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            found.append(repr(row))
            if model._meta.label == "sessions.Session":
                found.append(repr(model(**row).get_decoded()))
    return "\n".join(found)


def erase(client: Client) -> Any:
    return client.post("/api/v1/record/erase", {"sure": True}, content_type="application/json")


def test_nothing_that_the_record_said_is_left_in_any_table(people: People, phone: Client) -> None:
    assert CANARY in everything()
    answer = erase(phone)
    assert (answer.status_code, answer.json()) == (200, {"kept_until": None})
    assert answer["Clear-Site-Data"] == '"storage"'
    left = everything()
    assert CANARY not in left
    assert not Patient.objects.filter(pk=people.patient.pk).exists()
    assert AuditEvent.objects.filter(action="erased", patient_id=people.patient.pk).count() == 1
    assert Erasure.objects.get().erased_at


def test_an_old_phone_gets_nothing_in_again(people: People, phone: Client) -> None:
    old = Client()
    old.post(
        "/_allauth/browser/v1/auth/login",
        {"email": f"{CANARY}@clinic.test", "password": PASSWORD},
        content_type="application/json",
    )
    erase(phone)
    record = day_record(clock.local_today(ZONE), headache=True)
    answer = old.post("/api/v1/sync/push", {"records": [record]}, content_type="application/json")
    assert answer.status_code == 403
    assert old.get("/api/v1/sync/pull").status_code == 403
    assert people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").status_code == 404


def test_a_clinic_that_must_keep_records_keeps_them_locked_and_then_lets_go(people: People, phone: Client) -> None:
    people.clinic.keeps_records_years = 10
    people.clinic.save()
    until = erase(phone).json()["kept_until"]
    assert until == Erasure.objects.get().erase_on.isoformat()
    assert dt.date.fromisoformat(until).year == clock.local_today("America/Chicago").year + 10
    assert people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").status_code == 404
    assert people.client(people.tara).get("/api/v1/work-list").json() == []
    assert not PushSubscription.objects.exists()
    assert f"{CANARY}@clinic.test" not in everything()
    assert wipe_due() == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=3660)):
        assert wipe_due() == 1
    assert CANARY not in everything()


def test_a_restored_backup_is_erased_again(people: People, phone: Client) -> None:
    erase(phone)
    Patient.objects.create(pk=people.patient.pk, clinic=people.clinic, name=CANARY, created_at=clock.now())
    assert erasure.reapply() == 1
    assert erasure.reapply() == 0
    assert CANARY not in everything()


def test_erasing_needs_a_clear_yes(people: People, phone: Client) -> None:
    answer = phone.post("/api/v1/record/erase", {"sure": False}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "sure")
    assert Patient.objects.filter(pk=people.patient.pk).exists()
