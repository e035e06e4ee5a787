"""A worker that moves nothing gives way to a new one, and reminders go out without a queue."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from kombu.exceptions import OperationalError

from backend.config.watchdog import Watchdog, sweep_if_nobody_does
from backend.reminders.heartbeat import SWEEP, beat
from backend.reminders.models import Heartbeat, Occurrence, Status
from tests.backend.reminders.road import DUE
from tests.people import People


class Watch:
    """A stopwatch that goes as it is told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_busy_worker_has_no_fault(watch: Watch) -> None:
    dog = Watchdog(watch)
    for number in range(20):
        dog.began(f"task {number}")
        watch.seconds += 50
        dog.ended(f"task {number}")
    assert dog.fault() is None


def test_no_progress_for_three_minutes_is_a_fault(watch: Watch, settings: Any) -> None:
    dog = Watchdog(watch)
    watch.seconds += settings.WORKER_STALLED_SECONDS - 1
    assert dog.fault() is None
    watch.seconds += 2
    assert "no task has come to its end" in str(dog.fault())


def test_a_task_beyond_its_limit_is_a_fault(watch: Watch, settings: Any) -> None:
    dog = Watchdog(watch)
    dog.began("slow")
    watch.seconds += settings.CELERY_TASK_TIME_LIMIT + 1
    dog.began("quick")
    dog.ended("quick")
    assert "the limit is 60" in str(dog.fault())


def test_a_queue_out_of_reach_is_no_fault_of_the_worker(watch: Watch, settings: Any) -> None:
    def unreachable() -> None:
        raise OperationalError("connection refused")

    dog = Watchdog(watch, ring=unreachable)
    watch.seconds += settings.WORKER_STALLED_SECONDS + 1
    assert dog.fault()
    dog.send_canary()
    assert dog.fault() is None


def test_it_sweeps_when_nobody_else_does(people: People, program: Any) -> None:
    with time_machine.travel(DUE, tick=False):
        beat(SWEEP, {})
    with time_machine.travel(DUE + dt.timedelta(seconds=44), tick=False):
        assert not sweep_if_nobody_does()
    with time_machine.travel(DUE + dt.timedelta(seconds=46), tick=False):
        assert sweep_if_nobody_does()
        assert not sweep_if_nobody_does()
    assert Occurrence.objects.filter(status=Status.SENT).count() == 1
    assert Heartbeat.objects.filter(name="plan").exists()
