"""The whole of Nod as an operator runs it: PostgreSQL, Redis, web, worker and beat as processes of their own."""

import contextlib
import json
import os
import tempfile
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg

from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from scripts import services
from scripts.postgres import free_port, private_postgres
from tests.reliability.proxy import Proxy

DEADLINE_SECONDS = 60
Value = TypeVar("Value")


@dataclass
class Stack:
    """A running Nod with demo data; `sql` asks its database directly. Redis stands behind a line that can go dead."""

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

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url.replace("postgres://", "postgresql://")) as connection:
            return connection.execute(query, values).fetchall()

    def run(self, statement: str, *values: Any) -> None:
        with psycopg.connect(self.database_url.replace("postgres://", "postgresql://")) as connection:
            connection.execute(statement, values)


def wait_for(what: str, look: Callable[[], Value], seconds: float = DEADLINE_SECONDS) -> Value:
    """Look again and again until something is there; fail with a sentence when it never is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {seconds} s")


@contextlib.contextmanager
def running_stack() -> Iterator[Stack]:
    """Start everything on free ports and private sockets; stop it and remove its folder afterwards."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nod-stack-")))
        for name in ("log", "mail", "static"):
            (folder / name).mkdir()
        base = os.environ.get("DATABASE_URL") or stack.enter_context(private_postgres())
        database_url = stack.enter_context(_own_database(base))
        push_service = PushService()
        push_service.start()
        stack.callback(push_service.stop)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("NOD_")},
            "NOD_DEMO": "1",
            "NOD_VAR_DIR": str(folder),
            "NOD_BASE_URL": url,
            "DATABASE_URL": database_url,
            "NOD_REMINDER_SWEEP_SECONDS": "1",
            "NOD_WORKER_STALLED_SECONDS": "20",
            "NOD_PUSH_EXTRA_ORIGINS": push_service.origin,
            "NOD_CONTENT_ROLE": "nod_content",
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
        if binary:
            processes.start("redis", command, environment)
        services.manage("prepare_demo", environment=environment)
        services.manage("guard_content", environment=environment)
        processes.start("web", services.web_command("127.0.0.1", port), environment)
        processes.start("worker", services.worker_command(), environment)
        processes.start("beat", services.beat_command(), environment)
        wait_for("Nod's start", lambda: is_ready(url))
        made = Stack(url, database_url, push_service, processes, environment, proxy, command)
        stack.enter_context(_supervised(processes, environment))
        yield made
        assert processes.ended() is None, processes.tail(processes.ended() or "")


@contextlib.contextmanager
def _supervised(processes: services.Processes, environment: dict[str, str]) -> Iterator[None]:
    """Start a worker or a beat that ended by itself anew, as an operator's supervisor does, and show its last words.

    The watchdog ends a worker, and so does Celery where Kombu stumbles over a connection that is closed already.
    """
    over = threading.Event()
    commands = {"worker": services.worker_command(), "beat": services.beat_command()}

    def watch() -> None:
        while not over.wait(0.5):
            for name, command in commands.items():
                process = processes.running.get(name)
                # A test that ends one with a signal starts it itself.
                if process and (process.poll() or 0) > 0 and not over.is_set():
                    print(f"\n{name} ended ({process.returncode}):\n{processes.tail(name)}", flush=True)
                    processes.start(name, command, environment)

    watcher = threading.Thread(target=watch, name="supervisor", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


@contextlib.contextmanager
def _own_database(base: str) -> Iterator[str]:
    """Make a database of its own in the server that `base` names."""
    name = f"nod_stack_{uuid.uuid4().hex}"
    admin = base.replace("postgres://", "postgresql://")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(base)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ready")
    except OSError:
        return False
