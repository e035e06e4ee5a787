"""Whom to call: kept sealed, shown beside what is urgent, on paper and in the patient's copy, gone when erased."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.db import connection

from backend.accounts.models import Contact
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.reports.fhir import bundle_of
from backend.reports.handout import handout_of
from backend.rights.erasure import erase_patient
from backend.rights.record import whole_record
from backend.sync.pull import pull
from tests.builders import phone_sends, running_program
from tests.people import People
from tests.records import red_flag_record

PIA = {
    "phone": "+1 312 555 0142",
    "emergency_name": "Milo Reyes",
    "emergency_phone": "(312) 555-0177",
    "birth_on": "1984-03-05",
    "record_number": "RV-2071",
}
HOURS = [{"weekday": 4, "opens": "08:00", "closes": "12:00"}, {"weekday": 0, "opens": "08:00", "closes": "17:00"}]


def put(people: People, user: Any = None, **changes: str) -> Any:
    path = f"/api/v1/patients/{people.patient.pk}/contact"
    return people.client(user or people.tara).put(path, {**PIA, **changes}, format="json")


def test_is_sealed_shown_on_the_page_and_sets_the_year_of_birth(people: People, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    assert put(people).json() == PIA
    page = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").json()
    assert page["contact"] == PIA
    assert page["details"]["birth_year"] == 1984
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, emergency_name, emergency_phone, birth_on FROM accounts_contact")
        stored = str(cursor.fetchall())
    written = stored + str(list(AuditEvent.objects.values())) + caplog.text.replace(stored, "")
    assert not [value for name, value in PIA.items() if name != "record_number" and value in written]
    assert put(people, phone="", record_number="").json()["phone"] == ""
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "call me"), ("emergency_phone", "12"), ("birth_on", "1984-02-30"), ("birth_on", "84")],
)
def test_what_cannot_be_is_refused_at_its_field(people: People, field: str, value: str) -> None:
    answer = put(people, **{field: value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_only_who_cares_writes_it(people: People) -> None:
    assert [put(people, user).status_code for user in (people.tom, people.lena, people.olga)] == [404] * 3
    assert [put(people, user).status_code for user in (people.pia, people.cora)] == [403] * 2


def test_stands_beside_what_is_urgent_and_nowhere_else(people: People) -> None:
    put(people)
    tara = people.client(people.tara)
    assert tara.get("/api/v1/work-list").json()[0]["call"] is None
    record = red_flag_record(clock.local_today("UTC"), e1=True)
    phone_sends(people.patient.pk, people.pia.pk, [record])
    call = {name: PIA[name] for name in ("phone", "emergency_name", "emergency_phone")}
    assert tara.get("/api/v1/work-list").json()[0]["call"] == call
    assert tara.get("/api/v1/work-list/emergencies").json()[0]["call"] == call


def test_the_emergency_door_finds_a_record_number(people: People) -> None:
    put(people)
    body = {"who": "RV-2071", "because": "Fainted in the waiting room."}
    assert people.client(people.tom).post("/api/v1/emergency-access", body, format="json").status_code == 201


def test_is_in_the_copy_and_goes_with_the_record(people: People) -> None:
    put(people)
    people.patient.refresh_from_db()
    assert {name: whole_record(people.patient)["person"][name] for name in PIA} == PIA
    patient = bundle_of(people.patient, people.pia)["entry"][0]["resource"]
    assert patient["birthDate"] == "1984-03-05"
    assert patient["contact"][0]["name"]["text"] == "Milo Reyes"
    people.clinic.keeps_records_years = 10
    people.clinic.save()
    people.patient.clinic.refresh_from_db()
    erase_patient(people.pia, people.patient)
    assert not Contact.objects.exists()


def test_the_clinics_number_and_hours_reach_the_phone_and_the_handout(people: People) -> None:
    body = {"phone": "+1 312 555 0100", "address": "5 River Rd, Chicago", "office_hours": HOURS}
    assert people.client(people.lena).patch("/api/v1/clinic", body, format="json").status_code == 200
    running_program(people.tara, people.patient.pk)
    people.patient.refresh_from_db()
    clinic = pull(people.patient, 0, "")["clinic"]
    assert (clinic["phone"], clinic["office_hours"]) == (body["phone"], HOURS[::-1])
    assert handout_of(people.patient)["call"] == [
        "In an emergency, call 911 first. Don’t drive yourself.",
        "Questions? Call Riverside: +1 312 555 0100.",
        "Open (clinic time): Mon 08:00–17:00, Fri 08:00–12:00",
        "5 River Rd, Chicago",
    ]
    people.patient.time_zone, people.patient.language = "Europe/Madrid", "es"
    assert handout_of(people.patient)["call"][0] == "En una emergencia, llama primero al 112. No manejes."


def test_the_clinics_own_emergency_number_stands_first_on_the_phone_and_on_paper(people: People) -> None:
    lead = people.client(people.lena)
    assert lead.patch("/api/v1/clinic", {"emergency_number": "call 911"}, format="json").status_code == 400
    assert lead.patch("/api/v1/clinic", {"emergency_number": "933"}, format="json").status_code == 200
    running_program(people.tara, people.patient.pk)
    people.patient.refresh_from_db()
    assert pull(people.patient, 0, "")["clinic"]["emergency_number"] == "933"
    assert handout_of(people.patient)["call"][0] == "In an emergency, call 933 or 911 first. Don’t drive yourself."
    people.patient.time_zone = "Europe/Madrid"
    assert handout_of(people.patient)["call"][0] == "In an emergency, call 112 or 933 first. Don’t drive yourself."
    people.patient.time_zone = "UTC"
    assert handout_of(people.patient)["call"][0].startswith("In an emergency, call 933 or 911 or 112 first.")


@pytest.mark.parametrize(
    "hours",
    [
        [{"weekday": 7, "opens": "08:00", "closes": "17:00"}],
        [{"weekday": 0, "opens": "17:00", "closes": "08:00"}],
        [{"weekday": 0, "opens": "8", "closes": "17:00"}],
        [HOURS[0], HOURS[0]],
    ],
)
def test_hours_that_cannot_be_are_refused(people: People, hours: list[dict[str, Any]]) -> None:
    answer = people.client(people.lena).patch("/api/v1/clinic", {"office_hours": hours}, format="json")
    assert answer.status_code == 400
    people.clinic.refresh_from_db()
    assert people.clinic.office_hours == []


def test_the_year_of_birth_follows_the_date(people: People) -> None:
    put(people, birth_on="")
    people.patient.refresh_from_db()
    assert people.patient.birth_year is None
    assert dt.date.fromisoformat(put(people).json()["birth_on"]).year == 1984
