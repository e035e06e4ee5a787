"""The main job, end to end: assign, do it offline, log a headache, sync, see it, and a reminder that knows."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from backend.common import clock
from tests.canaries import device_of
from tests.conftest import Unblock
from tests.e2e.conftest import DESKTOP, PHONE, Pages, settled
from tests.environment import moved_to
from tests.practice import ZONE, Person, Practice
from tests.ringing import ring_soon
from tests.stack import running_stack
from tests.waiting import wait_for


@pytest.fixture(params=["", "23:58", "03:10"], ids=["by day", "before midnight", "in the quiet hours"])
def begun(request: pytest.FixtureRequest, unblock: Unblock) -> Iterator[Practice]:
    """A practice in the shared Nod, or in one of its own whose clock stands elsewhere."""
    if not request.param:
        yield request.getfixturevalue("practice")
        return
    with moved_to(request.param), running_stack() as stack:
        yield Practice(stack, unblock)


def test_a_program_reaches_the_phone_and_comes_back_as_work(begun: Practice, pages: Pages) -> None:
    stack, nils = begun.stack, begun.patient("Nils Berg", program=False)
    desk = pages(stack, DESKTOP, begun.therapist)
    desk.goto("/clinic/")
    _assign_short_program(desk, nils.name)

    phone = pages(stack, PHONE, nils)
    phone.goto("/app/")
    settled(phone)
    day = clock.local_today(ZONE)
    expect(phone.get_by_role("region", name="Evening")).to_be_visible()

    phone.context.set_offline(True)
    _do_the_evening_session(phone)
    _log_a_headache(phone)
    expect(phone.get_by_text("3 not sent yet")).to_be_visible()

    phone = _close_and_reopen(phone)
    expect(phone.get_by_text("3 not sent yet")).to_be_visible()
    _shown_on(day, phone.get_by_text("Headache logged, worst pain 6."))
    _shown_on(day, phone.get_by_role("region", name="Morning"))
    if clock.local_today(ZONE) == day:
        expect(phone.get_by_role("region", name="Evening")).to_be_hidden()

    phone.context.set_offline(False)
    expect(phone.get_by_text("All sent")).to_be_visible()

    desk.goto("/clinic/")
    row = desk.get_by_role("row", name=nils.name)
    expect(row.get_by_role("cell").nth(3)).to_have_text("1")
    row.get_by_role("link", name=nils.name).click()
    # The last 28 days of the list end yesterday; the logbook has today, too.
    expect(desk.get_by_role("button", name="headache, worst pain 6")).to_be_visible()

    _reminders_ring_or_stay_silent(begun, nils, day)


def _shown_on(day: dt.date, what: Locator) -> None:
    """Wait for what a day's screen shows; at midnight the screen is the next day's."""
    wait_for(f"{what} on {day}", lambda: what.is_visible() or clock.local_today(ZONE) != day)


def _assign_short_program(desk: Page, name: str) -> None:
    """Assign the template's first phase with doses cut short: one repetition, one second."""
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
        expect(phone.get_by_role("heading", name=exercise)).to_be_visible()
        phone.get_by_role("button", name="Skip Get ready").click()
    expect(phone.get_by_role("heading", name="Session done")).to_be_visible()
    phone.get_by_role("group", name="Pain now").get_by_role("button", name="2", exact=True).click()
    phone.get_by_role("button", name="Save session").click()
    expect(phone.get_by_role("heading", name="Hello Nils")).to_be_visible()


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
    expect(reopened.get_by_role("heading", name="Hello Nils")).to_be_visible()
    return reopened


def _reminders_ring_or_stay_silent(practice: Practice, nils: Person, done_on: dt.date) -> None:
    """Nils's evening session is done, or was done before midnight; Prue's is not (mail), nor is Marta's (push)."""
    stack = practice.stack
    prue, marta = practice.patient("Prue Lane"), practice.patient("Marta Soler", language="es")
    device, path = device_of(stack), f"/{marta.user_id}"
    marta.client().put("/api/v1/device/push", {"endpoint": stack.push_service.origin + path, **device.keys}, expect=204)
    rings = [ring_soon(practice, person) for person in (nils, prue, marta)]
    wait_for("the three reminders", lambda: all(ringing.is_over for ringing in rings))
    silent = clock.local_date(rings[0].due_at, ZONE) == done_on
    done = ("silent", "SESSION_DONE") if silent else ("sent", "")
    assert [ringing.outcome for ringing in rings] == [done, ("sent", ""), ("sent", "")]
    assert len(prue.mails()) == 1
    assert len(nils.mails()) == (0 if silent else 1)
    assert marta.mails() == []
    (request,) = (post for post in stack.push_service.requests if post.path == path)
    notification = json.loads(device.decrypt(request.body))["notification"]
    assert notification["title"] == "Un recordatorio de Nod"
    for word in ("dolor", "cuello", "ejercicio", "Soler"):
        assert word not in json.dumps(notification, ensure_ascii=False)
