"""The story of ARCHITECTURE.md as one readable test, over HTTP against a running server, worker and beat."""

import datetime as dt
import uuid
from typing import Any

import pytest

from backend.common import clock
from backend.common.ids import new_id
from tests.http import Client
from tests.practice import ZONE, Person, Practice
from tests.ringing import ring_soon
from tests.waiting import wait_for

pytestmark = pytest.mark.browser


def test_assign_sync_work_list_reminder(practice: Practice) -> None:
    therapist, now = practice.therapist.client(), clock.now()

    # A therapist invites a patient and assigns a program.
    invitation = therapist.post("/api/v1/invitations", {"name": "Flora Quist", "language": "en"}, expect=201)
    template = next(each for each in therapist.get("/api/v1/templates") if each["slug"] == "low-load-6wk")
    items = [
        {key: item[key] for key in item if key not in ("name", "minutes_a_day", "figure")}
        for item in template["phases"][0]["items"]
    ]
    program = {"protocol": template["slug"], "phase": 1, "start_on": now.date().isoformat(), "items": items}
    version = therapist.post(f"/api/v1/patients/{invitation['patient_id']}/programs", program, expect=201)

    # The patient gets in with the code, and the phone pulls the plan.
    flora = Client(practice.stack.url)
    flora.get("/api/v1/me")
    account: dict[str, Any] = {
        "code": invitation["code"],
        "email": practice.address("Flora"),
        "password": "three quiet words here",
        "time_zone": ZONE,
        "language": "en",
        "consents": True,
    }
    flora.post("/api/v1/invitations/redeem", account, expect=201)
    pulled = flora.get("/api/v1/sync/pull")
    assert pulled["plan"]["version_id"] == version["version_id"]
    assert pulled["plan"]["items"][0]["figure"]["poses"]

    # A session and a headache, done offline, arrive in one batch; sending it again changes nothing.
    batch = [_session(pulled["plan"], now), _headache(now)]
    first = flora.post("/api/v1/sync/push", {"records": batch})["results"]
    again = flora.post("/api/v1/sync/push", {"records": batch})["results"]
    assert [result["outcome"] for result in first] == ["created", "created"]
    assert [result["outcome"] for result in again] == ["identical", "identical"]

    # The work list and the patient page show it.
    [row] = therapist.get("/api/v1/work-list")
    # The last 28 days end yesterday.
    assert (row["sessions_7d"], row["recent"][-1]) == (1, None)
    timeline = therapist.get(f"/api/v1/patients/{invitation['patient_id']}/timeline")
    assert timeline["days"][-1]["peak_intensity"] == 7

    # A question becomes a reason, and an answer clears it.
    flora.post("/api/v1/sync/push", {"records": [_message(now)]})
    [row] = therapist.get("/api/v1/work-list")
    assert [reason["code"] for reason in row["reasons"]] == ["asked_for_help"]
    read = row["reasons"][0]["evidence"]["newest"]
    answer = {"text": "Go on gently.", "last_read": read}
    therapist.post(f"/api/v1/patients/{row['id']}/messages", answer, expect=201)
    assert flora.get("/api/v1/sync/pull")["messages"][-1]["text"] == "Go on gently."

    # The evening reminder comes due, finds the session done, and stays silent; after midnight it is another day's.
    session = next(cookie.value or "" for cookie in flora.cookies if cookie.name == "nod-session")
    me = uuid.UUID(flora.get("/api/v1/me")["id"])
    patient = Person(practice.stack, me, "Flora Quist", account["email"], session, uuid.UUID(row["id"]))
    ringing = ring_soon(practice, patient)
    wait_for("the reminder's hour", lambda: ringing.is_over)
    silent = clock.local_date(ringing.due_at, ZONE) == now.date()
    assert ringing.outcome == (("silent", "SESSION_DONE") if silent else ("sent", ""))


def _head(type_name: str, now: dt.datetime) -> dict[str, Any]:
    return {"type": type_name, "id": str(new_id()), "recorded_at": now.isoformat(), "time_zone": ZONE}


def _session(plan: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    exercises = [
        {"item_id": item["id"], "outcome": "done", "sets_done": item["dose"]["sets"], "reps_done": 10}
        for item in plan["items"]
        if item["dose"]["per_day"] <= 3
    ]
    return {
        **_head("session", now),
        "occurred_on": now.date().isoformat(),
        "version_id": plan["version_id"],
        "slot": "evening",
        "started_at": (now - dt.timedelta(minutes=8)).isoformat(),
        "ended_at": now.isoformat(),
        "pain_after": 2,
        "exercises": exercises,
    }


def _headache(now: dt.datetime) -> dict[str, Any]:
    changes = {"headache": True, "peak_intensity": 7, "duration_min": 120}
    return {**_head("day_entry", now), "occurred_on": now.date().isoformat(), "parents": [], "changes": changes}


def _message(now: dt.datetime) -> dict[str, Any]:
    return {**_head("message", now), "text": "It hurts a bit. Go on?"}
