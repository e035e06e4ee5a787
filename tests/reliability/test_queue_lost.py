"""The queue killed, gone, cut off and gone dead: reminders go out within a minute, and the worker works again."""

import datetime as dt
import signal
import time

import pytest
import redis

from backend.common import clock
from tests.practice import Practice
from tests.ringing import Ringing, ring_soon
from tests.stack import Stack
from tests.waiting import wait_for

pytestmark = pytest.mark.browser
CANARY = "SELECT at FROM reminders_heartbeat WHERE name = 'canary'"
CUTS = 50


@pytest.fixture(autouse=True)
def _with_redis(own_stack: Stack) -> None:
    if not own_stack.redis_command:
        pytest.skip("no Redis here: the queue is a folder")


def kill_redis(stack: Stack) -> None:
    server = stack.processes.running.pop("redis")
    server.send_signal(signal.SIGKILL)
    server.wait()


def client(stack: Stack) -> "redis.Redis[bytes]":
    return redis.from_url(stack.environment["REDIS_URL"])


def works_again(stack: Stack, since: dt.datetime) -> bool:
    """Say whether something came through the queue since then, perhaps to a worker that was started anew."""
    rows = stack.sql(CANARY)
    return bool(rows) and rows[0][0] > since


def wait_until_it_works_again(stack: Stack, what: str) -> None:
    started, now = time.monotonic(), clock.now()
    wait_for("a canary through the queue", lambda: works_again(stack, now))
    print(f"\n{what}: the queue moved again after {time.monotonic() - started:.0f} s")


def test_redis_killed_and_started_again(own_practice: Practice) -> None:
    stack = own_practice.stack
    for _ in range(3):
        kill_redis(stack)
        stack.start("redis")
    wait_for_mail(ring_soon(own_practice, own_practice.patient()))
    wait_until_it_works_again(stack, "Redis killed three times")


def test_without_redis_reminders_go_out_all_the_same(own_practice: Practice) -> None:
    patient = own_practice.patient()
    kill_redis(own_practice.stack)
    started = time.monotonic()
    wait_for_mail(ring_soon(own_practice, patient))
    print(f"\nwithout Redis: sent {time.monotonic() - started:.0f} s after it was gone")
    own_practice.stack.start("redis")
    wait_until_it_works_again(own_practice.stack, "Redis gone for a while")


def test_every_connection_cut_fifty_times(own_practice: Practice) -> None:
    stack = own_practice.stack
    for _ in range(CUTS):
        wait_for("connections to cut", lambda: cut(stack))
    wait_for_mail(ring_soon(own_practice, own_practice.patient()))
    wait_until_it_works_again(stack, f"{CUTS} times every connection cut")


def test_lines_that_go_dead_without_a_word(own_practice: Practice) -> None:
    proxy = own_practice.stack.proxy
    assert proxy
    reminder = ring_soon(own_practice, own_practice.patient(), seconds=6)
    wait_for("lines to cut", proxy.drop)
    wait_for_mail(reminder)
    wait_until_it_works_again(own_practice.stack, "packets dropped")


def cut(stack: Stack) -> int:
    """Cut every connection but this one; return how many there were."""
    with client(stack) as server:
        return sum(server.client_kill_filter(_type=kind, skipme=True) for kind in ("normal", "pubsub"))


def wait_for_mail(reminder: Ringing) -> None:
    wait_for("the mail", lambda: reminder.is_sent)
