"""`make test`: every check of the project, in one order, each with its time. Ends with pytest's own closing lines."""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import audit, frontend  # noqa: E402
from scripts.browser import chromium_path  # noqa: E402
from scripts.pango import ensure_pango  # noqa: E402
from scripts.postgres import private_postgres  # noqa: E402

BIN = ROOT / ".venv" / "bin"


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
    run(BIN / "mypy", NOD_DEMO="1")
    frontend.install(frontend.FRONTEND)
    node("npm", "run", "-s", "lint")
    node("npm", "run", "-s", "types")


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
        if not filecmp.cmp(made, frontend.FRONTEND / "src" / "api" / "schema.d.ts", shallow=False):
            sys.exit("frontend/src/api/schema.d.ts is out of date: run `make openapi` and commit what changed.")


def frontend_tests() -> None:
    node("npm", "run", "-s", "test")


def parts() -> None:
    """What Nod is built from, and what is known against it."""
    audit.main()


# Two processes: the tests share nothing, and CI has two cores.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")


# Their pages ask the same of both databases.
SAME_ON_BOTH = ("--ignore=tests/backend/curation", "--ignore=tests/backend/reports")


def unit_sqlite() -> None:
    """What asks the database, on the embedded one; the rest runs once, below."""
    ensure_pango()
    chosen = ("-m", "not browser and not postgres and not bare", *SAME_ON_BOTH)
    run(BIN / "pytest", "-q", *SIDE_BY_SIDE, *chosen, DATABASE_URL="")


def all_postgres() -> None:
    """Everything again on PostgreSQL, with the tests that need it and those that drive a browser."""
    browser = chromium_path()
    print(f"Nod: Chromium is {browser}", flush=True)
    with private_postgres() as url:
        run(BIN / "pytest", "-q", *SIDE_BY_SIDE, "-m", "not browser and not alone", DATABASE_URL=url)
        # Each of the two has a stack, a browser and a database of its own.
        run(BIN / "pytest", "-q", *SIDE_BY_SIDE, "-m", "browser or alone", DATABASE_URL=url, CHROMIUM=browser)


# What takes NOD_LONG into account.
LONG = (
    "tests/access",
    "tests/backend/sync_model",
    "tests/backend/rights/test_bring_back.py",
    "tests/reliability/test_disk_full.py",
)


def long_runs() -> None:
    """The random tests with many more runs, and what needs a stack of its own: `make test-long`, for a night."""
    with private_postgres() as url:
        run(BIN / "pytest", "-q", "-s", *LONG, DATABASE_URL=url, NOD_LONG="1")


STEPS: dict[str, tuple[str, Callable[[], None]]] = {
    "lint": ("lint, types, import contracts", lint),
    "parts": ("SBOM and known vulnerabilities", parts),
    "content": ("content pack", content),
    "api": ("API types", api_types),
    "build": ("frontend build and size budgets", frontend.build),
    "frontend": ("frontend tests", frontend_tests),
    "sqlite": ("tests on SQLite", unit_sqlite),
    "postgres": ("tests on PostgreSQL, Redis and Chromium", all_postgres),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=STEPS, action="append")
    parser.add_argument("--long", action="store_true", help="only the random tests, with many more runs")
    given = parser.parse_args()
    chosen = given.only or list(STEPS)
    if given.long:
        chosen = []
        long_runs()
    started = time.monotonic()
    for name in chosen:
        text, step = STEPS[name]
        print(f"\n== {text} ({time.monotonic() - started:.0f} s)", flush=True)
        step()


if __name__ == "__main__":
    main()
