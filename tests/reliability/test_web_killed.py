"""A web worker killed while it answers is replaced at once, and what it had acknowledged is there."""

import contextlib
import os
import signal
import threading
import urllib.error
from pathlib import Path

import pytest

from tests.practice import Practice
from tests.records import message_record
from tests.reliability.phone import messages_of, send
from tests.stack import is_ready
from tests.waiting import wait_for

pytestmark = pytest.mark.browser


def test_a_web_worker_killed_under_load_is_replaced(own_practice: Practice) -> None:
    stack, patient = own_practice.stack, own_practice.patient()
    server = stack.processes.running["web"]
    before = wait_for("the web worker", lambda: _workers_of(server.pid))
    acknowledged: list[str] = []
    replaced = threading.Event()

    def work() -> None:
        client = patient.client()
        while not replaced.is_set():
            record = message_record("under load")
            # As a phone does: what was not acknowledged is sent again.
            with contextlib.suppress(urllib.error.URLError, OSError):
                if send(client, [record]) == 200:
                    acknowledged.append(record["id"])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        wait_for("some work", lambda: len(acknowledged) > 5)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait_for("another worker", lambda: _workers_of(server.pid) - before)
        wait_for("its answers", lambda: is_ready(stack.url))
        count = len(acknowledged)
        wait_for("more work", lambda: len(acknowledged) > count + 5)
    finally:
        replaced.set()
        for thread in threads:
            thread.join()
    assert server.poll() is None
    assert set(acknowledged) <= set(messages_of(patient))


def _workers_of(pid: int) -> set[int]:
    """Return the processes that a server has started and that live."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child) for child in children if Path(f"/proc/{child}/exe").exists()}
