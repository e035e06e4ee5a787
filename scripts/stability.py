"""`make stability`: run the tests again and again, in other orders and under worse conditions, and print a table.

Each row is one whole run of the tests that need PostgreSQL, Redis and Chromium; `--whole` adds runs of all of `make
test`. What a failed run said is kept under var/stability/.
"""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import frontend, preflight  # noqa: E402
from scripts.browser import chromium_path  # noqa: E402
from scripts.postgres import private_postgres  # noqa: E402

OUT = ROOT / "var" / "stability"
CLOSING = re.compile(r"^(?:=+ )?(.*\b(?:passed|failed|error)\b.*) in [\d.]+s", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """One row: how pytest is called, and what else the machine does meanwhile."""

    name: str
    options: tuple[str, ...] = ("-n", "2", "--dist", "worksteal")
    environment: dict[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    busy_loops: int = 0
    whole: bool = False


def runs(seeds: int, whole: int) -> list[Run]:
    """Return the rows of the table."""
    return [
        *(
            Run(f"seed {seed}", environment={"PYTEST_ADDOPTS": f"--randomly-seed={seed}"})
            for seed in range(1, seeds + 1)
        ),
        Run("by file", ("-n", "2", "--dist", "loadfile")),
        Run("test by test", ("-n", "2", "--dist", "load")),
        Run("one process", ("-n", "1")),
        Run("four processes", ("-n", "4", "--dist", "worksteal")),
        Run("one core", before=("taskset", "-c", "0")),
        Run("four busy loops beside it", busy_loops=4),
        Run("begun at 23:58", environment={"NOD_TEST_START": "23:58"}),
        Run("begun at 03:00", environment={"NOD_TEST_START": "03:00"}),
        Run("begun on 29 February", environment={"NOD_TEST_START": "2028-02-29T23:50"}),
        *(Run(f"make test, {number}", whole=True) for number in range(1, whole + 1)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--whole", type=int, default=5)
    parser.add_argument("--only", help="rows whose name has this in it")
    parser.add_argument("tests", nargs="*", help="some of the tests instead of all")
    given = parser.parse_args()
    preflight.check()
    frontend.build()
    OUT.mkdir(parents=True, exist_ok=True)
    chosen = [each for each in runs(given.seeds, given.whole) if not given.only or given.only in each.name]
    failed = 0
    print("| run | seconds | outcome |\n| --- | ---: | --- |", flush=True)
    for each in chosen:
        began = time.monotonic()
        code, said = _run(each, given.tests)
        closing = CLOSING.findall(said)
        print(
            f"| {each.name} | {time.monotonic() - began:.0f} | {closing[-1] if closing else 'no closing line'} |",
            flush=True,
        )
        if code:
            failed += 1
            (OUT / f"{re.sub(r'[^a-z0-9]+', '-', each.name.lower())}.log").write_text(said)
    print(f"\n{len(chosen)} runs, {failed} with failures" + (f": see {OUT.relative_to(ROOT)}/" if failed else ""))
    sys.exit(1 if failed else 0)


def _run(each: Run, tests: list[str]) -> tuple[int, str]:
    with contextlib.ExitStack() as stack:
        stack.enter_context(_busy(each.busy_loops))
        environment = {**os.environ, **each.environment}
        if each.whole:
            command = ["make", "test"]
        else:
            url = stack.enter_context(private_postgres())
            environment |= {"DATABASE_URL": url, "CHROMIUM": chromium_path()}
            command = [*each.before, str(ROOT / ".venv/bin/pytest"), "-q", *each.options, *tests]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    return done.returncode, done.stdout


@contextlib.contextmanager
def _busy(loops: int) -> Iterator[None]:
    """Keep the machine busy with other things."""
    neighbours = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(loops)]
    try:
        yield
    finally:
        for neighbour in neighbours:
            neighbour.kill()
            neighbour.wait()


if __name__ == "__main__":
    main()
