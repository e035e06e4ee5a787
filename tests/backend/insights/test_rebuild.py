"""Rebuilding from the raw rows gives what was kept, and mends what is not true."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.invitations import invite_patient
from backend.accounts.models import CareRelationship, Invitation, Patient
from backend.common import clock
from backend.diary.models import DayEntry
from backend.insights.models import PatientSummary, Reason
from backend.insights.services import NUMBERS_VERSION, refresh_summaries, refresh_summary
from backend.insights.tasks import sweep
from backend.insights.timeline import timeline
from backend.sync.push import push
from tests.builders import phone_sends, running_program
from tests.people import People
from tests.records import day_record, session_record

ZONE = "America/Chicago"


def rebuild() -> str:
    out = io.StringIO()
    call_command("rebuild_summaries", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def diary(people: People) -> Patient:
    version = running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    records: list[Any] = [day_record(today - dt.timedelta(days=n), headache=n % 3 == 0) for n in range(6)]
    records.append(session_record(version, today))
    push(people.patient.pk, people.pia.pk, None, records)
    return people.patient


def test_what_was_counted_on_arrival_is_true(diary: Patient) -> None:
    assert rebuild().endswith("0 changed")


def test_what_is_not_true_is_mended(diary: Patient) -> None:
    PatientSummary.objects.filter(patient=diary).update(headache_days=27, quality="reliable")
    assert rebuild().endswith("1 changed")
    assert PatientSummary.objects.get(patient=diary).headache_days != 27


def test_any_order_of_arrival_gives_the_same_summary(people: People) -> None:
    today = clock.local_today(ZONE)
    records = [day_record(today - dt.timedelta(days=n), headache=n % 2 == 0) for n in range(8)]
    for record in reversed(records):
        push(people.patient.pk, people.pia.pk, None, [record])
    one = PatientSummary.objects.get(patient=people.patient)
    refresh_summary(people.patient)
    two = PatientSummary.objects.get(patient=people.patient)
    assert (one.recorded_days, one.headache_days, one.recent) == (two.recorded_days, two.headache_days, two.recent)


def queries_of(patients: list[Patient]) -> int:
    with CaptureQueriesContext(connection) as captured:
        refresh_summaries(patients)
    return len(captured)


def test_the_cost_depends_on_neither_the_diarys_length_nor_the_patients(people: People, diary: Patient) -> None:
    short = queries_of([diary])
    today = clock.local_today(ZONE)
    DayEntry.objects.bulk_create(
        DayEntry(
            clinic_id=diary.clinic_id,
            patient=diary,
            occurred_on=today - dt.timedelta(days=back),
            fields={"headache": back % 2 == 0},
            heads=[],
            headache=back % 2 == 0,
            sync_seq=1,
        )
        for back in range(10, 400)
    )
    assert queries_of([diary]) <= short
    others = []
    for _ in range(20):
        other = Patient.objects.create(
            clinic=people.clinic, name="Other", created_at=clock.now(), status="active", time_zone=ZONE
        )
        CareRelationship.objects.create(patient=other, therapist=people.tara, started_at=clock.now())
        running_program(people.tara, other.pk)
        others.append(other)
    # Those who were never heard of are looked for longer ago: two queries for all of them. Their reasons are new.
    assert queries_of([diary, *others]) <= short + 3


def test_a_sync_of_one_entry_costs_the_same_with_a_year_of_diary(people: People, diary: Patient) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            push(diary.pk, people.pia.pk, None, [day_record(clock.local_today(ZONE), headache=False)])
        return len(captured)

    few = cost()
    for back in range(10, 375):
        DayEntry.objects.create(
            clinic_id=diary.clinic_id,
            patient=diary,
            occurred_on=clock.local_today(ZONE) - dt.timedelta(days=back),
            fields={"headache": False},
            heads=[],
            headache=False,
            sync_seq=1,
        )
    assert cost() <= few


def test_a_whole_clinic_is_rebuilt_in_batches(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.insights.services.BATCH", 2)
    for _ in range(4):
        Patient.objects.create(clinic=people.clinic, name="Other", created_at=clock.now(), time_zone=ZONE)
    assert rebuild().splitlines()[0].strip() == "2 patients, 2 changed"
    assert rebuild().endswith("5 summaries rebuilt, 0 changed")
    assert PatientSummary.objects.count() == 5


def later(**ago: float) -> None:
    """Let the kept counts be as old as this."""
    PatientSummary.objects.update(refreshed_at=clock.now() - dt.timedelta(**ago))


def test_the_sweep_takes_those_that_wait_longest_and_leaves_the_fresh_alone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.insights.services.BATCH", 1)
    for _ in range(2):
        Patient.objects.create(clinic=people.clinic, name="Other", created_at=clock.now(), time_zone=ZONE)
    assert sweep() == 3
    assert sweep() == 0
    later(minutes=29)
    assert sweep() == 0
    later(minutes=31)
    PatientSummary.objects.filter(patient=people.patient).update(refreshed_at=clock.now() - dt.timedelta(hours=2))
    monkeypatch.setattr("backend.insights.tasks.BUDGET_SECONDS", 0)
    assert sweep() == 1
    fresh = PatientSummary.objects.get(refreshed_at__gt=clock.now() - dt.timedelta(minutes=1))
    assert fresh.patient_id == people.patient.pk


def test_the_sweep_counts_anew_what_other_definitions_counted(people: People) -> None:
    assert sweep() == 1
    assert sweep() == 0
    PatientSummary.objects.update(numbers_version=NUMBERS_VERSION - 1, recent=[3])
    assert sweep() == 1
    assert len(PatientSummary.objects.get().recent) == 28


def test_a_session_is_a_part_of_the_day_in_which_something_was_done(people: People) -> None:
    version = running_program(people.tara, people.patient.pk, days_ago=3)
    today = clock.local_today(ZONE)
    skipped = session_record(version, today, slot="morning")
    for each in skipped["exercises"]:
        each |= {"outcome": "skipped", "sets_done": 0, "reps_done": 0, "skip_reason": "no_time"}
    partly = session_record(version, today, slot="evening")
    partly["exercises"][0] = skipped["exercises"][0]
    habit = session_record(version, today, slot="anytime")
    phone_sends(people.patient.pk, people.pia.pk, [skipped, partly, habit])
    assert PatientSummary.objects.get().sessions_7d == 1
    (*_, day) = timeline(people.patient, today - dt.timedelta(days=1), today)["days"]
    assert day["sessions"] == 1
    # A date that was not recorded is neither a headache day nor free of medicine.
    assert (day["recorded"], day["headache_day"], day["medicine"]) == (False, None, None)


def test_an_unused_invitation_comes_up_and_goes_when_it_is_used(people: People) -> None:
    invitation = invite_patient(people.tara, name="Ivy", language="en", time_zone=ZONE)
    sweep()
    assert not Reason.objects.filter(code="invitation_unused").exists()
    Invitation.objects.update(created_at=clock.now() - dt.timedelta(days=4))
    later(hours=1)
    sweep()
    reason = Reason.objects.get(code="invitation_unused")
    assert reason.evidence["expired"] is False
    Patient.objects.filter(pk=invitation.patient.pk).update(status="active")
    later(hours=1)
    sweep()
    assert not Reason.objects.filter(code="invitation_unused", cleared_at__isnull=True).exists()
