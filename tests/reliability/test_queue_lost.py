"""The queue killed, gone, cut off and gone dead: reminders go out within a minute, and the worker works again."""

import datetime as dt
import signal
import time

import pytest
import redis

from tests.reliability.test_killed import STATUS, ring_soon
from tests.stack import Stack, wait_for

pytestmark = pytest.mark.browser
CANARY = "SELECT at FROM reminders_heartbeat WHERE name = 'canary'"


@pytest.fixture(autouse=True)
def _with_redis(stack: Stack) -> None:
    if not stack.redis_command:
        pytest.skip("no Redis here: the queue is a folder")


def kill_redis(stack: Stack) -> None:
    server = stack.processes.running.pop("redis")
    server.send_signal(signal.SIGKILL)
    server.wait()


def start_redis(stack: Stack) -> None:
    stack.processes.start("redis", stack.redis_command, stack.environment)


def client(stack: Stack) -> "redis.Redis[bytes]":
    return redis.from_url(stack.environment["REDIS_URL"], socket_timeout=5)


def is_sent(stack: Stack) -> bool:
    return bool(stack.sql(STATUS, "sam@nod.example") == [("sent",)])


def works_again(stack: Stack, since: dt.datetime) -> bool:
    """Something came through the queue since then, perhaps to a worker that was started anew."""
    rows = stack.sql(CANARY)
    return bool(rows) and rows[0][0] > since


def wait_until_it_works_again(stack: Stack, what: str) -> None:
    started = time.monotonic()
    now = dt.datetime.now(dt.UTC)
    wait_for("a canary through the queue", lambda: works_again(stack, now))
    print(f"\n{what}: the queue moved again after {time.monotonic() - started:.0f} s")


def test_redis_killed_and_started_again(stack: Stack, zone: str) -> None:
    for _ in range(3):
        kill_redis(stack)
        start_redis(stack)
    ring_soon(stack, "sam", zone)
    wait_for("the mail", lambda: is_sent(stack))
    wait_until_it_works_again(stack, "Redis killed three times")


def test_without_redis_reminders_go_out_all_the_same(stack: Stack, zone: str) -> None:
    ring_soon(stack, "sam", zone, seconds=8)
    kill_redis(stack)
    try:
        started = time.monotonic()
        wait_for("the mail", lambda: is_sent(stack))
        print(f"\nwithout Redis: sent {time.monotonic() - started:.0f} s after it was gone")
    finally:
        start_redis(stack)
    wait_until_it_works_again(stack, "Redis gone for a while")


def test_every_connection_cut_fifty_times(stack: Stack, zone: str) -> None:
    for _ in range(50):
        with client(stack) as server:
            for kind in ("normal", "pubsub"):
                server.client_kill_filter(_type=kind, skipme=True)
        time.sleep(0.05)  # for the worker to come back, so that there is something to cut
    ring_soon(stack, "sam", zone)
    wait_for("the mail", lambda: is_sent(stack))
    wait_until_it_works_again(stack, "50 times every connection cut")


def test_lines_that_go_dead_without_a_word(stack: Stack, zone: str) -> None:
    assert stack.proxy
    ring_soon(stack, "sam", zone, seconds=6)
    assert stack.proxy.drop() > 0
    wait_for("the mail", lambda: is_sent(stack))
    wait_until_it_works_again(stack, "packets dropped")
