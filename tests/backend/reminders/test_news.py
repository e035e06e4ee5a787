"""A therapist writes, a program changes: told once, on the same road."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from backend.reminders.models import Occurrence, ReminderRule, Status
from backend.reminders.simulation.push_service import PushService
from tests.backend.reminders.road import DUE, mails, minutes, notification_of, subscribe, sweep
from tests.builders import answers, running_program
from tests.people import People

NOON = dt.datetime(2026, 3, 10, 17, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _only_news(program: Any) -> None:
    """Half past eight in the morning, past the news of the program itself."""
    ReminderRule.objects.update(enabled=False)
    Occurrence.objects.all().delete()
    ReminderRule.objects.filter(kind__in=("message", "program")).update(enabled=True)
    assert sweep(DUE - dt.timedelta(hours=10)) == {"sent": 1}


def write(people: People, at: dt.datetime, text: str = "How is the neck?") -> None:
    with time_machine.travel(at, tick=False):
        answers(people.tara, people.patient.pk, text)


def test_the_new_program_was_told(people: People, settings: Any) -> None:
    assert Occurrence.objects.get().rule.kind == "program"
    assert len(mails(settings)) == 1


def test_a_message_is_told_once_after_a_minute(people: People, settings: Any, push_service: PushService) -> None:
    device = subscribe(people, settings, push_service, at=NOON)
    write(people, NOON)
    assert sweep(NOON + minutes(0.5)) == {}
    assert sweep(NOON + minutes(1)) == {"sent": 1}
    assert [sweep(NOON + minutes(later)) for later in (2, 60, 600)] == [{}, {}, {}]
    shown = notification_of(device, push_service)
    assert (shown["title"], shown["body"]) == ("A reminder from Nod", "There is something new for you in Nod.")
    assert shown["navigate"].endswith("/app/messages")
    assert "snooze" not in shown["data"]
    assert push_service.requests[-1].headers["urgency"] == "normal"


def test_three_messages_in_a_row_are_one_notification(people: People) -> None:
    for second in (0, 20, 40):
        write(people, NOON + dt.timedelta(seconds=second), f"And {second}")
        sweep(NOON + dt.timedelta(seconds=second))
    assert sweep(NOON + minutes(2)) == {"silent:SUPERSEDED": 2, "sent": 1}


def test_who_has_the_app_open_is_not_told(people: People) -> None:
    write(people, NOON)
    with time_machine.travel(NOON + minutes(0.5), tick=False):
        answer = people.client(people.pia).put(
            "/api/v1/device/time-zone", {"time_zone": "America/Chicago"}, format="json"
        )
    assert answer.status_code == 204
    assert sweep(NOON + minutes(1)) == {"silent:SEEN": 1}


def test_at_night_it_waits_for_the_morning(people: People) -> None:
    night = dt.datetime(2026, 3, 11, 3, 0, tzinfo=dt.UTC)  # 22:00 in Chicago
    write(people, night)
    assert sweep(night + minutes(5)) == {}
    assert sweep(dt.datetime(2026, 3, 11, 12, 59, tzinfo=dt.UTC)) == {}
    assert sweep(dt.datetime(2026, 3, 11, 13, 0, tzinfo=dt.UTC)) == {"sent": 1}


def test_a_new_version_is_told(people: People) -> None:
    with time_machine.travel(NOON, tick=False):
        running_program(people.tara, people.patient.pk)
    assert sweep(NOON + minutes(1)) == {"sent": 1}


def test_who_wants_no_news_gets_none(people: People) -> None:
    ReminderRule.objects.filter(kind="message").update(enabled=False)
    write(people, NOON)
    assert sweep(NOON + minutes(1)) == {}


def test_a_day_without_a_worker_still_tells(people: People) -> None:
    write(people, NOON)
    assert sweep(NOON + dt.timedelta(hours=22)) == {"sent": 1}
    assert Occurrence.objects.filter(rule__kind="message", status=Status.SENT).count() == 1
