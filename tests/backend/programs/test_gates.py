"""Locked exercises and templates ask the therapist first."""

import datetime as dt

import pytest

from backend.common.errors import NodError
from backend.desk.prescribing import prescribe_program
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from tests.people import People

TOWEL = [PrescribedDose("snag-c1c2-turn", 1, 2, 3, 5, 2, 7, side="left")]
MONDAY = dt.date(2026, 3, 2)


def test_a_locked_exercise_is_not_assigned_unconfirmed(people: People) -> None:
    with pytest.raises(NodError, match="taught this in person") as error:
        prescribe_program(people.tara, people.patient.pk, NewProgram("low-load-6wk", 1, MONDAY, TOWEL))
    assert [fault.code for fault in error.value.faults] == ["therapist_taught_in_person"]


def test_every_gate_of_template_and_exercises_is_named(people: People) -> None:
    new = NewProgram("c1c2-towel-turn", 1, MONDAY, TOWEL, confirmed=frozenset({"frt_recorded"}))
    with pytest.raises(NodError) as error:
        prescribe_program(people.tara, people.patient.pk, new)
    assert [fault.code for fault in error.value.faults] == ["side_to_turn_set", "therapist_taught_in_person"]


def test_confirmed_it_is_assigned(people: People) -> None:
    confirmed = frozenset({"frt_recorded", "side_to_turn_set", "therapist_taught_in_person"})
    new = NewProgram("c1c2-towel-turn", 1, MONDAY, TOWEL, confirmed=confirmed)
    assert prescribe_program(people.tara, people.patient.pk, new).number == 1


def test_templates_say_what_they_ask(people: People) -> None:
    templates = {each["slug"]: each for each in people.client(people.tara).get("/api/v1/templates").json()}
    assert len(templates) == 6
    gates = [gate["code"] for gate in templates["c1c2-towel-turn"]["phases"][0]["gates"]]
    assert gates == ["therapist_taught_in_person", "side_to_turn_set", "frt_recorded"]
    assert templates["low-load-6wk"]["phases"][0]["gates"] == []
