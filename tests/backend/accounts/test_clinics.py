"""The length from which a headache counts is the clinic's: a lead sets it, everybody's numbers follow."""

import datetime as dt
from typing import Any

import pytest

from backend.accounts.models import Clinic
from backend.common import clock
from backend.insights.models import PatientSummary
from backend.sync.pull import pull
from backend.sync.push import push
from tests.people import People
from tests.records import ZONE, day_record


def patch(people: People, user: Any, minutes: object) -> Any:
    return people.client(user).patch("/api/v1/clinic", {"headache_min_minutes": minutes}, format="json")


def test_the_clinics_length_decides_what_a_headache_day_is(people: People) -> None:
    yesterday = clock.local_today(ZONE) - dt.timedelta(days=1)
    push(people.patient.pk, people.pia.pk, None, [day_record(yesterday, headache=True, duration_min=45)])
    assert PatientSummary.objects.get().headache_days == 1
    assert patch(people, people.lena, 60).json()["headache_min_minutes"] == 60
    assert PatientSummary.objects.get().headache_days == 0
    people.patient.refresh_from_db()
    assert pull(people.patient, 0, "")["headache_min_minutes"] == 60
    line = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/timeline").json()
    assert line["days"][-2]["headache_day"] is False


def test_only_a_lead_changes_it_and_only_at_home(people: People) -> None:
    for user, expected in ((people.tara, 403), (people.pia, 403), (people.cora, 403), (None, 403)):
        assert patch(people, user, 45).status_code == expected
    assert set(Clinic.objects.values_list("headache_min_minutes", flat=True)) == {30}
    assert people.client(people.tara).get("/api/v1/clinic").json()["headache_min_minutes"] == 30


@pytest.mark.parametrize("minutes", [0, 241, -5, "soon", None])
def test_a_length_that_cannot_be_is_refused_in_words(people: People, minutes: object) -> None:
    answer = patch(people, people.lena, minutes)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "headache_min_minutes"
