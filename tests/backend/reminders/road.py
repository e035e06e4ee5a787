"""What the tests of the road share: a patient in Chicago with an evening reminder, and ways to sweep and to look."""

import datetime as dt
import email
import email.policy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import time_machine

from backend.reminders import news, planning, sending
from backend.reminders.channels.vapid import new_pem
from backend.reminders.models import Occurrence, PushSubscription
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from tests.people import People

# 18:30 in Chicago on a Tuesday.
DUE = dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def sweep(at: dt.datetime = DUE) -> Counter[str]:
    """Do what a worker does every 30 seconds, and every ten minutes, at this moment."""
    with time_machine.travel(at, tick=False):
        planning.plan_due()
        news.tell_news()
        return sending.send_due_reminders()


def mails(settings: Any) -> list[Any]:
    paths = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]


def subscribe(
    people: People,
    settings: Any,
    service: PushService,
    name: str = "device",
    at: dt.datetime = DUE - dt.timedelta(hours=1),
) -> Device:
    """Register a device of Pia's over the API."""
    settings.PUSH_EXTRA_ORIGINS = [service.origin]
    if not settings.VAPID_KEY_FILE.exists():
        settings.VAPID_KEY_FILE.write_bytes(new_pem())
    device = Device()
    body = {"endpoint": f"{service.origin}/{name}", **device.keys}
    with time_machine.travel(at, tick=False):
        answer = people.client(people.pia).put("/api/v1/device/push", body, format="json")
    assert answer.status_code == 204, answer.content
    return device


def notification_of(device: Device, service: PushService, place: int = -1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(device.decrypt(service.requests[place].body))["notification"]
    return found


def row(**wanted: Any) -> Occurrence:
    return Occurrence.objects.get(**{"local_date": "2026-03-10", **wanted})


def tell(people: People, receipt: str, event: str, at: dt.datetime) -> int:
    """Post a receipt as a service worker does: without a sign-in."""
    with time_machine.travel(at, tick=False):
        body = {"receipt": receipt, "event": event}
        status: int = people.client(None).post("/api/v1/reminders/receipts", body, format="json").status_code
        return status


def devices() -> int:
    return PushSubscription.objects.count()
