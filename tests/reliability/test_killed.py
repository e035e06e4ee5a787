"""A worker killed outright, or a queue emptied, loses no reminder: the rows are the truth."""

import signal

import pytest
import redis

from scripts import services
from tests.practice import Practice
from tests.ringing import ring_soon
from tests.stack import Stack
from tests.waiting import LIMIT_SECONDS, wait_for

pytestmark = pytest.mark.browser


def test_a_reminder_due_while_no_worker_lives_is_sent_by_the_next(own_practice: Practice) -> None:
    stack, patient = own_practice.stack, own_practice.patient()
    worker = stack.processes.running.pop("worker")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    reminder = ring_soon(own_practice, patient)
    wait_for("the reminder's time", lambda: reminder.is_due)
    assert reminder.status == "due"
    stack.start("worker")
    wait_for("the mail", lambda: reminder.is_sent)


def test_an_emptied_queue_loses_no_reminder(own_practice: Practice) -> None:
    url = own_practice.stack.environment.get("REDIS_URL")
    if not url:
        pytest.skip("no Redis here: the queue is a folder")
    reminder = ring_soon(own_practice, own_practice.patient())
    with redis.from_url(url) as client:
        wait_for("the reminder's time", lambda: client.flushall() and reminder.is_due)
    wait_for("the mail", lambda: reminder.is_sent)


def test_two_beats_and_three_workers_send_each_reminder_once(own_practice: Practice) -> None:
    stack = own_practice.stack
    start_more(stack)
    patients = [own_practice.patient(f"Pat Doe {number}") for number in range(3)]
    reminders = [ring_soon(own_practice, patient, seconds=4) for patient in patients]
    wait_for("the mails", lambda: all(reminder.is_sent for reminder in reminders))
    assert [reminder.accepted for reminder in reminders] == [1, 1, 1]
    for name in ("second worker", "third worker", "second beat"):
        process = stack.processes.running.pop(name)
        process.terminate()
        process.wait(LIMIT_SECONDS)


def start_more(stack: Stack) -> None:
    """Start two more workers, and a second beat, which needs a diary of its own."""
    for name in ("second worker", "third worker"):
        stack.processes.start(name, services.worker_command(), stack.environment)
    command = [*services.beat_command(), "-s", str(stack.folder / "second-beat")]
    stack.processes.start("second beat", command, stack.environment)
