"""Rebuilding from the raw rows gives what was kept, and mends what is not true."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command

from backend.accounts.models import Patient
from backend.common import clock
from backend.insights.models import PatientSummary
from backend.insights.services import refresh_summary
from backend.sync.push import push
from tests.builders import day_record, running_program, session_record
from tests.people import People

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


def test_a_patient_costs_the_same_however_long_the_diary(diary: Patient, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        refresh_summary(diary)
