"""What a phone's wrong clock may do: nothing that outlives it."""

import datetime as dt
from typing import Any

import pytest

from backend.common import clock
from backend.insights.models import PatientSummary
from tests.builders import answers, phone_sends
from tests.people import People
from tests.records import ZONE, day_record, message_record


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "1601-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_a_time_that_no_clock_can_mean_is_refused_alone_with_what_to_do(people: People, time: str) -> None:
    good = message_record("Good one")
    body = {"records": [{**message_record(), "recorded_at": time}, good]}
    bad, fine = people.client(people.pia).post("/api/v1/sync/push", body, format="json").json()["results"]
    assert fine["outcome"] == "created"
    assert bad["errors"][0]["field"] == "recorded_at"
    assert "Set date and time on the phone" in bad["errors"][0]["detail"]


def test_a_message_a_year_ahead_stands_where_it_arrived(people: People) -> None:
    pia, tara = people.client(people.pia), people.client(people.tara)
    ahead = (clock.now() + dt.timedelta(days=365)).isoformat()
    phone_sends(people.patient.pk, people.pia.pk, [{**message_record("From next year"), "recorded_at": ahead}])
    answers(people.tara, people.patient.pk, "Please stop the exercises")
    thread = tara.get(f"/api/v1/patients/{people.patient.pk}/messages").json()
    assert [each["text"] for each in thread] == ["From next year", "Please stop the exercises"]
    assert thread[0]["recorded_at"] > thread[0]["received_at"], "the claimed time is told"
    pulled = pia.get("/api/v1/sync/pull").json()["messages"]
    assert [each["text"] for each in pulled] == ["From next year", "Please stop the exercises"]


def test_a_clock_ahead_makes_nobody_heard_of_in_the_future(people: People) -> None:
    ahead = (clock.now() + dt.timedelta(days=365)).isoformat()
    today = clock.local_today(ZONE)
    sent: list[dict[str, Any]] = [message_record("Hello"), day_record(today, headache=False)]
    phone_sends(people.patient.pk, people.pia.pk, [{**record, "recorded_at": ahead} for record in sent])
    assert PatientSummary.objects.get().last_heard_on == today
    notes = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/notes").json()
    assert notes["monitoring"]["days"] == 1
