"""An act and the reasons that follow from it are one: both are stored, or neither."""

import uuid

import pytest

from backend.accounts.models import Patient, User
from backend.common.errors import Conflict
from backend.desk.acting import act_and_recount
from backend.insights.models import PatientSummary, Reason
from tests.builders import running_program
from tests.people import People


def let_in_since_birth(therapist: User, patient_id: uuid.UUID, year: int) -> str:
    Patient.objects.filter(pk=patient_id).update(birth_year=year)
    return "done"


def refused(therapist: User, patient_id: uuid.UUID) -> None:
    let_in_since_birth(therapist, patient_id, 2014)
    raise Conflict("Somebody was quicker.", "quicker")


def test_what_an_act_stores_counts_at_once_and_its_result_comes_back(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=0)
    assert act_and_recount(let_in_since_birth, people.tara, people.patient.pk, year=2014) == "done"
    assert Reason.objects.filter(patient=people.patient, code="program_conflict", cleared_at=None).exists()


def test_a_refused_act_leaves_nothing_and_counts_nothing(people: People) -> None:
    before = PatientSummary.objects.filter(patient=people.patient).values_list("refreshed_at", flat=True).first()
    with pytest.raises(Conflict):
        act_and_recount(refused, people.tara, people.patient.pk)
    people.patient.refresh_from_db()
    assert people.patient.birth_year is None
    after = PatientSummary.objects.filter(patient=people.patient).values_list("refreshed_at", flat=True).first()
    assert before == after


def test_where_counting_fails_the_act_is_undone(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no counting today")

    monkeypatch.setattr("backend.desk.acting.refresh_summary", broken)
    with pytest.raises(RuntimeError):
        act_and_recount(let_in_since_birth, people.tara, people.patient.pk, year=1984)
    people.patient.refresh_from_db()
    assert people.patient.birth_year is None
