"""The main job, end to end: assign, do it offline, log a headache, sync, see it, and a reminder that knows."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Playwright, expect

from tests.canaries import device_of
from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, sign_in, sign_in_patient
from tests.stack import Stack, wait_for


def test_a_program_reaches_the_phone_and_comes_back_as_work(
    open_page: Callable[..., Page], stack: Stack, playwright_: Playwright, zone: str
) -> None:
    desk = open_page(DESKTOP)
    _assign_short_program(desk, "Nico Brandt")

    phone = open_page(PHONE)
    sign_in_patient(phone, "nico")
    expect(phone.get_by_role("region", name="Evening")).to_be_visible()

    phone.context.set_offline(True)
    _do_the_evening_session(phone)
    _log_a_headache(phone)
    expect(phone.get_by_text("3 not sent yet")).to_be_visible()

    phone = _close_and_reopen(phone)
    expect(phone.get_by_text("3 not sent yet")).to_be_visible()
    expect(phone.get_by_text("Headache logged, worst pain 6.")).to_be_visible()
    expect(phone.get_by_role("region", name="Evening")).to_be_hidden()

    phone.context.set_offline(False)
    expect(phone.get_by_text("All sent")).to_be_visible()

    desk.goto("/clinic/")
    row = desk.get_by_role("row", name="Nico Brandt")
    expect(row.get_by_role("cell").nth(3)).to_have_text("1")
    expect(row.get_by_role("img", name="1 headache days in 1 recorded, worst pain 6")).to_be_visible()

    _reminders_ring_or_stay_silent(stack, playwright_, zone)


def _assign_short_program(desk: Page, name: str) -> None:
    """Assign the template's first phase with doses cut short: one repetition, one second."""
    sign_in(desk, "tara@nod.example")
    desk.get_by_role("link", name=name).click()
    desk.get_by_role("link", name="Assign a program").click()
    expect(desk.get_by_role("heading", name="Gentle chin nod, lying down")).to_be_visible()
    for label, value in (("Repetitions", "1"), ("Hold (s)", "1"), ("Rest (s)", "0")):
        for field in desk.get_by_label(label).all():
            field.fill(value)
    desk.get_by_role("button", name="Publish the program").click()
    expect(desk.get_by_role("heading", name=name)).to_be_visible()
    expect(desk.get_by_text("1 × 1, hold 1 s · 2× a day, 7 days a week").first).to_be_visible()


def _do_the_evening_session(phone: Page) -> None:
    """Do the whole session in real time; only the get-ready times are skipped."""
    phone.get_by_role("region", name="Evening").get_by_role("link", name="Start").click()
    phone.get_by_role("button", name="Start").click()
    for exercise in ("Gentle chin nod, lying down", "Shoulder blade set", "Slow head turns"):
        expect(phone.get_by_role("heading", name=exercise)).to_be_visible(timeout=15_000)
        phone.get_by_role("button", name="Skip Get ready").click()
    expect(phone.get_by_role("heading", name="Session done")).to_be_visible(timeout=15_000)
    phone.get_by_role("group", name="Pain now").get_by_role("button", name="2", exact=True).click()
    phone.get_by_role("button", name="Save session").click()
    expect(phone.get_by_role("heading", name="Hello Nico")).to_be_visible()


def _log_a_headache(phone: Page) -> None:
    """Two taps: yes, and how bad."""
    phone.get_by_role("button", name="Yes").click()
    phone.get_by_role("group", name="Worst pain that day").get_by_role("button", name="6", exact=True).click()
    expect(phone.get_by_text("Headache logged, worst pain 6.")).to_be_visible()


def _close_and_reopen(phone: Page) -> Page:
    context = phone.context
    phone.close()
    reopened = context.new_page()
    reopened.goto("/app/")
    expect(reopened.get_by_role("heading", name="Hello Nico")).to_be_visible()
    return reopened


def _reminders_ring_or_stay_silent(stack: Stack, playwright_: Playwright, zone: str) -> None:
    """Nico's evening session is done; Pia's is not (mail), nor is Mona's (push)."""
    clients = {name: _api(stack, playwright_, name) for name in ("nico", "pia", "mona")}
    device = device_of(stack)
    body = {"endpoint": f"{stack.push_service.origin}/mona", **device.keys}
    assert _put(clients["mona"], "/api/v1/device/push", body).status == 204
    for client in clients.values():
        assert _put(client, "/api/v1/device/time-zone", {"time_zone": zone}).status == 204
    soon = (dt.datetime.now(ZoneInfo(zone)) + dt.timedelta(seconds=3)).time().replace(microsecond=0)
    rule = {"kind": "session", "slot": "evening", "local_time": soon.isoformat(), "enabled": True}
    for client in clients.values():
        assert _put(client, "/api/v1/reminders", rule).status == 200

    def outcome(name: str) -> Any:
        query = """
            SELECT o.status, o.silence_reason FROM reminders_occurrence o
            JOIN accounts_patient p ON p.id = o.patient_id JOIN accounts_user u ON u.id = p.user_id
            WHERE u.email = %s AND o.status <> 'due' ORDER BY o.due_at DESC LIMIT 1"""
        rows = stack.sql(query, f"{name}@nod.example")
        return rows[0] if rows else None

    assert wait_for("Nico's silence", lambda: outcome("nico")) == ("silent", "SESSION_DONE")
    assert wait_for("Pia's mail", lambda: outcome("pia")) == ("sent", "")
    assert wait_for("Mona's push", lambda: outcome("mona")) == ("sent", "")

    mailbox = clients["pia"].get("/demo/mailbox/").text()
    assert "pia@nod.example" in mailbox
    assert "nico@nod.example" not in mailbox
    assert "mona@nod.example" not in mailbox
    (request,) = (post for post in stack.push_service.requests if post.path == "/mona")
    notification = json.loads(device.decrypt(request.body))["notification"]
    assert notification["title"] == "Un recordatorio de Nod"
    for word in ("dolor", "cuello", "ejercicio", "Castillo"):
        assert word not in json.dumps(notification, ensure_ascii=False)


def _api(stack: Stack, playwright_: Playwright, name: str) -> Any:
    client = playwright_.request.new_context(base_url=stack.url)
    client.get("/api/v1/me")
    body = {"email": f"{name}@nod.example", "password": PASSWORD}
    answer = client.post("/_allauth/browser/v1/auth/login", data=body, headers=_csrf(client))
    assert answer.ok, answer.text()
    return client


def _put(client: Any, path: str, body: dict[str, Any]) -> Any:
    return client.put(path, data=body, headers=_csrf(client))


def _csrf(client: Any) -> dict[str, str]:
    cookies = client.storage_state()["cookies"]
    return {"X-CSRFToken": next(cookie["value"] for cookie in cookies if cookie["name"] == "nod-csrf")}
