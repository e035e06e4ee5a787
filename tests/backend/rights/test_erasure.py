"""After an erasure nothing is left that the record said."""

import datetime as dt
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from backend.accounts.emergency import open_in_emergency
from backend.accounts.models import CareRelationship, Patient, PatientStatus, User
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.common.errors import NotFound
from backend.insights.models import Reason
from backend.reminders.models import PushSubscription
from backend.reminders.planning import set_rule
from backend.rights import erasure
from backend.rights.models import Erasure, LockedOpening
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


LOCKED = "open_locked_record"
REASON = "Request of the court, file 12/2026."


@pytest.fixture
def locked(people: People, phone: Client) -> Patient:
    """Pia's record, erased by her while Tom had it open in an emergency, and kept for the law."""
    people.clinic.keeps_records_years = 10
    people.clinic.save()
    open_in_emergency(people.tom, people.patient, "She fainted in the waiting room.")
    erase(phone)
    return people.patient


def test_nobody_opens_a_locked_record_not_even_in_an_emergency(people: People, locked: Patient) -> None:
    locked.refresh_from_db()
    assert locked.status == PatientStatus.LOCKED
    for user in (people.tara, people.tom, people.lena):
        client = people.client(user)
        assert client.get(f"/api/v1/patients/{locked.pk}").status_code == 404
        for who in (CANARY, locked.pk):
            answer = client.post(
                "/api/v1/emergency-access", {"who": str(who), "because": "She fainted again."}, format="json"
            )
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "who")
        for path in ("emergency-access", "discharged", "work-list", "work-list/emergencies"):
            assert client.get(f"/api/v1/{path}").json() == [], path
        with pytest.raises(NotFound):
            open_in_emergency(user, locked, "She fainted again.")
    lena = people.client(people.lena)
    assert lena.get("/api/v1/work-list/emergencies/clinic").json() == lena.get("/api/v1/unattended").json() == []
    # Care that somebody wrote into the database by hand opens nothing, either.
    CareRelationship.objects.create(patient=locked, therapist=people.tara, started_at=clock.now())
    assert people.client(people.tara).get(f"/api/v1/patients/{locked.pk}").status_code == 404


def test_only_the_operator_reads_it_with_a_reason_that_is_kept_as_long_as_the_record(
    people: People, locked: Patient, tmp_path: Path
) -> None:
    target = tmp_path / "copy.zip"
    for who, because in (("Nobody", REASON), (CANARY, "why"), (str(people.tara.pk), REASON)):
        with pytest.raises(CommandError):
            call_command(LOCKED, who, by="Ole", because=because, to=str(target))
        assert not target.exists()
    assert not AuditEvent.objects.filter(what="locked record").exists()
    call_command(LOCKED, CANARY, by="Ole Olsen", because=REASON, to=str(target))
    with zipfile.ZipFile(target) as copy:
        assert CANARY in copy.read("record.json").decode()
    assert target.stat().st_mode & 0o077 == 0
    assert LockedOpening.objects.values_list("by", "because").get() == ("Ole Olsen", REASON)
    event = AuditEvent.objects.get(what="locked record")
    assert (event.action, event.actor_id, event.patient_id) == ("exported", None, locked.pk)
    with pytest.raises(CommandError, match="cannot be made"):
        call_command(LOCKED, str(locked.pk), by="Ole Olsen", because=REASON, to=str(target))
    assert LockedOpening.objects.count() == 1
    with time_machine.travel(clock.now() + dt.timedelta(days=3660)):
        assert wipe_due() == 1
    assert REASON not in everything()


def test_a_record_that_is_not_locked_is_not_opened_so(people: People, phone: Client, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No locked record"):
        call_command(LOCKED, CANARY, by="Ole", because=REASON, to=str(tmp_path / "copy.zip"))


def test_a_restored_backup_is_erased_again(people: People, phone: Client) -> None:
    erase(phone)
    Patient.objects.create(pk=people.patient.pk, clinic=people.clinic, name=CANARY, created_at=clock.now())
    assert erasure.reapply() == 1
    assert erasure.reapply() == 0
    assert CANARY not in everything()


def test_a_record_that_a_restored_backup_opened_is_locked_again(people: People, locked: Patient) -> None:
    Patient.objects.filter(pk=locked.pk).update(status=PatientStatus.ACTIVE)
    User.objects.filter(pk=people.pia.pk).update(is_active=True)
    CareRelationship.objects.create(patient=locked, therapist=people.tara, started_at=clock.now())
    assert erasure.reapply() == 1
    assert erasure.reapply() == 0
    assert people.client(people.tara).get(f"/api/v1/patients/{locked.pk}").status_code == 404
    assert not User.objects.get(pk=people.pia.pk).is_active


def test_an_update_locks_what_was_kept_before(people: People, locked: Patient) -> None:
    later = dt.timedelta(minutes=40)
    Patient.objects.filter(pk=locked.pk).update(status=PatientStatus.DISCHARGED)
    Patient.objects.create(clinic=people.clinic, name="Nia", status=PatientStatus.DISCHARGED, created_at=clock.now())
    opened = CareRelationship.objects.filter(therapist=people.tom)
    opened.update(ended_at=clock.now() + later)
    Reason.objects.filter(patient=locked).update(cleared_at=None)
    import_module("backend.rights.migrations.0003_lock_kept_records").lock(apps, None)
    assert Patient.objects.get(status=PatientStatus.LOCKED) == locked
    assert not opened.filter(ended_at__gt=clock.now()).exists()
    assert not Reason.objects.filter(patient=locked, cleared_at=None).exists()


def test_erasing_needs_a_clear_yes(people: People, phone: Client) -> None:
    answer = phone.post("/api/v1/record/erase", {"sure": False}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "sure")
    assert Patient.objects.filter(pk=people.patient.pk).exists()
