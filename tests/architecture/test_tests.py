"""What must hold for the tests themselves: they share nothing, and wait for what they wait for."""

import re
from pathlib import Path

import pytest

from backend.demo.management.commands.load_demo import CURATORS, INVITED, STAFF
from backend.demo.stories import STORIES
from scripts.changed import chosen_for
from scripts.check import LONG
from tests.records import ROOT

FILES = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path != Path(__file__)]
# The tests of the demo alone; and what they sign in with.
OF_THE_DEMO = {"tests/e2e/test_demo.py", "tests/e2e/conftest.py", "tests/backend/config/test_config.py"}
NAMES = [
    *(story.name for story in STORIES),
    *(row[1] for row in (*STAFF, *CURATORS)),
    INVITED,
    "@nod.example",
    "demo_stack",
]
# The one place that sleeps between two looks, and what imitates a slow or dead peer.
SLEEPERS = {"tests/waiting.py", "tests/reliability/sender.py"}


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=place)
def test_demo_people_are_for_tests_of_the_demo(path: Path) -> None:
    if place(path) in {*OF_THE_DEMO, "tests/conftest.py"}:
        return
    text = path.read_text()
    assert [name for name in NAMES if name in text] == [], "make people of your own: tests/practice.py"


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_sleeps_or_asks_another_clock(path: Path) -> None:
    text = path.read_text()
    if place(path) not in SLEEPERS:
        assert re.findall(r"time\.sleep\(|wait_for_timeout\(", text) == [], "wait for the thing: tests/waiting.py"
    assert re.findall(r"date\.today\(\)|utcnow\(\)", text) == [], "ask backend.common.clock"


def test_the_long_run_takes_all_that_can_run_long() -> None:
    can = [place(path) for path in FILES if path.name.startswith("test_") and "NOD_LONG" in path.read_text()]
    assert can
    assert [each for each in can if not each.startswith(LONG)] == [], "add it to LONG in scripts/check.py"


def test_the_quick_check_takes_the_tests_beside_a_change() -> None:
    chosen = chosen_for(["backend/diary/merge.py", "exercises/sources.yaml", "tests/backend/sync/test_api.py"])
    assert chosen.tests == [
        "tests/architecture",
        "tests/backend/diary",
        "tests/backend/sync/test_api.py",
        "tests/exercises",
    ]
    assert (chosen.backend, chosen.frontend) == (True, False)
    only_frontend = chosen_for(["frontend/src/ui/busy.ts"])
    assert (only_frontend.tests, only_frontend.backend, only_frontend.frontend) == ([], False, True)
