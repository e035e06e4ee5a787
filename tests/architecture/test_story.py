"""The stories of ARCHITECTURE.md name the files one passes: each is there, holds what is named, and calls the next one.

`A` → `B`, `C`: A imports B and C, and a further arrow leads on from C. `A` ⇢ `B`: by HTTP, a row or a setting. A name
without a folder is beside the one before it; ";" begins anew.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import resolve

from backend.common.ids import new_id
from tests.records import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text()
STORIES = [TEXT.split(title)[1].split("\n## ")[0] for title in ("## The story, file by file", "\n## Content")]
ROOTS = {".py": ROOT / "backend", ".ts": ROOT / "frontend" / "src", ".tsx": ROOT / "frontend" / "src"}
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for story in STORIES
    for line in story.splitlines()
    if line.startswith("| ") and "`" in line
]


def named_in(cell: str) -> Iterator[list[tuple[str, list[tuple[Path, str]]]]]:
    """Yield each chain of a cell: its steps, each with the arrow before it and the (path, name) that stand there."""
    for chain in cell.split(";"):
        folder = Path()
        steps = []
        for arrow, step in re.findall(r"(^|→|⇢)([^→⇢]*)", chain):
            places = []
            for item in re.findall(r"`([^`]+)`", step):
                path, _, name = item.partition(": ")
                place = ROOTS[Path(path).suffix] / path if "/" in path else folder / path
                folder = place.parent
                places.append((place, name))
            steps.append((arrow, places))
        yield steps


def imports_of(path: Path) -> set[Path]:
    """Return the files that a file imports, without their endings."""
    text = path.read_text()
    if path.suffix == ".py":
        found = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("backend"):
                module = ROOT / node.module.replace(".", "/")
                found |= {module, *(module / each.name for each in node.names)}
        return found
    found = re.findall(r"""(?:from |import\()\s*["'](\.[^"']+)["']""", text)
    return {(path.parent / each).resolve() for each in found}


def views_asked_by(path: Path) -> set[str]:
    """Return the names of the views behind the addresses that stand in a file of the frontend."""
    found = set()
    for address in re.findall(r"""["'`](/api/v1/[^"'`?]+)""", path.read_text()):
        match = resolve(re.sub(r"\{\w+\}", str(new_id()), address))
        found.add(match.func.view_class.__name__)  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(("step", "cell"), [row[:2] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_file_of_the_story_is_there_and_calls_the_next(step: str, cell: str) -> None:
    for steps in named_in(cell):
        before: list[tuple[Path, str]] = []
        for arrow, places in steps:
            assert places, f"{step}: an arrow leads nowhere"
            for place, name in places:
                assert place.is_file(), f"{step}: there is no {place.relative_to(ROOT)}"
                held = rf"(?:def|class|function|const|let|type)\s+{re.escape(name)}\b|^{re.escape(name)}\s*="
                assert not name or re.search(held, place.read_text(), re.M), f"{step}: {place.name} holds no {name}"
                for caller, _ in before[-1:]:
                    if arrow == "⇢":
                        if caller.suffix != place.suffix and place.name.endswith("views.py"):
                            assert name in views_asked_by(caller), f"{step}: {caller.name} does not ask {name}"
                        continue
                    passed = place.with_suffix("").resolve() in {each.resolve() for each in imports_of(caller)}
                    assert passed, f"{step}: {caller.name} does not import {place.relative_to(ROOT)}"
            before = places


def test_the_story_is_read() -> None:
    assert len(ROWS) >= 20
    assert sum(len(steps) for _, cell, *_ in ROWS for steps in named_in(cell)) > 80
