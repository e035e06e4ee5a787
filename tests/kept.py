"""The prepared database of an earlier run, kept under var/ for as long as what it was made from is the same."""

import functools
import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from scripts.postgres import find_binaries

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "prepared"
DUMP = "nod.dump"
# All that a database of tables and content is made from: migrations, the loader and what it reads.
MADE_FROM = (
    *("backend/*/migrations/*.py", "backend/*/models.py", "backend/*/management/commands/*.py"),
    *("backend/library/**/*.py", "backend/reminders/channels/vapid.py"),
    *(f"backend/{app}/*.py" for app in ("audit", "common", "config", "demo")),
    *("exercises/**/*", "requirements/*"),
)


def take(folder: Path, url: str) -> bool:
    """Put the kept database's files into `folder`, and its tables into the empty PostgreSQL database at `url`, if any.

    Returns False when there is none, or it can't be read.
    """
    place = _place(url)
    if not place.is_dir():
        return False
    shutil.copytree(place, folder, dirs_exist_ok=True)
    dump = folder / DUMP
    if not url:
        return True
    restored = _run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", url, str(dump))
    dump.unlink()
    return restored


def keep(folder: Path, url: str) -> None:
    """Keep what was just made instead of what was kept before. A failure costs the next run time, nothing else."""
    place = _place(url)
    place.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=place.parent))
    try:
        shutil.copytree(folder, making, dirs_exist_ok=True)
        if url and not _run("pg_dump", "--format", "custom", "--file", str(making / DUMP), url):
            return
        for old in place.parent.glob(f"{_kind(url)}-*"):
            shutil.rmtree(old, ignore_errors=True)
        making.rename(place)
    except OSError:
        return
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _kind(url: str) -> str:
    return "postgres" if url else "sqlite"


def _place(url: str) -> Path:
    return KEPT / f"{_kind(url)}-{_fingerprint()}"


@functools.cache
def _fingerprint() -> str:
    found = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                found.update(str(path.relative_to(ROOT)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _run(tool: str, *arguments: str) -> bool:
    try:
        command = [str(find_binaries() / tool), *arguments]
        return not subprocess.run(command, capture_output=True, check=False).returncode
    except (OSError, ImportError):
        return False
