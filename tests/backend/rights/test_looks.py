"""A patient sees who looked at the record."""

import itertools

from backend.accounts.emergency import open_in_emergency
from backend.audit.models import Action
from backend.audit.services import record
from backend.rights.looks import PAGE
from backend.rights.record import whole_record
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


def test_looks_do_not_end_at_a_page(people: People) -> None:
    patient = people.patient
    for _ in range(PAGE + 5):
        record(Action.READ, "patient", actor_id=people.tara.pk, patient_id=patient.pk, clinic_id=patient.clinic_id)
    client = people.client(people.pia)
    first = client.get("/api/v1/record").json()["looks"]
    second = client.get("/api/v1/record/looks", {"before": first[-1]["id"]}).json()
    assert (len(first), len(second)) == (PAGE, 5)
    ids = [look["id"] for look in first + second]
    assert all(newer > older for newer, older in itertools.pairwise(ids))
    assert client.get("/api/v1/record/looks", {"before": ids[-1]}).json() == []
    assert len(whole_record(patient)["looks"]) == PAGE + 5
    desk = people.client(people.tara).get(f"/api/v1/patients/{patient.pk}/looks", {"before": first[-1]["id"]})
    assert [look["id"] for look in desk.json()] == ids[PAGE:]


def test_a_page_cannot_begin_in_another_record(people: People) -> None:
    record(Action.READ, "patient", actor_id=people.tara.pk, patient_id=people.patient.pk)
    other = record(Action.READ, "patient", actor_id=people.tara.pk, patient_id=people.tara.pk)
    client = people.client(people.pia)
    assert client.get("/api/v1/record/looks", {"before": other.pk}).json() == []
    for nonsense in ("x", "0", str(2**70)):
        assert client.get("/api/v1/record/looks", {"before": nonsense}).status_code == 400


def test_an_emergency_is_shown_with_its_reason(people: People) -> None:
    open_in_emergency(people.tom, people.patient, "Collapsed in the gym")
    [look] = people.client(people.pia).get("/api/v1/record").json()["looks"]
    assert (look["who"], look["action"], look["because"]) == ("Tom", "emergency", "Collapsed in the gym")
    assert [each["because"] for each in whole_record(people.patient)["looks"]] == ["Collapsed in the gym"]
