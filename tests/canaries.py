"""Marked health details, planted before a worker's browser tests begin and searched for when they are over: in every
push, mail, subject, address, log and queue of the whole run."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import redis

from backend.common import clock
from backend.reminders.simulation.device import Device
from tests.prepared import libpq
from tests.records import day_record, message_record
from tests.stack import Stack

if TYPE_CHECKING:
    from tests.practice import Practice

MARK = "canary-7f3a"


def plant(practice: "Practice") -> None:
    """Let a patient with a phone write marked notes and a message, and the therapist answer, which rings the phone."""
    patient = practice.patient("Cary Stone")
    phone = patient.client()
    body = {"endpoint": f"{practice.stack.push_service.origin}/canary", **device_of(practice.stack).keys}
    phone.put("/api/v1/device/push", body, expect=204)
    day = day_record(clock.local_today("UTC"), headache=True, peak_intensity=7, note=f"{MARK} note")
    answer = phone.post("/api/v1/sync/push", {"records": [day, message_record(f"{MARK} message")]})
    assert {each["outcome"] for each in answer["results"]} == {"created"}, answer
    therapist = practice.therapist.client()
    read = answer["results"][1]["id"]
    written = {"text": f"{MARK} reply", "last_read": read}
    therapist.post(f"/api/v1/patients/{patient.patient_id}/messages", written, expect=201)
    note = {"text": f"{MARK} desk note", "minutes": 5}
    therapist.post(f"/api/v1/patients/{patient.patient_id}/notes", note, expect=201)


def found(stack: Stack) -> list[str]:
    """Return every place in which a mark stands although it must not, and every address with a person in it."""
    places = [where for where, text in _told(stack) if MARK in text]
    places += [url for url in stack.urls if MARK in url or "@" in url or "%40" in url]
    return places


def _told(stack: Stack) -> Iterator[tuple[str, str]]:
    for path in [*(stack.folder / "log").glob("*"), *(stack.folder / "mail").glob("*")]:
        yield path.name, path.read_text(errors="replace")
    if log := database_log(stack.database_url):
        yield "the database's log", log
    for post in stack.push_service.requests:
        yield f"push to {post.path}", f"{post.path} {post.headers} {post.body!r}"
        for device in stack.devices:
            with contextlib.suppress(Exception):  # another device's message
                yield f"opened push to {post.path}", device.decrypt(post.body).decode()
    if url := stack.environment.get("REDIS_URL"):
        with redis.from_url(url) as queue:
            for key in queue.scan_iter():
                yield f"Redis key {key!r}", f"{key!r} {queue.dump(key)!r}"


def database_log(url: str) -> str:
    """Return the log of a database server that the tests started, "" of another one."""
    with psycopg.connect(libpq(url)) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    path = Path(row[0]).with_name("log") if row else None
    return path.read_text(errors="replace") if path and path.is_file() else ""


def device_of(stack: Stack) -> Device:
    """Return a new device whose messages are opened in the search."""
    device = Device()
    stack.devices.append(device)
    return device
