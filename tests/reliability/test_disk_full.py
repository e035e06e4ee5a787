"""One small server's disk runs full, with the database, the queue, the logs and the mails on it: what was
acknowledged stays, people are told, and when there is room again everything goes on by itself."""

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.common import clock
from tests.conftest import Unblock
from tests.practice import Practice
from tests.records import message_record
from tests.reliability.phone import messages_of, send
from tests.stack import running_stack
from tests.waiting import wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("NOD_LONG"), reason="takes a stack of its own: `make test-long`"),
]
MEGABYTES = 700
BLOCK = b"\0" * 1_000_000
REFUSALS = 5
SWEPT = "SELECT at FROM reminders_heartbeat WHERE name = 'sweep' AND at > %s"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder = Path(tempfile.mkdtemp(prefix="nod-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def fill(path: Path) -> None:
    """Write until there is no room for a byte."""
    with path.open("wb", buffering=0) as file:
        for size in (len(BLOCK), 4096, 1):
            try:
                while True:
                    file.write(BLOCK[:size])
            except OSError:
                continue


def test_nothing_acknowledged_is_lost_and_it_heals(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, unblock: Unblock
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with running_stack() as stack:
        patient = Practice(stack, unblock).patient()
        client = patient.client()
        began = clock.now()
        wait_for("a sweep while there is room", lambda: stack.sql(SWEPT, began))
        fill(small_disk / "ballast")
        answers: Counter[int] = Counter()
        acknowledged: list[str] = []
        waiting: list[list[dict[str, Any]]] = []
        while answers[503] < REFUSALS:
            batch = [message_record(f"{sum(answers.values())}.{place} " + "long " * 300) for place in range(40)]
            status = send(client, batch)
            answers[status] += 1
            if status == 200:
                acknowledged += [record["id"] for record in batch]
            else:
                waiting.append(batch)
        # Whoever only looks is served; whatever cannot be written down is not done.
        assert client.ask("GET", "/app/")[0] == 200
        assert client.ask("GET", "/api/v1/sync/pull")[0] == 200
        assert set(acknowledged) <= set(messages_of(patient))

        freed = clock.now()
        (small_disk / "ballast").unlink()
        for batch in waiting:
            wait_for("room for what had to wait", lambda batch=batch: send(client, batch) == 200)
            acknowledged += [record["id"] for record in batch]
        assert messages_of(patient) == sorted(acknowledged)
        wait_for("a sweep after the disk had room again", lambda: stack.sql(SWEPT, freed))
        print(f"\ndisk full: {dict(answers)}; {len(acknowledged)} messages, each stored once")
