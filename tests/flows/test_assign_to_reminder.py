"""The story of ARCHITECTURE.md as one readable test, over HTTP against a running server, worker and beat."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.common.ids import new_id
from tests.http import Client
from tests.stack import Stack, wait_for

pytestmark = pytest.mark.browser


def test_assign_sync_work_list_reminder(stack: Stack, zone: str) -> None:
    tara = Client(stack.url).sign_in("tara@nod.example")
    now = dt.datetime.now(ZoneInfo(zone))

    # A therapist invites a patient and assigns a program.
    invitation = tara.post("/api/v1/invitations", {"name": "Flora Quist", "language": "en"}, expect=201)
    template = next(each for each in tara.get("/api/v1/templates") if each["slug"] == "low-load-6wk")
    items = [
        {key: item[key] for key in item if key not in ("name", "minutes_a_day", "figure")}
        for item in template["phases"][0]["items"]
    ]
    program = {"protocol": template["slug"], "phase": 1, "start_on": now.date().isoformat(), "items": items}
    version = tara.post(f"/api/v1/patients/{invitation['patient_id']}/programs", program, expect=201)

    # The patient gets in with the code, and the phone pulls the plan.
    flora = Client(stack.url)
    flora.get("/api/v1/me")
    account = {
        "code": invitation["code"],
        "email": f"flora-{uuid.uuid4().hex[:8]}@nod.example",
        "password": "three quiet words here",
        "time_zone": zone,
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
    row = next(row for row in tara.get("/api/v1/work-list") if row["name"] == "Flora Quist")
    assert (row["sessions_7d"], row["recent"][-1]) == (1, 7)
    timeline = tara.get(f"/api/v1/patients/{invitation['patient_id']}/timeline")
    assert timeline["days"][-1]["peak_intensity"] == 7

    # A question becomes a reason, and an answer clears it.
    flora.post("/api/v1/sync/push", {"records": [_message(now)]})
    row = next(row for row in tara.get("/api/v1/work-list") if row["name"] == "Flora Quist")
    assert [reason["code"] for reason in row["reasons"]] == ["asked_for_help"]
    tara.post(f"/api/v1/patients/{row['id']}/messages", {"text": "Go on gently."}, expect=201)
    assert flora.get("/api/v1/sync/pull")["messages"][-1]["text"] == "Go on gently."

    # The evening reminder comes due, finds the session done, and stays silent.
    soon = (dt.datetime.now(ZoneInfo(zone)) + dt.timedelta(seconds=2)).time().replace(microsecond=0)
    rule = {"kind": "session", "slot": "evening", "local_time": soon.isoformat(), "enabled": True}
    flora.put("/api/v1/reminders", rule)
    query = "SELECT silence_reason FROM reminders_occurrence WHERE patient_id = %s AND status = 'silent'"
    assert wait_for("the silence", lambda: stack.sql(query, row["id"])) == [("SESSION_DONE",)]


def _head(type_name: str, now: dt.datetime) -> dict[str, Any]:
    return {"type": type_name, "id": str(new_id()), "recorded_at": now.isoformat(), "time_zone": str(now.tzinfo)}


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
