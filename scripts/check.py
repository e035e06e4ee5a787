"""`make test`: every check of the project. Lint, types, content and the frontend run beside the tests of the backend,
the stack and the browser. Ends with pytest's own closing lines.

`make check` is its everyday form: lint, and what the change since the last commit touches.
"""

import argparse
import contextlib
import filecmp
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import audit, changed, frontend, preflight, wire_choices  # noqa: E402
from scripts.browser import chromium_path  # noqa: E402
from scripts.pango import ensure_pango  # noqa: E402
from scripts.postgres import private_postgres  # noqa: E402

BIN = ROOT / ".venv" / "bin"
STARTED = time.monotonic()


def run(*command: str | Path, folder: Path = ROOT, **environment: str) -> None:
    """Run a command and stop everything when it fails."""
    done = subprocess.run(list(map(str, command)), cwd=folder, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def node(*command: str) -> None:
    done = subprocess.run(list(command), cwd=frontend.FRONTEND, env=frontend.node_environment(), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def lint() -> None:
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "ruff", "check", "--quiet", ".")
    run(BIN / "lint-imports", "--no-cache")
    run(BIN / "python", "scripts/dead_code.py")
    frontend.install(frontend.FRONTEND)
    node("npm", "run", "-s", "lint")
    node("npm", "run", "-s", "types")
    run(BIN / "mypy", NOD_DEMO="1")


def content() -> None:
    run(BIN / "python", "manage.py", "check_library", NOD_DEMO="1")


def api_types() -> None:
    """The client's types must be those of the OpenAPI file; that the file fits the code is a test of its own."""
    folder = frontend.FRONTEND / "openapi"
    frontend.install(folder)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "schema.d.ts"
        tool = folder / "node_modules" / ".bin" / "openapi-typescript"
        subprocess.run(
            [str(tool), str(ROOT / "docs" / "openapi.json"), "-o", str(made)],
            env=frontend.node_environment(),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        if not filecmp.cmp(made, frontend.FRONTEND / "src" / "wire" / "schema.d.ts", shallow=False):
            sys.exit("frontend/src/wire/schema.d.ts is out of date: run `make openapi` and commit what changed.")
    wire_choices.check()


def frontend_tests() -> None:
    node("npm", "run", "-s", "test")


def parts() -> None:
    """What Nod is built from, and what is known against it."""
    audit.main()


# Two processes, for CI has two cores. A test runs wherever there is time: they share nothing.
SIDE_BY_SIDE = ("-n", os.environ.get("NOD_TEST_PROCESSES", "2"), "--dist", "worksteal")
# What these ask of a database is plain and the same of both; raw SQL, JSON, locks and dates are asked by the others.
SAME_ON_BOTH = (
    *(f"--ignore=tests/backend/{name}" for name in ("assessments", "curation", "reports", "rights", "test_moments.py")),
    # Of these, an invitation's tries are counted in a way of each database's own.
    "--ignore-glob=tests/backend/accounts/test_[!i]*.py",
)


def unit_sqlite() -> None:
    """What asks the database, on the embedded one; the rest runs once, below."""
    ensure_pango()
    chosen = ("-m", "not browser and not postgres and not bare", *SAME_ON_BOTH)
    run(BIN / "pytest", "-q", *SIDE_BY_SIDE, *chosen, DATABASE_URL="")


def all_postgres() -> None:
    """Everything again on PostgreSQL, with the tests that need it and those that drive a browser."""
    ensure_pango()
    browser = chromium_path()
    print(f"Nod: Chromium is {browser}", flush=True)
    with private_postgres() as url:
        run(BIN / "pytest", "-q", *SIDE_BY_SIDE, DATABASE_URL=url, CHROMIUM=browser)


# What takes NOD_LONG into account.
LONG = (
    "tests/access",
    "tests/backend/accounts/test_orders.py",
    "tests/backend/sync_model",
    "tests/backend/rights/test_any_record.py",
    "tests/backend/rights/test_bring_back.py",
    "tests/reliability/test_disk_full.py",
)


def long_runs() -> None:
    """The random tests with many more runs, and what needs a stack of its own: `make test-long`, an hour or more."""
    with private_postgres() as url:
        run(BIN / "pytest", "-q", "-s", *LONG, DATABASE_URL=url, NOD_LONG="1")


STEPS: dict[str, tuple[str, Callable[[], None]]] = {
    "build": ("frontend build and size budgets", frontend.build),
    "lint": ("lint, types, import contracts", lint),
    "frontend": ("frontend tests", frontend_tests),
    "content": ("content pack", content),
    "api": ("API types", api_types),
    "parts": ("SBOM and known vulnerabilities", parts),
    "sqlite": ("tests on SQLite", unit_sqlite),
    "postgres": ("tests on PostgreSQL, Redis and Chromium", all_postgres),
}
# They need one core for two minutes, and nothing of what the tests of the backend make.
BESIDE = ("lint", "frontend", "content", "api", "parts")


class Beside(threading.Thread):
    """Runs steps one after the other in processes of their own, and shows what each said when it is over."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(name="beside", daemon=True)
        self.names = names
        self.process: subprocess.Popen[bytes] | None = None
        self.failed = ""

    def run(self) -> None:
        for name in self.names:
            began = time.monotonic()
            with tempfile.TemporaryFile() as said:
                command = [sys.executable, __file__, "--only", name]
                # A group of its own, so that all of it can be ended.
                self.process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
                code = self.process.wait()
                said.seek(0)
                text = said.read().decode(errors="replace")
            head(f"{STEPS[name][0]}: {time.monotonic() - began:.0f} s", text if code else _last_line(text))
            if code:
                self.failed = name
                os.kill(os.getpid(), signal.SIGTERM)
                return

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def head(title: str, text: str = "") -> None:
    print(f"\n== {title} (after {time.monotonic() - STARTED:.0f} s)\n{text}".rstrip(), flush=True)


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


@contextlib.contextmanager
def beside(names: list[str]) -> Iterator[Beside]:
    """Run these steps meanwhile; when one fails, or this process is told to end, all of it ends."""
    lane = Beside(names)

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    lane.start()
    try:
        yield lane
    except KeyboardInterrupt:
        sys.exit(f"Nod: stopped, because of: {STEPS[lane.failed][0]}" if lane.failed else "Nod: stopped")
    finally:
        lane.stop()


def everything() -> None:
    preflight.check()
    frontend.build()
    with beside(list(BESIDE)) as lane:
        head("tests on SQLite")
        unit_sqlite()
        # What it says must not come after pytest's closing lines.
        lane.join()
        if not lane.failed:
            head("tests on PostgreSQL, Redis and Chromium")
            all_postgres()


def what_changed() -> None:
    """Lint, and the tests next to what was changed, on SQLite and without a browser: within a minute."""
    preflight.use_own_caches()
    chosen = changed.since_last_commit()
    print(f"Nod: {chosen}", flush=True)
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "ruff", "check", "--quiet", ".")
    if chosen.frontend:
        frontend.install(frontend.FRONTEND)
        for command in (("lint",), ("types",), ("test", "--", "--changed")):
            node("npm", "run", "-s", *command)
    if chosen.backend:
        run(BIN / "lint-imports", "--no-cache")
        run(BIN / "python", "scripts/dead_code.py")
        run(BIN / "mypy", NOD_DEMO="1")
    if chosen.tests:
        without = ("-m", "not browser and not postgres")
        run(BIN / "pytest", "-q", *SIDE_BY_SIDE, *without, *chosen.tests, DATABASE_URL="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=STEPS, action="append")
    parser.add_argument("--changed", action="store_true", help="lint, and the tests of what was changed")
    parser.add_argument("--long", action="store_true", help="only the random tests, with many more runs")
    given = parser.parse_args()
    if given.changed:
        what_changed()
    elif given.long:
        preflight.check(browser=False)
        long_runs()
    elif given.only:
        preflight.use_own_caches()
        for name in given.only:
            STEPS[name][1]()
    else:
        everything()


if __name__ == "__main__":
    main()
