"""A phone gets 90 days of its owner's record; what lies before is shown while there is a network."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from rest_framework.test import APIClient

from backend.common import clock
from backend.diary.models import DayEntry
from backend.diary.selectors import day_payload
from backend.sync.pull import PHONE_DAYS
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

PULL, DAYS, MESSAGES = "/api/v1/sync/pull", "/api/v1/sync/earlier/days", "/api/v1/sync/earlier/messages"
NOW = dt.datetime(2026, 6, 20, 17, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 6, 20)
KEPT_FROM = TODAY - dt.timedelta(days=PHONE_DAYS)


@pytest.fixture
def client(people: People) -> Iterator[APIClient]:
    """Pia's phone, after entries of long ago, of the last day before what is kept, and of the first day that is."""
    client = people.client(people.pia)
    with clock.told_by(lambda: NOW - dt.timedelta(days=200)):
        version = running_program(people.tara, people.patient.pk)
    for on in (TODAY - dt.timedelta(days=150), KEPT_FROM - dt.timedelta(days=1), KEPT_FROM):
        noon = dt.datetime.combine(on, dt.time(17), dt.UTC)
        with clock.told_by(lambda at=noon: at):  # type: ignore[misc]
            records = [
                day_record(on, headache=True, peak_intensity=5),
                session_record(version, on),
                message_record(f"Written on {on}"),
                red_flag_record(on, s2=False),
                dated_record("measure_score", on, measure="activities", values={"Reading": 4}),
            ]
            answer = client.post("/api/v1/sync/push", {"records": records}, format="json").json()
        assert {each["outcome"] for each in answer["results"]} == {"created"}, answer
    with clock.told_by(lambda: NOW):
        yield client


def test_a_new_phone_gets_ninety_days_and_no_more(client: APIClient) -> None:
    pulled = client.get(PULL).json()
    for kind in ("days", "sessions", "scores", "checks"):
        assert [row["occurred_on"] for row in pulled[kind]] == [KEPT_FROM.isoformat()], kind
    assert [message["text"] for message in pulled["messages"]] == [f"Written on {KEPT_FROM}"]
    assert pulled["record_since"] == (TODAY - dt.timedelta(days=150)).isoformat()


def test_each_message_is_kept_or_asked_for_never_both(client: APIClient) -> None:
    """Also those of the first day that is kept, come earlier in that day than it is now, and around its midnight."""
    midnight = dt.datetime.combine(KEPT_FROM, dt.time(), ZoneInfo(ZONE))
    for minutes in (-1, 0, 1):
        with clock.told_by(lambda at=midnight + dt.timedelta(minutes=minutes): at):  # type: ignore[misc]
            client.post("/api/v1/sync/push", {"records": [message_record(f"{minutes}")]}, format="json")
    kept, earlier = ([each["text"] for each in client.get(path).json()["messages"]] for path in (PULL, MESSAGES))
    assert kept == ["0", "1", f"Written on {KEPT_FROM}"]
    assert earlier[-1] == "-1"
    assert not set(kept) & set(earlier)


def test_what_lies_before_is_shown_when_it_is_asked_for(client: APIClient) -> None:
    shown = [
        day["occurred_on"]
        for month in ("2026-01", "2026-02", "2026-03", "2026-06")
        for day in client.get(DAYS, {"month": month}).json()["days"]
    ]
    assert shown == ["2026-01-21", "2026-03-21"]
    first = client.get(DAYS, {"month": "2026-01"}).json()["days"][0]
    stored = DayEntry.objects.order_by("occurred_on").values_list("occurred_on", "fields", "heads", "conflicts")
    assert first == day_payload(*stored[0])
    assert [each["text"] for each in client.get(MESSAGES).json()["messages"]] == [
        "Written on 2026-01-21",
        "Written on 2026-03-21",
    ]


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "2026-1", "0000-01", "2026-03-01", "２０２６-01"])
def test_a_month_is_asked_for_by_its_number(client: APIClient, month: str) -> None:
    answer = client.get(DAYS, {"month": month})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "month"


def test_the_month_before_a_long_program_is_counted_here(people: People) -> None:
    client = people.client(people.pia)
    assert client.get(PULL).json()["before"] is None
    start = clock.local_today(ZONE) - dt.timedelta(days=120)
    records = []
    for back in range(1, 31):
        on = start - dt.timedelta(days=back)
        written_at = dt.datetime.combine(on, dt.time(17), dt.UTC).isoformat()
        records.append({**day_record(on, headache=back % 3 == 0), "recorded_at": written_at})
    client.post("/api/v1/sync/push", {"records": records}, format="json")
    running_program(people.tara, people.patient.pk, days_ago=120)
    pulled = client.get(PULL).json()
    assert pulled["plan"]["start_on"] == start.isoformat()
    # Of 1 to 28 days back, those divisible by three.
    assert pulled["before"] == {"recorded_days": 28, "headache_days": 9}
    assert pulled["days"] == []
