"""Push and pull over HTTP."""

import datetime as dt
import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import CareRelationship
from backend.common import clock
from backend.diary.models import DayEntry, DayRevision
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, session_record

PUSH, PULL = "/api/v1/sync/push", "/api/v1/sync/pull"


def push(client: APIClient, *records: Any) -> Any:
    answer = client.post(PUSH, {"records": list(records)}, format="json")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_phone_pulls_what_it_has_not_seen(people: People) -> None:
    client = people.client(people.pia)
    version = running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    first = client.get(PULL).json()
    assert first["plan_changed"]
    assert first["plan"]["version_id"] == str(version.pk)
    push(client, day_record(today, headache=False), session_record(version, today), message_record())
    second = client.get(PULL, {"cursor": first["cursor"], "plan_tag": first["plan_tag"]}).json()
    assert not second["plan_changed"]
    assert second["plan"] is None
    assert [day["fields"] for day in second["days"]] == [{"headache": False}]
    assert [session["slot"] for session in second["sessions"]] == ["evening"]
    assert [message["from_patient"] for message in second["messages"]] == [True]
    third = client.get(PULL, {"cursor": second["cursor"], "plan_tag": second["plan_tag"]}).json()
    assert (third["days"], third["sessions"], third["messages"]) == ([], [], [])


def test_a_correction_keeps_every_version(people: People) -> None:
    client = people.client(people.pia)
    today = clock.local_today(ZONE)
    ids: list[str] = []
    for pain in (4, 6, 5):
        record = day_record(today, parents=ids[-1:], headache=True, peak_intensity=pain)
        ids.append(record["id"])
        push(client, record)
    assert DayRevision.objects.count() == 3
    assert DayEntry.objects.get().fields == {"headache": True, "peak_intensity": 5}
    assert DayEntry.objects.get().heads == [ids[-1]]


def test_the_same_batch_100_times_has_one_effect(people: People) -> None:
    client = people.client(people.pia)
    version = running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    batch = [day_record(today, headache=True, peak_intensity=6), session_record(version, today), message_record()]
    first = push(client, *batch)
    assert [result["outcome"] for result in first] == ["created"] * 3
    before = _everything()
    bodies = {str(push(client, *batch)) for _ in range(99)}
    assert bodies == {str([result | {"outcome": "identical"} for result in first])}
    assert _everything() == before


def _everything() -> list[Any]:
    from django.apps import apps

    skip = {"sessions.session", "audit.auditevent"}
    return [
        (model._meta.label_lower, sorted(map(str, model._default_manager.values_list())))
        for model in apps.get_models()
        if model._meta.label_lower not in skip
    ]


@pytest.mark.parametrize("name", ["tara", "tom", "olga", "lena", "cora", None])
def test_only_a_patient_syncs(people: People, name: str | None) -> None:
    client = people.client(getattr(people, name) if name else None)
    assert client.get(PULL).status_code == 403
    assert client.post(PUSH, {"records": []}, format="json").status_code == 403


def test_a_discharged_patient_goes_on_for_themselves_and_is_told(people: People) -> None:
    people.patient.status = "discharged"
    people.patient.save()
    client = people.client(people.pia)
    assert client.get(PULL).json()["in_care"] is False
    (result,) = client.post(PUSH, {"records": [message_record()]}, format="json").json()["results"]
    assert result["outcome"] == "created"
    assert people.client(people.tara).get("/api/v1/work-list").json() == []


def test_more_than_500_records_are_refused_whole(people: People) -> None:
    answer = people.client(people.pia).post(PUSH, {"records": [{}] * 501}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "records"


@pytest.mark.parametrize("record", ["NaN", '"\\u0000"', "null", '{"id": "\\ud800"}', '{"note": {"a": [1e999]}}'])
def test_a_record_that_cannot_be_stored_keeps_no_other(people: People, record: str) -> None:
    body = f'{{"records": [{record}, {json.dumps(message_record())}]}}'.encode()
    answer = people.client(people.pia).post(PUSH, body, content_type="application/json")
    assert [each["outcome"] for each in answer.json()["results"]] == ["refused", "created"]


@pytest.mark.parametrize(
    "body", ['{"records": [], "owner": NaN}', '{"records": [], "a": "\\u0000"}', "[" * 60 + "]" * 60, "{", "\xff"]
)
def test_json_that_cannot_be_stored_is_refused(people: People, body: str) -> None:
    answer = people.client(people.pia).post(PUSH, body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_change_of_care_changes_nothing_for_the_patient(people: People) -> None:
    CareRelationship.objects.update(ended_at=clock.now() - dt.timedelta(days=1))
    assert people.client(people.pia).get(PULL).status_code == 200


def test_one_persons_phone_never_syncs_under_anothers_sign_in(people: People) -> None:
    client = people.client(people.pia)
    records = [message_record()]
    answer = client.post(PUSH, {"owner": str(people.tara.pk), "records": records}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "other_owner")
    assert client.get(PULL, {"owner": str(people.tara.pk)}).status_code == 409
    answer = client.post(PUSH, {"owner": str(people.pia.pk), "records": records}, format="json")
    assert answer.json()["results"][0]["outcome"] == "created"
    assert len(client.get(PULL, {"owner": str(people.pia.pk)}).json()["messages"]) == 1


def test_a_day_is_written_a_thousand_times_and_no_more(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.sync.records.MOST_REVISIONS", 3)
    client = people.client(people.pia)
    today = clock.local_today(ZONE)
    records = [day_record(today, peak_intensity=number) for number in range(4)]
    outcomes = [result["outcome"] for result in push(client, *records[:2])]
    results = push(client, *records[2:], day_record(today - dt.timedelta(days=1), headache=False))
    assert outcomes + [result["outcome"] for result in results] == ["created"] * 3 + ["refused", "created"]
    assert results[1]["errors"][0]["code"] == "too_often"
    assert push(client, records[0])[0]["outcome"] == "identical", "what is stored may come again"


def test_a_phone_gets_no_more_heads_than_it_may_name(people: People) -> None:
    client = people.client(people.pia)
    today = clock.local_today(ZONE)
    push(client, *(day_record(today, peak_intensity=number % 11) for number in range(60)))
    heads = client.get(PULL).json()["days"][0]["heads"]
    assert push(client, day_record(today, parents=heads, peak_intensity=5))[0]["outcome"] == "created"


def test_what_holds_no_end_of_names_is_refused(people: People) -> None:
    client = people.client(people.pia)
    today = clock.local_today(ZONE)
    many = {f"Thing {number}": 5 for number in range(101)}
    results = push(
        client,
        dated_record("measure_score", today, measure="activities", values=many),
        dated_record("measure_score", today, measure="activities", values={"x" * 201: 5}),
        day_record(today, medicines=[{"class": "simple"}] * 51),
    )
    assert [result["outcome"] for result in results] == ["refused"] * 3
