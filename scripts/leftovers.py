"""Folders for one run of the tests, and what a run that was killed left behind: folders, and servers that still run."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "nod-test-"
OWNER = "owner"
PATIENCE_SECONDS = 10


@contextlib.contextmanager
def temporary_folder(what: str) -> Iterator[Path]:
    """Make a folder that is removed afterwards, by the next run if not by this one."""
    folder = make_folder(what)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_folder(what: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{what}-"))
    (folder / OWNER).write_text(_identity(os.getpid()))
    return folder


def sweep() -> list[Path]:
    """End what still runs for processes that are gone, remove their folders, and return those."""
    found = [folder for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if _is_orphan(folder)]
    for folder in found:
        for pid in _users_of(folder):
            # PostgreSQL takes its own children along; one that is killed outright leaves shared memory behind.
            _end(pid, signal.SIGQUIT if _is_postgres(pid) else signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _identity(pid: int) -> str:
    """Return what tells a process from a later one with the same number; empty when it is gone."""
    try:
        # The 22nd field of proc(5)'s stat is when it started. The name before may hold anything: count from its end.
        started = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""
    return f"{pid} {started}"


def _is_orphan(folder: Path) -> bool:
    try:
        owner = (folder / OWNER).read_text()
    except OSError:
        return False
    return bool(owner) and _identity(int(owner.split(maxsplit=1)[0])) != owner


def _users_of(folder: Path) -> list[int]:
    """Return the processes that were started with this folder in a word of their command or environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            if str(folder).encode() in told and int(process.name) != os.getpid():
                found.append(int(process.name))
    return found


def _is_postgres(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].endswith(b"postgres")
    return False


def _end(pid: int, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        state = _state(pid)
        if state in ("", "Z"):
            return
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
