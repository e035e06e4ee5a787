"""Reminders on a real service worker: shown, told to the server, snoozed; and the screens around them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.common import clock
from tests.canaries import device_of
from tests.e2e.conftest import PHONE
from tests.practice import Person, Practice
from tests.ringing import ring_soon
from tests.waiting import wait_for

# The reminder that rang.
RANG = """
    SELECT id, shown_at FROM reminders_occurrence
    WHERE patient_id = %s AND slot = 'evening' AND status = 'sent' ORDER BY due_at LIMIT 1"""
BROKEN = [
    "",
    "{",
    "null",
    "true",
    "7",
    '"text"',
    "[]",
    "{}",
    '{"notification": 5}',
    '{"notification": null}',
    '{"notification": []}',
    '{"notification": {}}',
    '{"notification": {"title": 5}}',
    '{"notification": {"title": null, "body": {}}}',
    '{"notification": {"title": ["x"], "tag": 1}}',
    '{"notification": {"data": 5}}',
    '{"notification": {"data": {"receipt": {}}}}',
    '{"notification": {"data": {"snooze": 5, "open": null}}}',
    "\x00\x01\x02",
    "é" * 2000,
]


ARRIVES = """() => {
  globalThis.arrived = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("message", resolve, { once: true });
  });
}"""


class Phone:
    """A page of the app and the push service's way to its service worker."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.context.grant_permissions(["notifications"])
        self.session = page.context.new_cdp_session(page)
        self.registrations: list[str] = []
        self.session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda event: self.registrations.extend(each["registrationId"] for each in event["registrations"]),
        )
        self.session.send("ServiceWorker.enable")
        wait_for("the registration", lambda: page.evaluate("1") and self.registrations)

    def deliver(self, data: str) -> None:
        """Hand a decrypted message to the service worker, as the browser does when a push comes, until it is shown.

        The worker tells the page. Asking for notifications meanwhile makes the browser forget one that is just coming.
        """
        self.page.evaluate(ARRIVES)
        origin = self.page.evaluate("location.origin")
        message = {"origin": origin, "registrationId": self.registrations[-1], "data": data}
        self.session.send("ServiceWorker.deliverPushMessage", message)
        self.page.evaluate("arrived.then(() => true)")

    def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate("""async () => {
          const registration = await navigator.serviceWorker.ready;
          const all = await registration.getNotifications();
          return all.map(({ title, body, tag, data, actions }) => ({ title, body, tag, data, actions }));
        }""")
        return found

    def click(self, tag: str, action: str) -> None:
        """Press a button of a notification: the event that the system sends."""
        worker = self.page.context.service_workers[0]
        worker.evaluate(
            """async ([tag, action]) => {
              const [notification] = await self.registration.getNotifications({ tag });
              self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
            }""",
            [tag, action],
        )


@pytest.fixture
def nora(practice: Practice) -> Person:
    return practice.patient("Nora Hill")


@pytest.fixture
def phone_of_nora(phone: Callable[..., Page], nora: Person) -> Phone:
    """Nora's phone."""
    return Phone(phone(nora))


def ring(practice: Practice, patient: Person) -> str:
    """Let a patient's evening reminder ring on a device of theirs; return the decrypted message."""
    stack = practice.stack
    device, path = device_of(stack), f"/{patient.user_id}"
    subscription = {"endpoint": stack.push_service.origin + path, **device.keys}
    patient.client().put("/api/v1/device/push", subscription, expect=204)
    ring_soon(practice, patient)

    def came() -> Any:
        return next((each for each in stack.push_service.requests if each.path == path), None)

    return device.decrypt(wait_for("the push", came).body).decode()


def test_a_reminder_is_shown_told_snoozed_and_opened(phone_of_nora: Phone, practice: Practice, nora: Person) -> None:
    message = ring(practice, nora)
    phone_of_nora.deliver(message)
    (notification,) = phone_of_nora.shown()
    sent = json.loads(message)["notification"]
    assert {name: notification[name] for name in ("title", "body", "tag")} == {
        name: sent[name] for name in ("title", "body", "tag")
    }
    assert [each["title"] for each in notification["actions"]] == ["Open Nod", "In 30 minutes"]
    stack = nora.stack
    rang = wait_for("the receipt", lambda: [row for row in stack.sql(RANG, nora.patient_id) if row[1]])[0][0]

    phone_of_nora.click(sent["tag"], "snooze")
    # Due again in half an hour.
    again = "SELECT status FROM reminders_occurrence WHERE id = %s AND snoozes = 1 AND due_at > %s"
    assert wait_for("the snooze", lambda: stack.sql(again, rang, clock.now())) == [("due",)]
    assert phone_of_nora.shown() == []

    phone_of_nora.deliver(message)
    assert len(phone_of_nora.shown()) == 1
    phone_of_nora.page.goto("/app/settings")
    phone_of_nora.page.get_by_role("heading", name="Settings").wait_for()
    phone_of_nora.click(sent["tag"], "")
    expect(phone_of_nora.page.get_by_role("heading", name="Hello Nora")).to_be_visible()


