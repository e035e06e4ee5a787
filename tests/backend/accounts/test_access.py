"""Who may open which record: every patient route, tried as everybody."""

from typing import Any

import pytest

from backend.accounts.models import CareRelationship
from backend.audit.models import Action, AuditEvent
from backend.common import clock
from backend.common.ids import new_id
from tests.people import People

ROUTES = [
    ("get", "/api/v1/patients/{id}", None),
    ("post", "/api/v1/patients/{id}/programs", {"protocol": "x", "start_on": "2026-03-02", "items": []}),
    ("post", "/api/v1/patients/{id}/messages", {"text": "Hello", "last_read": None}),
    ("post", "/api/v1/patients/{id}/invitation", None),
    ("post", "/api/v1/patients/{id}/reasons/silent/acknowledge", {"evidence_id": "0"}),
]


def call(people: People, name: str | None, method: str, path: str, body: Any) -> Any:
    client = people.client(getattr(people, name) if name else None)
    return getattr(client, method)(path, body, format="json")


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
@pytest.mark.parametrize("name", ["tom", "olga", "lena"])
def test_a_foreign_patient_answers_like_one_that_does_not_exist(
    people: People, name: str, method: str, path: str, body: Any
) -> None:
    foreign = call(people, name, method, path.format(id=people.patient.pk), body)
    random = call(people, name, method, path.format(id=new_id()), body)
    assert foreign.status_code == random.status_code == 404
    assert foreign.content == random.content


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
@pytest.mark.parametrize("name", ["pia", "cora", None])
def test_nobody_but_staff_calls_the_desk(people: People, name: str | None, method: str, path: str, body: Any) -> None:
    assert call(people, name, method, path.format(id=people.patient.pk), body).status_code == 403


def test_access_ends_with_the_care(people: People) -> None:
    path = f"/api/v1/patients/{people.patient.pk}"
    client = people.client(people.tara)
    assert client.get(path).status_code == 200
    CareRelationship.objects.update(ended_at=clock.now())
    assert client.get(path).status_code == 404
    assert client.get("/api/v1/work-list").json() == []


def test_a_disabled_therapist_is_out_at_once(people: People) -> None:
    client = people.client(people.tara)
    people.tara.is_active = False
    people.tara.save()
    assert client.get("/api/v1/work-list").status_code == 403


def test_each_look_at_a_patient_leaves_one_event(people: People) -> None:
    client = people.client(people.tara)
    client.get(f"/api/v1/patients/{people.patient.pk}")
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id, event.patient_id) == (Action.READ, people.tara.pk, people.patient.pk)


@pytest.mark.parametrize(
    "path", ["/admin/accounts/patient/", "/admin/diary/dayentry/", "/admin/patient_messages/message/"]
)
def test_a_curator_finds_no_patient_data_in_the_admin(people: People, path: str) -> None:
    assert people.client(people.cora).get(path).status_code == 404
