"""Reminders on a real service worker: shown, told to the server, snoozed; and the screens around them."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.canaries import device_of
from tests.e2e.conftest import DESKTOP, PHONE, sign_in, sign_in_patient
from tests.http import Client
from tests.stack import Stack, wait_for

ROW = """
    SELECT o.status, o.shown_at, o.acted_at, o.snoozes FROM reminders_occurrence o
    JOIN accounts_patient p ON p.id = o.patient_id JOIN accounts_user u ON u.id = p.user_id
    WHERE u.email = 'nell@nod.example' AND o.slot = 'evening' AND o.due_at <= now() ORDER BY o.due_at DESC LIMIT 1"""
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


def phone_of(open_page: Callable[..., Page], name: str) -> Phone:
    return Phone(sign_in_patient(open_page(PHONE), name))


@pytest.fixture
def nell(open_page: Callable[..., Page]) -> Phone:
    return phone_of(open_page, "nell")


def ring(stack: Stack, zone: str, path: str) -> str:
    """Let Nell's evening reminder ring on a device with this path; return the decrypted message."""
    device = device_of(stack)
    client = Client(stack.url).sign_in("nell@nod.example")
    body = {"endpoint": f"{stack.push_service.origin}/{path}", **device.keys}
    client.put("/api/v1/device/push", body, expect=204)
    client.put("/api/v1/device/time-zone", {"time_zone": zone}, expect=204)
    soon = (dt.datetime.now(ZoneInfo(zone)) + dt.timedelta(seconds=2)).time().replace(microsecond=0)
    rule = {"kind": "session", "slot": "evening", "local_time": soon.isoformat(), "enabled": True}
    client.put("/api/v1/reminders", rule)

    def came() -> Any:
        return next((each for each in stack.push_service.requests if each.path == f"/{path}"), None)

    return device.decrypt(wait_for("the push", came).body).decode()


def test_a_reminder_is_shown_told_snoozed_and_opened(nell: Phone, stack: Stack, zone: str) -> None:
    message = ring(stack, zone, "nell-1")
    nell.deliver(message)
    (notification,) = nell.shown()
    sent = json.loads(message)["notification"]
    assert {name: notification[name] for name in ("title", "body", "tag")} == {
        name: sent[name] for name in ("title", "body", "tag")
    }
    assert [each["title"] for each in notification["actions"]] == ["Open Nod", "In 30 minutes"]
    wait_for("the receipt", lambda: stack.sql(ROW)[0][1])

    nell.click(sent["tag"], "snooze")
    # Due again in half an hour: so it is no longer among what was due until now.
    snoozed = ROW.replace("o.due_at <= now()", "o.due_at > now() AND o.snoozes = 1")
    assert wait_for("the snooze", lambda: stack.sql(snoozed))[0][0] == "due"
    assert nell.shown() == []

    nell.deliver(message)
    assert len(nell.shown()) == 1
    nell.page.goto("/app/settings")
    nell.page.get_by_role("heading", name="Settings").wait_for()
    nell.click(sent["tag"], "")
    expect(nell.page.get_by_role("heading", name="Hello Nell")).to_be_visible()


CLOSE_ALL = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (const each of await registration.getNotifications()) each.close();
}"""


def test_a_broken_message_still_shows_something(open_page: Callable[..., Page]) -> None:
    taro = phone_of(open_page, "taro")
    assert len(BROKEN) == 20
    for data in BROKEN:
        taro.deliver(data)
        assert [notification["title"] for notification in taro.shown()] == ["Nod"], data
        taro.page.evaluate(CLOSE_ALL)
        # Closing takes its time, and the next one must be the next message's.
        wait_for("it to be gone", lambda: taro.shown() == [])


def test_the_test_button_hears_of_the_notification(open_page: Callable[..., Page]) -> None:
    taro = phone_of(open_page, "taro")
    answer = {"tag": "the-test", "devices": 1, "by_email": False}
    taro.page.route("**/api/v1/reminders/test", lambda route: route.fulfill(json=answer))
    taro.page.goto("/app/settings")
    taro.page.get_by_role("button", name="Send a test reminder").click()
    expect(taro.page.get_by_text("On its way…")).to_be_visible()
    taro.deliver('{"web_push": 8030, "notification": {"title": "A reminder", "body": "Hello", "tag": "the-test"}}')
    expect(taro.page.get_by_text("It arrived on this phone.")).to_be_visible()


def test_without_push_the_test_goes_by_mail(open_page: Callable[..., Page]) -> None:
    taro = phone_of(open_page, "taro")
    taro.page.goto("/app/settings")
    taro.page.get_by_role("button", name="Send a test reminder").click()
    expect(taro.page.get_by_text("A test mail is on its way")).to_be_visible()


def test_times_days_and_quiet_times_are_kept(nell: Phone, stack: Stack) -> None:
    page = nell.page
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
    page.get_by_label("Clearer words on the lock screen").check()
    page.get_by_role("button", name="Save quiet times").click()
    page.reload()
    expect(page.get_by_label("In one week")).to_have_value("7")
    expect(page.get_by_label("Clearer words on the lock screen")).to_be_checked()
    expect(page.get_by_label("When my therapist writes")).not_to_be_checked()
    expect(page.locator("summary").filter(has_text="Wednesday")).to_be_visible()
    page.get_by_role("button", name="Remind me again").click()
    expect(page.get_by_role("button", name="No reminders today")).to_be_visible()


def test_what_arrives_nowhere_is_said_on_the_first_screen(nell: Phone, stack: Stack) -> None:
    # Two reminders that a push service took and no device showed.
    stack.run("""
        INSERT INTO reminders_occurrence (id, clinic_id, rule_id, patient_id, local_date, slot, due_at, expires_at,
            status, silence_reason, attempts, snoozes, done_at, pushed)
        SELECT gen_random_uuid(), r.clinic_id, r.id, r.patient_id, current_date - back, 'evening',
            now() - back * interval '1 day', now(), 'sent', '', 0, 0, now() + interval '1 second', true
        FROM reminders_reminderrule r JOIN accounts_patient p ON p.id = r.patient_id
        JOIN accounts_user u ON u.id = p.user_id, generate_series(100, 101) back
        WHERE u.email = 'nell@nod.example' AND r.kind = 'session' AND r.slot = 'evening'""")
    nell.page.goto("/app/")
    expect(nell.page.get_by_role("link", name="Reminders do not arrive")).to_be_visible()
    nell.page.get_by_role("link", name="Reminders do not arrive").click()
    expect(nell.page.get_by_text("Last shown on a device")).to_be_visible()


def test_a_link_under_a_mail_stops_the_mails(open_page: Callable[..., Page], stack: Stack) -> None:
    # Paul, because no other test waits for a mail to him.
    Client(stack.url).sign_in("paul@nod.example").post("/api/v1/reminders/test", {})
    page = open_page(PHONE)
    page.goto("/demo/mailbox/")
    page.get_by_role("link", name=re.compile("A reminder from Nod")).first.click()
    link = re.search(r"/unsubscribe/\S+", page.inner_text("body"))
    assert link
    page.goto(link.group())
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("status")).to_contain_text("no more reminder mails")


def test_the_operators_page(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    sign_in(page, "cora@nod.example")
    page.get_by_role("link", name="Reminders Whether they go out").click()
    expect(page.get_by_role("heading", name="How late they went out")).to_be_visible()
    page.get_by_role("link", name="Last week").click()
    expect(page.get_by_role("link", name="Last week")).to_have_attribute("aria-current", "page")
