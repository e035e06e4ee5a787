"""docs/security.md: 49 items, each with a test that exists."""

import re

import pytest

from tests.records import ROOT

TABLE = (ROOT / "docs" / "security.md").read_text()
ROWS = [line.split("|")[1:-1] for line in TABLE.splitlines() if re.match(r"\| \d+ \|", line)]
NAMED = [(row[0].strip(), *found) for row in ROWS for found in re.findall(r"`([\w/.]+)::([^`]*)`", row[3])]


def test_every_item_has_a_test() -> None:
    assert len(ROWS) >= 51
    assert [int(row[0]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    assert {row[0].strip() for row in ROWS} == {number for number, *_ in NAMED}


@pytest.mark.parametrize(("number", "file", "name"), NAMED, ids=[f"{each[0]}-{each[2]}" for each in NAMED])
def test_it_exists(number: str, file: str, name: str) -> None:
    text = (ROOT / file).read_text()
    assert f"def {name}(" in text if file.endswith(".py") else name in text, f"item {number}"


@pytest.mark.parametrize("lock", ["run", "test", "frontend", "uv"])
def test_every_part_is_pinned_by_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    parts = [each for each in re.split(r"\n(?=\S)", text.replace("\\\n", " ")) if each and not each.startswith("#")]
    assert parts
    assert all("==" in each and "--hash=sha256:" in each for each in parts)
