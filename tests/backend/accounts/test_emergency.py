"""Emergency access: an hour, with a reason, seen by others; and refusals are written down."""

import datetime as dt
import json
from typing import Any

import pytest
import time_machine
from django.core import mail

from backend.accounts.models import CareRelationship, Patient
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.desk.staff_mail import send_staff_mail
from backend.rights.erasure import erase_patient
from backend.rights.looks import looks_at
from tests.access.requests import ALL, path_of
from tests.builders import phone_sends
from tests.people import People
from tests.records import red_flag_record

ROUTE = "/api/v1/emergency-access"
DOSE = {
    "exercise": "ccf-nod-supine",
    **{"sets": 1, "reps": 10, "hold_seconds": 2, "rest_seconds": 3, "per_day": 2, "days_week": 7},
}
BECAUSE = "Fainted in the waiting room."


def open_pia(people: People, who: str = "Pia", because: str = BECAUSE) -> Any:
    return people.client(people.tom).post(ROUTE, {"who": who, "because": because}, format="json")


@pytest.mark.parametrize("who", ["Pia", " pia ", "pia@clinic.test"])
def test_a_colleague_opens_a_record_for_an_hour(people: People, who: str) -> None:
    record = f"/api/v1/patients/{people.patient.pk}"
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False) as now:
        tom = people.client(people.tom)
        assert tom.get(record).status_code == 404
        answer = open_pia(people, who)
        assert (answer.status_code, answer.json()["patient_id"]) == (201, str(people.patient.pk))
        assert tom.get(record).status_code == 200
        now.shift(dt.timedelta(minutes=14))
        assert tom.get(record).status_code == 200
        now.shift(dt.timedelta(minutes=46))
        # A fresh sign-in, so that what refuses is the end of the hour.
        assert people.client(people.tom).get(record).status_code == 404


def test_a_reason_is_needed_and_nobody_else_answers(people: People) -> None:
    answer = open_pia(people, because="why")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "because")
    answer = open_pia(people, who="Nobody Known")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "who")
    foreign = people.client(people.olga).post(ROUTE, {"who": "Pia", "because": BECAUSE}, format="json")
    assert foreign.content == answer.content
    assert AuditEvent.objects.filter(action="denied", what="emergency-access").count() == 2
    for user in (people.pia, people.cora, None):
        assert people.client(user).post(ROUTE, {"who": "Pia", "because": BECAUSE}, format="json").status_code == 403
    assert not CareRelationship.objects.exclude(emergency_because="").exists()


def test_two_of_one_name_are_told_apart_by_address(people: People) -> None:
    twin = Patient.objects.get(pk=people.patient.pk)
    Patient.objects.create(
        clinic=twin.clinic, name="PIA", time_zone="UTC", status="invited", created_at=twin.created_at
    )
    assert open_pia(people).json()["code"] == "ambiguous"
    assert open_pia(people, "pia@clinic.test").status_code == 201
    assert open_pia(people, "pia@clinic.test").json()["code"] == "in_care"


