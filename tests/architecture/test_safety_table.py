"""docs/safety.md: at least 40 hazards, each with a place and a test that exist, or a gap that is said."""

import re

from tests.records import ROOT

COLUMNS = 7
TEXT = (ROOT / "docs" / "safety.md").read_text()
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]
PLACES = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[4])})
TESTS = sorted({found for row in ROWS for found in re.findall(r"`([\w/.-]+)::([^`]+)`", row[5])})


def test_every_hazard_is_told_in_full() -> None:
    assert len(ROWS) >= 40
    assert [int(row[0]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    for row in ROWS:
        assert len(row) == COLUMNS, row[0]
        assert all(row), row[0]
        assert re.search(r"\([123]\)$", row[1]), f"{row[0]} has no severity"
        assert re.search("`", row[4]), f"{row[0]} names no place"


def test_what_nothing_tests_is_said() -> None:
    for row in ROWS:
        if row[5] == "None":
            assert row[6] != "–", f"{row[0]} has no test, and says that nothing is left"
        else:
            assert re.fullmatch(r"(`[\w/.-]+::[^`]+`(, )?)+", row[5]), row[0]


def test_every_place_exists() -> None:
    roots = (ROOT, ROOT / "backend", ROOT / "frontend" / "src")
    assert [place for place in PLACES if not any((root / place).exists() for root in roots)] == []


def test_every_test_exists() -> None:
    assert [f"{file}::{name}" for file, name in TESTS if not _is_there(file, name)] == []


def _is_there(file: str, name: str) -> bool:
    path = ROOT / file
    # With what stands around it: part of a name is no name.
    wanted = f"def {name}(" if file.endswith(".py") else f'"{name}"'
    return path.exists() and wanted in path.read_text()
