"""What a page sends twice is done once, on every route of the desk that creates."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from backend.accounts.invitations import invite_patient
from backend.accounts.models import CareRelationship, Membership, Role, Submission
from backend.accounts.policies import IsStaff
from backend.assessments.services import add_assessment, add_treatment
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.desk.models import CareNote
from backend.desk.working import add_note
from backend.diary.models import RedFlagAnswer
from tests.architecture.test_structure import API
from tests.backend.programs.test_updates import NOD, publish_new_text
from tests.builders import doses, phone_sends, running_program
from tests.mails import mails_in
from tests.people import People, make_people
from tests.records import ZONE, red_flag_record

OF = "patients/<uuid:patient_id>/"
# Done twice these say the same as done once; nothing is made.
SETTLED = {
    OF + "reasons/<slug:code>/snooze",
    OF + "reasons/<slug:code>/acknowledge",
    OF + "sign-out",
    "colleagues/<uuid:colleague_id>/sign-out",
}
BECAUSE = {"because": "Written by mistake."}
Sent = tuple[str, dict[str, Any]]


def today() -> dt.date:
    return clock.local_today(ZONE)


def of(people: People, rest: str) -> str:
    return f"/api/v1/patients/{people.patient.pk}/{rest}"


def items() -> list[dict[str, Any]]:
    return [vars(dose) for dose in doses()]


def invites(people: People) -> Sent:
    return "/api/v1/invitations", {"name": "Ines Roe", "email": "ivy@example.org"}


def renews(people: People) -> Sent:
    invited = invite_patient(people.tara, name="Ines Roe", language="en", time_zone=ZONE).patient
    return f"/api/v1/patients/{invited.pk}/invitation", {}


def opens_in_emergency(people: People) -> Sent:
    CareRelationship.objects.all().delete()
    return "/api/v1/emergency-access", {"who": "Pia", "because": "She fainted in the waiting room."}


def publishes(people: People) -> Sent:
    base = running_program(people.tara, people.patient.pk)
    return of(people, "program"), {"base": str(base.pk), "phase": 1, "items": items()}


def takes_offers(people: People) -> Sent:
    running_program(people.tara, people.patient.pk)
    publish_new_text(people, "Nod as if to a friend.")
    return of(people, "program/updates"), {"exercises": {NOD: 2}}


def assigns(people: People) -> Sent:
    CareRelationship.objects.all().delete()
    Membership.objects.filter(user=people.tara).update(role=Role.LEAD)
    return f"/api/v1/unattended/{people.patient.pk}", {"colleague": str(people.tom.pk)}


def acts_on_program(rest: str, body: dict[str, Any]) -> Callable[[People], Sent]:
    def sends(people: People) -> Sent:
        running_program(people.tara, people.patient.pk)
        return of(people, rest), body

    return sends


def clears(people: People) -> Sent:
    phone_sends(people.patient.pk, people.pia.pk, [red_flag_record(today(), s2=True)])
    answers = [str(each.pk) for each in RedFlagAnswer.objects.all()]
    return of(people, "red-flags/clear"), {"answers": answers, **BECAUSE}


def decides(people: People) -> Sent:
    found = {"findings": {"babinski": "abnormal"}, "checklist": {}, "note": ""}
    made = add_assessment(people.tara, people.patient.pk, occurred_on=today(), **found)
    read = {"precaution": "cervical_myelopathy", "findings": [f"{made.pk}:babinski"], "confirmed": True}
    return of(people, "precautions/decide"), read


def note_of(people: People) -> uuid.UUID:
    return add_note(people.tara, people.patient.pk, text="Called.", minutes=60).pk


def treatment_of(people: People) -> uuid.UUID:
    return add_treatment(people.tara, people.patient.pk, occurred_on=today(), kind="massage", note="").pk


def assessment_of(people: People) -> uuid.UUID:
    found = {"findings": {"frt_left_deg": 28}, "checklist": {"has_headache": "yes"}, "note": ""}
    return add_assessment(people.tara, people.patient.pk, occurred_on=today(), **found).pk


def withdraws(kind: str, make: Callable[[People], uuid.UUID]) -> Callable[[People], Sent]:
    return lambda people: (of(people, f"{kind}/{make(people)}/withdraw"), {"revision": 0, **BECAUSE})


SENT: dict[str, Callable[[People], Sent]] = {
    "invitations": invites,
    "emergency-access": opens_in_emergency,
    "unattended/<uuid:patient_id>": assigns,
    OF + "invitation": renews,
    OF + "care": lambda people: (of(people, "care"), {"colleague": str(people.tom.pk), "hand_over": True}),
    OF + "discharge": lambda people: (of(people, "discharge"), BECAUSE),
    OF + "notes": lambda people: (of(people, "notes"), {"text": "Called.", "minutes": 6}),
    OF + "treatments": lambda people: (of(people, "treatments"), {"occurred_on": str(today()), "kind": "massage"}),
    OF + "assessments": lambda people: (
        of(people, "assessments"),
        {"occurred_on": str(today()), "findings": {"frt_left_deg": 28}, "checklist": {}},
    ),
    OF + "messages": lambda people: (of(people, "messages"), {"text": "See you on Monday.", "last_read": None}),
    OF + "programs": lambda people: (
        of(people, "programs"),
        {"protocol": "low-load-6wk", "phase": 1, "start_on": str(today()), "items": items()},
    ),
    OF + "program": publishes,
    OF + "program/updates": takes_offers,
    OF + "program/decline": acts_on_program("program/decline", BECAUSE),
    OF + "program/pause": acts_on_program("program/pause", BECAUSE),
    OF + "program/end": acts_on_program("program/end", BECAUSE),
    OF + "red-flags/clear": clears,
    OF + "precautions/decide": decides,
    OF + "notes/<uuid:record_id>/withdraw": withdraws("notes", note_of),
    OF + "treatments/<uuid:record_id>/withdraw": withdraws("treatments", treatment_of),
    OF + "assessments/<uuid:record_id>/withdraw": withdraws("assessments", assessment_of),
}


def of_the_desk() -> set[str]:
    """Return the routes on which staff may POST."""
    views = {path.removeprefix("api/v1/"): pattern.callback.view_class for path, pattern in API}  # type: ignore[attr-defined]
    return {path for path, view in views.items() if hasattr(view, "post") and IsStaff in view.permission_classes}


def stored() -> dict[str, int]:
    kinds = (model for model in apps.get_models() if model is not Session)
    return {model.__name__: model._default_manager.count() for model in kinds}


def test_every_route_of_the_desk_is_looked_at() -> None:
    assert of_the_desk() == set(SENT) | SETTLED


@pytest.mark.parametrize("route", SENT, ids=str)
def test_sent_twice_is_done_once(route: str, people: People, settings: Any) -> None:
    client = people.client(people.tara)
    path, body = SENT[route](people)
    sent = {**body, "id": str(uuid.uuid4())}
    first = client.post(path, sent, format="json")
    assert first.status_code < 300, first.content
    kept = stored()
    second = client.post(path, sent, format="json")
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert stored() == kept
    assert len(mails_in(Path(settings.EMAIL_FILE_PATH))) == (1 if route == "invitations" else 0)

    other = client.post(path, {**sent, "because": "Another reason."}, format="json")
    assert (other.status_code, other.json()["code"]) == (409, "id_used")
    stranger = people.client(people.tom).post(path, sent, format="json")
    assert (stranger.status_code, stranger.json()["code"]) == (409, "id_used")
    assert stored() == kept


def test_what_was_refused_may_be_sent_again_under_its_id(people: People) -> None:
    client = people.client(people.tara)
    sent = {"id": str(uuid.uuid4()), "text": "", "minutes": 0}
    assert client.post(of(people, "notes"), sent, format="json").status_code == 400
    assert client.post(of(people, "notes"), {**sent, "minutes": 500}, format="json").status_code == 400
    assert client.post(of(people, "notes"), {**sent, "minutes": 5}, format="json").status_code == 201
    assert CareNote.objects.get().minutes == 5


def test_a_refusal_that_is_written_down_stays_written_down(people: People) -> None:
    sent = {"id": str(uuid.uuid4()), "who": "Nobody Here", "because": "She fainted in the waiting room."}
    assert people.client(people.tara).post("/api/v1/emergency-access", sent, format="json").status_code == 400
    assert AuditEvent.objects.filter(action="denied", what="emergency-access").count() == 1
    assert not Submission.objects.exists()


def test_an_id_is_a_uuid(people: People) -> None:
    answer = people.client(people.tara).post(of(people, "notes"), {"id": "1", "minutes": 5}, format="json")
    assert answer.json()["errors"][0]["field"] == "id"


def test_an_answer_is_given_again_only_to_those_in_care_and_for_a_day(people: People) -> None:
    client = people.client(people.tara)
    sent = {"id": str(uuid.uuid4()), "text": "See you on Monday.", "last_read": None}
    assert client.post(of(people, "messages"), sent, format="json").status_code == 201
    assert "Monday" not in str(list(Submission.objects.extra(select={"raw": "answer"}).values("raw")))
    open_care = CareRelationship.objects.filter(therapist=people.tara)
    open_care.update(ended_at=clock.now())
    assert client.post(of(people, "messages"), sent, format="json").status_code == 404
    open_care.update(ended_at=None)
    with time_machine.travel(clock.now() + dt.timedelta(days=2), tick=False):
        later = people.client(people.tara)
        later.post(of(people, "notes"), {"id": str(uuid.uuid4()), "minutes": 5}, format="json")
        assert later.post(of(people, "messages"), sent, format="json").json()["code"] == "id_used"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_one() -> None:
    people = make_people()
    sent = {"id": str(uuid.uuid4()), "text": "Called.", "minutes": 6}
    clients = [people.client(people.tara) for _ in range(4)]
    ready = threading.Barrier(len(clients))

    def send(client: Any) -> int:
        ready.wait()
        try:
            return int(client.post(of(people, "notes"), sent, format="json").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        assert list(pool.map(send, clients)) == [201] * len(clients)
    assert CareNote.objects.count() == 1
