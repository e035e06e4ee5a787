"""The environment of a test run, set before Django reads its settings (loaded by `-p` in pyproject.toml).

The first process of a run makes what all its processes share: a folder, a secret key and the moment the run begins at.
Those that pytest-xdist starts inherit them.
"""

import atexit
import contextlib
import datetime as dt
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import time_machine

from scripts.leftovers import make_folder

# Afternoon in UTC, in which the tests' phones are: far from midnight and from the quiet hours.
START = "15:00"


def begins_at(text: str, now: dt.datetime) -> dt.datetime:
    """Return the instant that `text` names, in UTC: "23:58" (today), "2028-02-29T23:58", or "now"."""
    if text == "now":
        return now
    if "T" in text:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    return dt.datetime.combine(now.date(), dt.time.fromisoformat(text), tzinfo=dt.UTC)


@contextlib.contextmanager
def moved_to(text: str) -> Iterator[None]:
    """Let the clock of this process, and of those it starts, go on from another moment."""
    before = os.environ["NOD_TEST_CLOCK_OFFSET"]
    now = dt.datetime.now(dt.UTC)
    seconds = (begins_at(text, now) - now).total_seconds()
    os.environ["NOD_TEST_CLOCK_OFFSET"] = str(float(before) + seconds)
    try:
        with time_machine.travel(time.time() + seconds, tick=True):
            time.time()
            yield
    finally:
        os.environ["NOD_TEST_CLOCK_OFFSET"] = before


def _begin() -> None:
    folder = make_folder("run")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["NOD_TEST_RUN"] = str(folder)
    os.environ["NOD_SECRET_KEY"] = secrets.token_urlsafe(50)
    now = dt.datetime.now(dt.UTC)
    start = os.environ.setdefault("NOD_TEST_START", START)
    offset = (begins_at(start, now) - now).total_seconds()
    os.environ["NOD_TEST_CLOCK_OFFSET"] = str(offset)
    # Every other Python process of the run sets its clock when it starts (moment/sitecustomize.py).
    os.environ["PYTHONPATH"] = str(Path(__file__).parent / "moment")
    if offset:
        time_machine.travel(time.time() + offset, tick=True).start()
        time.time()  # the clock begins to tick when it is first looked at


if "NOD_TEST_RUN" not in os.environ:
    _begin()
RUN_FOLDER = Path(os.environ["NOD_TEST_RUN"])

# Each process has its own folder, so that they never meet.
os.environ["NOD_VAR_DIR"] = tempfile.mkdtemp(prefix="process-", dir=RUN_FOLDER)
os.environ["NOD_DEMO"] = "1"
os.mkdir(os.path.join(os.environ["NOD_VAR_DIR"], "static"))
for name in ("REDIS_URL", "EMAIL_URL", "NOD_BASE_URL", "NOD_PUSH_EXTRA_ORIGINS"):
    os.environ.pop(name, None)
