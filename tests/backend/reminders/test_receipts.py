"""What a phone tells: shown, opened, later. And what follows when it tells nothing."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Patient
from backend.common.ids import new_id
from backend.insights.models import Reason
from backend.insights.services import refresh_summary
from backend.reminders.capability import receipt_of
from backend.reminders.models import Occurrence, PushSubscription, ReminderPreferences, Status
from backend.reminders.simulation.push_service import PushAnswer, PushService
from backend.sync.push import push
from tests.backend.reminders.road import DAY, DUE, devices, mails, minutes, notification_of, row, subscribe, sweep, tell
from tests.people import People
from tests.records import session_record


@pytest.fixture
def receipt(people: People, program: Any, settings: Any, push_service: PushService) -> str:
    """The receipt of this evening's reminder on Pia's phone."""
    device = subscribe(people, settings, push_service)
    assert sweep() == {"sent": 1}
    found: str = notification_of(device, push_service)["data"]["receipt"]
    return found


def test_shown_and_opened_are_kept(people: People, receipt: str) -> None:
    assert tell(people, receipt, "shown", DUE + minutes(1)) == 204
    assert tell(people, receipt, "opened", DUE + minutes(3)) == 204
    assert tell(people, receipt, "shown", DUE + minutes(9)) == 204
    assert (row().shown_at, row().acted_at) == (DUE + minutes(1), DUE + minutes(3))
    assert PushSubscription.objects.get().shown_at == DUE + minutes(9)


def test_a_snooze_rings_again_in_half_an_hour(people: People, receipt: str, push_service: PushService) -> None:
    assert tell(people, receipt, "snoozed", DUE + minutes(2)) == 204
    assert sweep(DUE + minutes(31)) == {}
    assert sweep(DUE + minutes(32)) == {"sent": 1}
    first, second = push_service.requests
    assert first.headers["topic"] == second.headers["topic"]


def test_a_snoozed_reminder_is_silent_once_done(people: People, receipt: str, program: Any) -> None:
    tell(people, receipt, "snoozed", DUE + minutes(2))
    with time_machine.travel(DUE + minutes(20), tick=False):
        push(people.patient.pk, people.pia.pk, None, [session_record(program, dt.date(2026, 3, 10))])
    assert sweep(DUE + minutes(32)) == {"silent:SESSION_DONE": 1}


def test_three_snoozes_are_enough(people: People, receipt: str) -> None:
    at = DUE
    for _ in range(3):
        assert tell(people, receipt, "snoozed", at) == 204
        at += minutes(30)
        assert sweep(at) == {"sent": 1}
    tell(people, receipt, "snoozed", at)
    assert row().status == Status.SENT


def test_a_receipt_told_twice_snoozes_once(people: People, receipt: str) -> None:
    tell(people, receipt, "snoozed", DUE + minutes(1))
    tell(people, receipt, "snoozed", DUE + minutes(5))
    assert (row().snoozes, row().due_at) == (1, DUE + minutes(31))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: ("B" if text[0] == "A" else "A") + text[1:],
        lambda text: text[:40],
        lambda _: "x",
        lambda _: "é",
    ],
)
def test_a_forged_receipt_is_refused_by_name(people: People, receipt: str, change: Any) -> None:
    with time_machine.travel(DUE, tick=False):
        body = {"receipt": change(receipt), "event": "shown"}
        answer = people.client(None).post("/api/v1/reminders/receipts", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "receipt"
    assert row().shown_at is None


def test_a_receipt_of_a_test_or_of_a_row_long_gone_is_taken(people: People, receipt: str) -> None:
    device = PushSubscription.objects.get()
    assert tell(people, receipt_of(new_id(), device.pk), "shown", DUE) == 204
    assert PushSubscription.objects.get().shown_at == DUE


def test_two_unseen_reminders_bring_mail_the_banner_and_the_therapist(
    people: People, receipt: str, settings: Any
) -> None:
    assert sweep(DUE + DAY) == {"sent": 1}
    assert mails(settings) == [], "two went out, and nobody can know yet"
    assert sweep(DUE + 2 * DAY) == {"sent": 1}
    assert len(mails(settings)) == 1
    with time_machine.travel(DUE + 2 * DAY, tick=False):
        assert people.client(people.pia).get("/api/v1/reminders/state").json()["broken"] is True
        refresh_summary(Patient.objects.get())
        assert Reason.objects.get(code="unreached").evidence == {"since": "2026-03-11", "rule": {"pushes": 2}}
    tell(people, receipt, "shown", DUE + 2 * DAY + minutes(1))
    assert sweep(DUE + 3 * DAY) == {"sent": 1}
    assert len(mails(settings)) == 1, "a receipt: pushes arrive again"
    assert Patient.objects.get().unreached_since is None


def test_who_wants_no_mail_gets_none_even_then(people: People, receipt: str, settings: Any) -> None:
    ReminderPreferences.objects.update(by_email=False)
    for day in (1, 2, 3):
        assert sweep(DUE + day * DAY) == {"sent": 1}
    assert mails(settings) == []


def test_the_last_device_gone_means_unreached_until_a_new_one(
    people: People, receipt: str, settings: Any, push_service: PushService
) -> None:
    push_service.status = 410
    assert sweep(DUE + DAY) == {"sent": 1}
    assert (devices(), len(mails(settings))) == (0, 1)
    assert Patient.objects.get().unreached_since == DUE + DAY
    push_service.status = 201
    subscribe(people, settings, push_service, "new")
    assert Patient.objects.get().unreached_since is None


def test_one_of_two_devices_gone_reaches_the_other(
    people: People, receipt: str, settings: Any, push_service: PushService
) -> None:
    tell(people, receipt, "shown", DUE + minutes(1))
    subscribe(people, settings, push_service, "tablet", at=DUE + minutes(2))
    push_service.answer = lambda post: PushAnswer(410 if post.path == "/device" else 201)
    assert sweep(DUE + DAY) == {"sent": 1}
    assert (devices(), mails(settings)) == (1, [])
    assert Patient.objects.get().unreached_since is None


def test_the_state_says_when_it_last_worked(people: People, receipt: str) -> None:
    tell(people, receipt, "shown", DUE + minutes(1))
    with time_machine.travel(DUE + minutes(2), tick=False):
        state = people.client(people.pia).get("/api/v1/reminders/state").json()
    assert (state["devices"], state["broken"], state["by_email"]) == (1, False, True)
    assert state["last_sent_at"] == "2026-03-10T23:30:00Z"
    assert state["last_shown_at"] == "2026-03-10T23:31:00Z"
    assert state["next_due_at"] == "2026-03-11T23:30:00Z"


def test_no_way_left_is_counted_and_flagged(people: People, program: Any) -> None:
    ReminderPreferences.objects.update(by_email=False)
    assert sweep() == {"silent:NO_CHANNEL": 1}
    assert Patient.objects.get().unreached_since == DUE
    assert Occurrence.objects.filter(silence_reason="NO_CHANNEL").count() == 1