CLOSE_ALL = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (const each of await registration.getNotifications()) each.close();
}"""


def test_a_broken_message_still_shows_something(phone_of_nora: Phone) -> None:
    assert len(BROKEN) == 20
    for data in BROKEN:
        phone_of_nora.deliver(data)
        assert [notification["title"] for notification in phone_of_nora.shown()] == ["Nod"], data
        phone_of_nora.page.evaluate(CLOSE_ALL)
        # Closing takes its time, and the next one must be the next message's.
        wait_for("it to be gone", lambda: phone_of_nora.shown() == [])


def test_the_test_button_hears_of_the_notification(phone_of_nora: Phone) -> None:
    answer = {"tag": "the-test", "devices": 1, "by_email": False}
    phone_of_nora.page.route("**/api/v1/reminders/test", lambda route: route.fulfill(json=answer))
    phone_of_nora.page.goto("/app/settings")
    phone_of_nora.page.get_by_role("button", name="Send a test reminder").click()
    expect(phone_of_nora.page.get_by_text("On its way…")).to_be_visible()
    phone_of_nora.deliver(
        '{"web_push": 8030, "notification": {"title": "A reminder", "body": "Hello", "tag": "the-test"}}'
    )
    expect(phone_of_nora.page.get_by_text("It arrived on this phone.")).to_be_visible()


def test_without_push_the_test_goes_by_mail(phone_of_nora: Phone) -> None:
    phone_of_nora.page.goto("/app/settings")
    phone_of_nora.page.get_by_role("button", name="Send a test reminder").click()
    expect(phone_of_nora.page.get_by_text("A test email is on its way")).to_be_visible()


def test_times_days_and_quiet_times_are_kept(phone_of_nora: Phone) -> None:
    page = phone_of_nora.page
    page.goto("/app/settings")
    page.get_by_label("Weekly questions", exact=True).wait_for()
    page.locator("summary").filter(has_text="Sunday").click()
    days = page.get_by_role("group", name="Days: Weekly questions")
    days.get_by_role("button", name="Wednesday").click()
    days.get_by_role("button", name="Sunday").click()
    days.get_by_role("button", name="Wednesday").click()
    page.get_by_label("When my therapist writes").uncheck()
    page.get_by_role("button", name="Save reminders").click()
    expect(page.get_by_text("Reminders saved.")).to_be_visible()

    page.get_by_role("button", name="No reminders today").click()
    expect(page.get_by_text(re.compile("No reminders on"))).to_be_visible()
    page.get_by_label("In one week").select_option("7")
    page.get_by_label("Say more on the lock screen").check()
    page.get_by_role("button", name="Save quiet times").click()
    page.reload()
    expect(page.get_by_label("In one week")).to_have_value("7")
    expect(page.get_by_label("Say more on the lock screen")).to_be_checked()
    expect(page.get_by_label("When my therapist writes")).not_to_be_checked()
    expect(page.locator("summary").filter(has_text="Wednesday")).to_be_visible()
    page.get_by_role("button", name="Turn reminders back on").click()
    expect(page.get_by_role("button", name="No reminders today")).to_be_visible()


def test_what_arrives_nowhere_is_said_on_the_first_screen(phone_of_nora: Phone, nora: Person) -> None:
    # Two reminders that a push service took and no device showed.
    statement = """
        INSERT INTO reminders_occurrence (id, clinic_id, rule_id, patient_id, local_date, slot, due_at, expires_at,
            status, silence_reason, attempts, snoozes, done_at, pushed)
        SELECT gen_random_uuid(), r.clinic_id, r.id, r.patient_id, (m.now - back * interval '1 day')::date, 'evening',
            m.now - back * interval '1 day', m.now, 'sent', '', 0, 0, m.now + interval '1 second', true
        FROM reminders_reminderrule r, generate_series(100, 101) back, (SELECT %s::timestamptz AS now) m
        WHERE r.patient_id = %s AND r.kind = 'session' AND r.slot = 'evening'"""
    nora.stack.run(statement, clock.now(), nora.patient_id)
    phone_of_nora.page.goto("/app/")
    expect(phone_of_nora.page.get_by_role("link", name="Reminders aren't getting through")).to_be_visible()
    phone_of_nora.page.get_by_role("link", name="Reminders aren't getting through").click()
    expect(phone_of_nora.page.get_by_text("Last shown on a device")).to_be_visible()


def test_a_link_under_a_mail_stops_the_mails(open_page: Callable[..., Page], nora: Person) -> None:
    nora.client().post("/api/v1/reminders/test", {})
    page = open_page(PHONE)

    text = wait_for("the mail", nora.mails)[0]
    link = re.search(r"/unsubscribe/\S+", text)
    assert link
    page.goto(link.group())
    page.get_by_role("button", name="Stop these emails").click()
    expect(page.get_by_role("status")).to_contain_text("any more reminder emails")


def test_the_operators_page(desk: Callable[..., Page], practice: Practice) -> None:
    page = desk(practice.curator("Celia Moss"), "/admin/")
    page.get_by_role("link", name="Reminders Whether they go out").click()
    expect(page.get_by_role("heading", name="How late they went out")).to_be_visible()
    page.get_by_role("link", name="Last week").click()
    expect(page.get_by_role("link", name="Last week")).to_have_attribute("aria-current", "page")
