"""Marked health details, planted before the browser tests begin and searched for when they are over: in every push,
mail, subject, address, log and queue of the whole run."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import redis

from backend.common import clock
from backend.reminders.simulation.device import Device
from tests.http import Client
from tests.records import ZONE, day_record, message_record
from tests.stack import Stack

MARK = "canary-7f3a"
PATIENTS = ("sam", "nell", "pia")


def plant(stack: Stack) -> None:
    """Let patients write marked notes and messages, and their therapist answer with one."""
    today = clock.local_today(ZONE)
    for name in PATIENTS:
        client = Client(stack.url).sign_in(f"{name}@nod.example")
        day = day_record(today, headache=True, peak_intensity=7, note=f"{MARK} note of {name}")
        answer = client.post("/api/v1/sync/push", {"records": [day, message_record(f"{MARK} message of {name}")]})
        assert {each["outcome"] for each in answer["results"]} == {"created"}, answer
    therapist = Client(stack.url).sign_in("tara@nod.example")
    # Not to one whose reminders the tests wait for: after news they would wait ten minutes.
    patient = stack.sql("SELECT id FROM accounts_patient WHERE starts_with(name, 'Rita')")[0][0]
    therapist.post(f"/api/v1/patients/{patient}/messages", {"text": f"{MARK} reply"}, expect=201)


def found(stack: Stack) -> list[str]:
    """Return every place in which a mark stands although it must not, and every address with a person in it."""
    places = [where for where, text in _told(stack) if MARK in text]
    places += [url for url in stack.urls if MARK in url or "@" in url or "%40" in url]
    return places


def _told(stack: Stack) -> Iterator[tuple[str, str]]:
    folder = Path(stack.environment["NOD_VAR_DIR"])
    for path in [*(folder / "log").glob("*"), *(folder / "mail").glob("*")]:
        yield path.name, path.read_text(errors="replace")
    for post in stack.push_service.requests:
        yield f"push to {post.path}", f"{post.path} {post.headers} {post.body!r}"
        for device in stack.devices:
            with contextlib.suppress(Exception):  # another device's message
                yield f"opened push to {post.path}", device.decrypt(post.body).decode()
    if url := stack.environment.get("REDIS_URL"):
        with redis.from_url(url) as queue:
            for key in queue.scan_iter():
                yield f"Redis key {key!r}", f"{key!r} {queue.dump(key)!r}"


def device_of(stack: Stack) -> Device:
    """Return a new device whose messages are opened in the search."""
    device = Device()
    stack.devices.append(device)
    return device