def test_leads_and_therapists_are_told_once_without_a_name_and_the_patient_sees_it(
    people: People, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    open_pia(people)
    send_staff_mail()
    send_staff_mail()
    told = [letter for letter in mail.outbox if "emergency" in letter.subject]
    assert sorted(letter.to[0] for letter in told) == ["lena@clinic.test", "tara@clinic.test"]
    assert all("Pia" not in f"{letter.subject} {letter.body}" and BECAUSE not in letter.body for letter in told)
    looks = looks_at(people.patient.pk, people.pia.pk)
    assert [(look.who, look.action) for look in looks] == [("Tom", "emergency")]
    for user in (people.lena, people.tara, people.tom):
        assert [each["because"] for each in people.client(user).get(ROUTE).json()] == [BECAUSE]
    assert people.client(people.olga).get(ROUTE).json() == []


def test_handing_over_ends_the_emergency(people: People) -> None:
    open_pia(people)
    care = {"colleague": str(people.tom.pk), "hand_over": False}
    people.client(people.tara).post(f"/api/v1/patients/{people.patient.pk}/care", care, format="json")
    rows = people.client(people.tom).get("/api/v1/work-list").json()
    assert len(rows) == 1


def test_what_is_refused_is_written_down(people: People) -> None:
    path = f"/api/v1/patients/{people.patient.pk}"
    people.client(people.tom).get(f"{path}/report")
    people.client(people.pia).get(path)
    people.client(None).get(path)
    found = AuditEvent.objects.filter(action="denied").order_by("pk")
    assert [(each.actor_id, each.patient_id, each.what, each.counts) for each in found] == [
        (people.tom.pk, people.patient.pk, "patients/<uuid:patient_id>/report", {"status": 404}),
        (people.pia.pk, people.patient.pk, "patients/<uuid:patient_id>", {"status": 403}),
    ]
    assert looks_at(people.patient.pk, people.pia.pk) == []


# What an emergency allows beside reading; every other act on a record is refused, those of tomorrow too.
ALLOWED = {
    ("POST", "api/v1/patients/<uuid:patient_id>/messages"),
    ("POST", "api/v1/patients/<uuid:patient_id>/notes"),
    ("PUT", "api/v1/patients/<uuid:patient_id>/notes/<uuid:record_id>"),
    ("POST", "api/v1/patients/<uuid:patient_id>/notes/<uuid:record_id>/withdraw"),
    ("POST", "api/v1/patients/<uuid:patient_id>/reasons/<slug:code>/acknowledge"),
    ("DELETE", "api/v1/patients/<uuid:patient_id>/reasons/<slug:code>/acknowledge"),
}
CORRECTION = {"revision": 0, "because": "no reason"}
EMERGENCY_BODIES: dict[str, dict[str, Any]] = {
    "care": {"colleague": "01a21d20-274d-7031-bd73-2f9d3968c8eb", "hand_over": True},
    "discharge": {"because": "no reason"},
    "assessments": {"occurred_on": "2026-01-05", "findings": {"frt_left_deg": 30}, "checklist": {}},
    "treatments": {"occurred_on": "2026-01-05", "kind": "massage"},
    "programs": {"protocol": "low-load-6wk", "phase": 1, "start_on": "2026-01-05", "items": [DOSE]},
    "program": {"base": "01a21d20-274d-7031-bd73-2f9d3968c8eb", "phase": 1, "items": [DOSE]},
    "contact": dict.fromkeys(("phone", "emergency_name", "emergency_phone", "birth_on", "record_number"), ""),
    "details": {"precautions": [], "birth_year": 1984, "sex": ""},
    "name": {"name": "Pia", "because": "no reason"},
    "decide": {"precaution": "dizziness", "findings": ["x:y"], "confirmed": True},
    "pause": {"because": "no reason"},
    "end": {"because": "no reason"},
    "decline": {"because": "no reason"},
    "updates": {"exercises": {"ccf-nod-supine": 2}},
    "marks": {"name": "form_checked", "about": "", "done": True},
    "clear": {"because": "no reason", "answers": ["01a21d20-274d-7031-bd73-2f9d3968c8eb"]},
    "snooze": {"until": "2026-01-05", "note": "", "evidence_id": "0"},
}


def test_an_emergency_lets_nobody_change_the_record(people: People) -> None:
    open_pia(people)
    tom, tried, wrong = people.client(people.tom), 0, []
    for pattern, route in ALL:
        # Assigning care is a lead's act on patients who have nobody; tests/backend/accounts/test_answerable.py asks it.
        if "<uuid:patient_id>" not in pattern or "unattended/" in pattern:
            continue
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            if not hasattr(route.callback.view_class, method.lower()) or (method, pattern) in ALLOWED:
                continue
            path = path_of(pattern, people.patient.pk)
            name = pattern.replace("/<uuid:record_id>", "").rsplit("/", 1)[-1]
            correction = CORRECTION if "record_id" in pattern else {}
            body = EMERGENCY_BODIES.get(name, {}) | correction
            answer = tom.generic(method, path, json.dumps(body), content_type="application/json")
            tried += 1
            if (answer.status_code, answer.json().get("code")) != (409, "emergency"):
                wrong.append(f"{method} {pattern}: {answer.status_code} {answer.content[:300]!r}")
    assert wrong == []
    assert tried >= 18


def test_an_emergency_allows_reading_notes_messages_and_taking_an_answer(people: People) -> None:
    phone_sends(people.patient.pk, people.pia.pk, [red_flag_record(clock.local_today("UTC"), e1=True)])
    open_pia(people)
    tom, path = people.client(people.tom), f"/api/v1/patients/{people.patient.pk}"
    page = tom.get(path).json()
    left = dt.datetime.fromisoformat(page["emergency_until"]) - clock.now()
    assert dt.timedelta(minutes=58) < left <= dt.timedelta(minutes=60)
    assert people.client(people.tara).get(path).json()["emergency_until"] is None
    assert tom.get(f"{path}/program").json()["emergency_until"] == page["emergency_until"]
    seen = {"evidence_id": page["patient"]["reasons"][0]["evidence_id"]}
    for route, body, status in (
        ("notes", {"text": "Called, no answer.", "minutes": 3}, 201),
        ("messages", {"text": "Please go to the hospital.", "last_read": None}, 201),
        ("reasons/red_flag/acknowledge", seen, 200),
    ):
        assert tom.post(f"{path}/{route}", body, format="json").status_code == status


def test_erasing_ends_an_emergency_too(people: People) -> None:
    open_pia(people)
    people.patient.clinic.keeps_records_years = 10
    people.patient.clinic.save()
    erase_patient(people.pia, people.patient)
    assert people.client(people.tom).get(f"/api/v1/patients/{people.patient.pk}").status_code == 404
