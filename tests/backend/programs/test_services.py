"""Assigning a program."""

import datetime as dt

import pytest

from backend.audit.models import AuditEvent
from backend.common import clock
from backend.common.errors import NodError, NotFound
from backend.desk.prescribing import prescribe_program
from backend.programs.models import Program, ProgramStatus, ProgramVersion
from backend.programs.plan import plan_of, tag_of
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from tests.builders import doses, running_program
from tests.people import People
from tests.records import ZONE


def test_a_program_reaches_the_plan_with_words_and_figures(people: People) -> None:
    version = running_program(people.tara, people.patient.pk)
    plan = plan_of(people.patient.pk)
    assert plan is not None
    assert plan["version_id"] == str(version.pk)
    assert [item["exercise"] for item in plan["items"]] == ["ccf-nod-supine", "pos-sit-tall"]
    assert set(plan["items"][0]["words"]) == {"en", "es"}
    assert plan["items"][0]["figure"]["poses"]
    assert AuditEvent.objects.get(what="program").patient_id == people.patient.pk


def test_a_new_program_ends_the_running_one_and_keeps_its_versions(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    tag = tag_of(plan_of(people.patient.pk))
    second = running_program(people.tara, people.patient.pk, days_ago=0)
    ended = Program.objects.get(pk=first.program_id)
    assert (ended.status, ended.ended_on) == (
        ProgramStatus.ENDED,
        clock.local_today(ZONE) - dt.timedelta(days=1),
    )
    assert ProgramVersion.objects.filter(pk=first.pk).exists()
    assert second.program_id != first.program_id
    assert tag_of(plan_of(people.patient.pk)) != tag


def test_a_page_sent_twelve_times_assigns_once(people: People) -> None:
    """Each under an id of its own, as from twelve tabs: whoever did not see what runs ends nothing."""
    client, path = people.client(people.tara), f"/api/v1/patients/{people.patient.pk}/programs"
    body = {"protocol": "low-load-6wk", "start_on": str(clock.local_today(ZONE)), "items": []}
    body["items"] = [{**vars(dose), "side": dose.side or ""} for dose in doses()]
    answers = [client.post(path, body, format="json") for _ in range(12)]
    assert [answer.status_code for answer in answers] == [201] + [409] * 11
    assert "Tara published “" in answers[1].json()["detail"]
    assert Program.objects.filter(patient=people.patient).count() == 1
    seen = {**body, "replaces": answers[0].json()["version_id"]}
    assert client.post(path, seen, format="json").status_code == 201


@pytest.mark.parametrize("name", ["tom", "olga", "lena", "cora", "pia"])
def test_only_the_therapist_in_care_assigns(people: People, name: str) -> None:
    with pytest.raises(NotFound):
        prescribe_program(
            getattr(people, name), people.patient.pk, NewProgram("low-load-6wk", 1, dt.date(2026, 3, 2), doses())
        )


def test_unknown_and_repeated_exercises_are_named_at_their_field(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    wrong = [*doses(), PrescribedDose("no-such", 1, 1, 0, 0, 1, 7), doses()[0]]
    with pytest.raises(NodError) as caught:
        prescribe_program(people.tara, people.patient.pk, NewProgram("low-load-6wk", 1, dt.date(2026, 3, 2), wrong))
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [
        ("items.2.exercise", "unknown"),
        ("items.3.exercise", "twice"),
    ]
