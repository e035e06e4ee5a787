"""A patient sees who looked at the record."""

from backend.sync.push import push
from tests.builders import answers, running_program
from tests.people import People
from tests.records import message_record


def test_a_patient_sees_who_looked_and_what_they_did(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}")
    answers(people.tara, people.patient.pk, "Hello")
    push(people.patient.pk, people.pia.pk, None, [message_record()])
    looks = people.client(people.pia).get("/api/v1/record").json()["looks"]
    assert [(look["who"], look["action"], look["what"]) for look in looks] == [
        ("Tara", "created", "message"),
        ("Tara", "read", "patient"),
        ("Tara", "created", "program"),
    ]


def test_a_patient_sees_nothing_of_another_record(people: People) -> None:
    people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}")
    assert people.client(people.tom).get("/api/v1/record").status_code == 403
    assert people.client(None).get("/api/v1/record").status_code == 403


def test_the_therapist_sees_the_same_list(people: People) -> None:
    client = people.client(people.tara)
    client.get(f"/api/v1/patients/{people.patient.pk}")
    looks = client.get(f"/api/v1/patients/{people.patient.pk}/looks").json()
    assert [(look["who"], look["what"]) for look in looks] == [("Tara", "patient")]
    assert people.client(people.tom).get(f"/api/v1/patients/{people.patient.pk}/looks").status_code == 404
