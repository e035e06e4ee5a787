"""A worker killed outright, or a queue emptied, loses no reminder: the rows are the truth."""

import datetime as dt
import signal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import redis

from scripts import services
from tests.http import Client
from tests.stack import Stack, wait_for

pytestmark = pytest.mark.browser
OF_PATIENT = """
    FROM reminders_occurrence o
    JOIN accounts_patient p ON p.id = o.patient_id JOIN accounts_user u ON u.id = p.user_id
    WHERE u.email = %s AND o.slot = 'evening'"""
STATUS = f"SELECT o.status {OF_PATIENT} AND o.due_at <= now() ORDER BY o.due_at DESC LIMIT 1"


def ring_soon(stack: Stack, name: str, zone: str, seconds: int = 2) -> None:
    """Move a patient's evening reminder to a few seconds from now, as if none had been sent before."""
    done = f"SELECT o.id {OF_PATIENT} AND o.status <> 'due'"
    for table, column in (("delivery", "occurrence_id"), ("occurrence", "id")):
        stack.run(f"DELETE FROM reminders_{table} WHERE {column} IN ({done})", f"{name}@nod.example")
    client = Client(stack.url).sign_in(f"{name}@nod.example")
    client.put("/api/v1/device/time-zone", {"time_zone": zone}, expect=204)
    soon = (dt.datetime.now(ZoneInfo(zone)) + dt.timedelta(seconds=seconds)).time().replace(microsecond=0)
    rule = {"kind": "session", "slot": "evening", "local_time": soon.isoformat(), "enabled": True}
    client.put("/api/v1/reminders", rule)


def test_a_reminder_due_while_no_worker_lives_is_sent_by_the_next(stack: Stack, zone: str) -> None:
    worker = stack.processes.running.pop("worker")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    try:
        ring_soon(stack, "sam", zone)
        assert wait_for("the hour", lambda: stack.sql(STATUS, "sam@nod.example")) == [("due",)]
    finally:
        stack.processes.start("worker", services.worker_command(), stack.environment)
    wait_for("the mail", lambda: stack.sql(STATUS, "sam@nod.example") == [("sent",)])


def test_an_emptied_queue_loses_no_reminder(stack: Stack, zone: str) -> None:
    url = stack.environment.get("REDIS_URL")
    if not url:
        pytest.skip("no Redis here: the queue is a folder")
    ring_soon(stack, "sam", zone)
    with redis.from_url(url) as client:
        wait_for("the hour", lambda: client.flushall() and stack.sql(STATUS, "sam@nod.example"))
    wait_for("the mail", lambda: stack.sql(STATUS, "sam@nod.example") == [("sent",)])


def test_two_beats_and_three_workers_send_each_reminder_once(stack: Stack, zone: str) -> None:
    # A second beat needs a diary of its own.
    diary = str(Path(stack.environment["NOD_VAR_DIR"]) / "second-beat")
    more = {
        "second worker": services.worker_command(),
        "third worker": services.worker_command(),
        "second beat": [*services.beat_command(), "-s", diary],
    }
    for name, command in more.items():
        stack.processes.start(name, command, stack.environment)
    try:
        for patient in ("sam", "nell", "taro"):
            ring_soon(stack, patient, zone, seconds=4)
        ended = {name: f"{name}@nod.example" for name in ("sam", "nell", "taro")}
        wait_for("the mails", lambda: all(stack.sql(STATUS, who) == [("sent",)] for who in ended.values()))
        accepted = """
            SELECT u.email, count(*) FROM reminders_delivery d JOIN reminders_occurrence o ON o.id = d.occurrence_id
            JOIN accounts_patient p ON p.id = o.patient_id JOIN accounts_user u ON u.id = p.user_id
            WHERE d.result = 'accepted' AND o.slot = 'evening' AND u.email = ANY(%s)
                AND d.at > now() - interval '1 minute' GROUP BY u.email"""
        assert dict(stack.sql(accepted, list(ended.values()))) == dict.fromkeys(ended.values(), 1)
    finally:
        for name in more:
            process = stack.processes.running.pop(name)
            process.terminate()
            process.wait(30)
