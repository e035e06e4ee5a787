"""The whole of Nod as an operator runs it: PostgreSQL, Redis, web, worker and beat as processes of their own."""

import contextlib
import json
import os
import shutil
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

import tests.environment  # noqa: F401  the scripts that take pictures need the run's folder and clock, too
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from scripts import services
from scripts.leftovers import temporary_folder
from scripts.ports import free_port
from scripts.postgres import private_postgres
from tests import prepared
from tests.prepared import libpq
from tests.reliability.proxy import Proxy
from tests.waiting import wait_for

# Those that run now, so that a failed test can show their logs.
RUNNING: "list[Stack]" = []


@dataclass
class Stack:
    """A running Nod; `sql` asks its database directly. Redis stands behind a line that can go dead."""

    url: str
    database_url: str
    push_service: PushService
    processes: services.Processes
    environment: dict[str, str]
    proxy: Proxy | None
    redis_command: list[str]
    # What the browser tests add, for the search at the end (canaries.py).
    urls: list[str] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return Path(self.environment["NOD_VAR_DIR"])

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(libpq(self.database_url)) as connection:
            return connection.execute(query, values).fetchall()

    def run(self, statement: str, *values: Any) -> None:
        with psycopg.connect(libpq(self.database_url)) as connection:
            connection.execute(statement, values)

    def start(self, name: str) -> None:
        """Start one of the processes, anew when it ran before."""
        commands: dict[str, Callable[[], list[str]]] = {
            "redis": lambda: self.redis_command,
            "web": lambda: services.web_command("127.0.0.1", int(self.url.rpartition(":")[2])),
            "worker": services.worker_command,
            "beat": services.beat_command,
        }
        self.processes.start(name, commands[name](), self.environment)

    def ended(self) -> str | None:
        """Return the last words of a process that ended, or None."""
        name = self.processes.ended()
        return f"{name} ended:\n{self.processes.tail(name)}" if name else None


@contextlib.contextmanager
def running_stack(
    kind: prepared.Kind = "library", *, only_web: bool = False, pages: Path | None = None
) -> Iterator[Stack]:
    """Start everything on free ports and private sockets; stop it and remove its folder afterwards.

    `only_web` leaves out what works in the background. `pages` is a copy of the built pages that a test changes.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(temporary_folder("stack"))
        base = os.environ.get("DATABASE_URL") or stack.enter_context(private_postgres())
        database_url = stack.enter_context(prepared.own_database(base, kind))
        shutil.copytree(prepared.folder(kind), folder, dirs_exist_ok=True)
        for name in ("log", "mail", "static"):
            (folder / name).mkdir(exist_ok=True)
        push_service = PushService()
        push_service.start()
        stack.callback(push_service.stop)
        url = f"http://127.0.0.1:{free_port()}"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("NOD_")},
            # The run's own: its processes, and the tests that write into their databases, seal with one key.
            **{name: value for name, value in os.environ.items() if name.startswith(("NOD_TEST_", "NOD_SECRET_KEY"))},
            "NOD_DEMO": "1",
            "NOD_VAR_DIR": str(folder),
            "NOD_BASE_URL": url,
            "DATABASE_URL": database_url,
            "NOD_REMINDER_SWEEP_SECONDS": "1",
            "NOD_WORKER_STALLED_SECONDS": "20",
            "NOD_PUSH_EXTRA_ORIGINS": push_service.origin,
            "NOD_CONTENT_ROLE": prepared.ROLE,
            **({"NOD_FRONTEND_DIST": str(pages)} if pages else {}),
        }
        processes = services.Processes(folder / "log")
        binary = services.redis_binary()
        command: list[str] = []
        proxy = None
        if binary:
            redis_port = free_port()
            command, _ = services.redis_command(binary, folder, redis_port)
            proxy = Proxy(redis_port)
            proxy.start()
            # Ended after the processes: a worker that cannot reach its queue takes its time to stop.
            stack.callback(proxy.stop)
            environment["REDIS_URL"] = f"redis://127.0.0.1:{proxy.port}/0"
        stack.callback(processes.stop)
        made = Stack(url, database_url, push_service, processes, environment, proxy, command)
        RUNNING.append(made)
        stack.callback(RUNNING.remove, made)
        for name in ("redis", "web", *(() if only_web else ("worker", "beat"))):
            if name != "redis" or binary:
                made.start(name)
        wait_for("Nod's start", lambda: is_ready(url), made.ended)
        stack.enter_context(_supervised(made))
        yield made
        # One that gave up in the last moment is started anew meanwhile.
        wait_for("every process of Nod", lambda: made.ended() is None)


@contextlib.contextmanager
def _supervised(stack: Stack) -> Iterator[None]:
    """Start a worker or a beat that ended by itself anew, as an operator's supervisor does, and show its last words.

    The watchdog ends a worker, and so does Celery where Kombu stumbles over a connection that is closed already.
    """
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            for name in ("worker", "beat"):
                process = stack.processes.running.get(name)
                # A test that ends one with a signal starts it itself.
                if process and (process.poll() or 0) > 0 and not over.is_set():
                    print(f"\n{name} ended ({process.returncode}):\n{stack.processes.tail(name)}", flush=True)
                    stack.start(name)

    watcher = threading.Thread(target=watch, name="supervisor", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=10) as answer:
            return bool(json.load(answer)["status"] == "ready")
    except OSError:
        return False
