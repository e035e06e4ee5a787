"""The shipped pack is whole, and a broken one names file and line and loads nothing."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from backend.library.models import ExerciseVersion, Status
from backend.library.pack import read_pack
from backend.library.services import BrokenPack, load_library, publish
from tests.builders import ROOT
from tests.people import People

SHIPPED = ROOT / "exercises"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_the_shipped_pack_has_no_fault() -> None:
    pack = read_pack(SHIPPED)
    assert pack.faults == []
    items = {item["slug"] for phase in pack.protocols["low-load-6wk"]["phases"] for item in phase["items"]}
    assert items <= set(pack.exercises)


ROM = "catalog/rom-turn"
BROKEN: list[tuple[str, str, str, str, int]] = [
    # file, text, its replacement, what the fault says, line
    (f"{ROM}/exercise.yaml", "sets: 1", "sets: 0", "dose.sets: 0 is less than the minimum", 5),
    (f"{ROM}/exercise.yaml", "slug: rom-turn", "slug: rom-turning", "must be the folder's name", 1),
    (f"{ROM}/exercise.yaml", "[dizziness, ", "[giddiness, ", "cautions.0", 11),
    (f"{ROM}/exercise.yaml", "side: alternate", "side: upwards", "dose.side", 5),
    (f"{ROM}/exercise.yaml", "category: rom\n", "", "'category' is a required property", 1),
    (f"{ROM}/en.yaml", "steps:", "stepz:", "'steps' is a required property", 1),
    (f"{ROM}/en.yaml", "Slow head turns", "x" * 49, "too long", 1),
    (f"{ROM}/en.yaml", "mistakes:\n", "mistakes: [\n", "not valid YAML", 11),
    (f"{ROM}/es.yaml", "  - Espera una respiración.\n", "", "differ in number", 4),
    (f"{ROM}/poses.yaml", "rig: side", "rig: above", "'above' is not in figures/", 1),
    (f"{ROM}/poses.yaml", "hip-near", "hip-left", "has no such joint", 9),
    (f"{ROM}/poses.yaml", "[floor, chair]", "[floor, sofa]", "has no prop 'sofa'", 4),
    ("catalog/scap-set/exercise.yaml", "to: [pos-sit-tall]", "to: [scap-set]", "no other exercise 'scap-set'", 9),
    ("protocols/low-load-6wk.yaml", "slug: scap-set", "slug: scap-sit", "no exercise 'scap-sit'", 18),
    ("protocols/low-load-6wk.yaml", "weeks: [1, 2]", "weeks: [1]", "phases.0.weeks", 15),
]


@pytest.mark.parametrize(("file", "before", "after", "says", "line"), BROKEN, ids=[f"{b[0]}: {b[3]}" for b in BROKEN])
def test_a_fault_names_its_file_and_line(pack: Path, file: str, before: str, after: str, says: str, line: int) -> None:
    edit(pack / file, before, after)
    faults = [fault for fault in read_pack(pack).faults if says in fault.message]
    assert [(fault.file, fault.line) for fault in faults] == [(file, line)], read_pack(pack).faults


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / ROM / "es.yaml").unlink()
    assert "catalog/rom-turn/es.yaml:1: this file is missing" in map(str, read_pack(pack).faults)


def test_every_fault_is_listed_at_once(pack: Path) -> None:
    for file, before, after, *_ in (BROKEN[0], BROKEN[6], BROKEN[9]):
        edit(pack / file, before, after)
    assert len(read_pack(pack).faults) >= 3


def test_check_library_prints_the_faults(pack: Path) -> None:
    edit(pack / ROM / "exercise.yaml", "sets: 1", "sets: 0")
    with pytest.raises(CommandError, match=re.escape("catalog/rom-turn/exercise.yaml:5: dose.sets")):
        call_command("check_library", pack)


@pytest.mark.django_db
def test_a_broken_pack_loads_nothing(pack: Path) -> None:
    edit(pack / ROM / "en.yaml", "Slow head turns", "Slow turns of the head")
    edit(pack / ROM / "exercise.yaml", "sets: 1", "sets: 0")
    before = list(ExerciseVersion.objects.values_list("pk", "status"))
    with pytest.raises(BrokenPack):
        load_library(pack)
    assert list(ExerciseVersion.objects.values_list("pk", "status")) == before


@pytest.fixture
def changed(pack: Path) -> Callable[[], dict[str, int]]:
    """Return a function that loads a pack in which one name differs from the shipped one."""
    edit(pack / ROM / "en.yaml", "Slow head turns", "Slow turns of the head")
    return lambda: load_library(pack)


def test_loading_again_changes_nothing(people: People) -> None:
    assert load_library(SHIPPED) == {"published": 0, "drafted": 0, "unchanged": 14}


def test_a_changed_text_becomes_the_next_version(people: People, changed: Callable[[], dict[str, int]]) -> None:
    assert changed() == {"published": 1, "drafted": 0, "unchanged": 13}
    versions = ExerciseVersion.objects.filter(exercise_id="rom-turn").order_by("number")
    assert [(version.number, version.status) for version in versions] == [(1, Status.RETIRED), (2, Status.PUBLISHED)]


def test_what_a_curator_published_is_not_overwritten(people: People, changed: Callable[[], dict[str, int]]) -> None:
    shipped = ExerciseVersion.objects.get(exercise_id="rom-turn")
    mine = ExerciseVersion.objects.create(
        exercise_id="rom-turn",
        number=2,
        content=shipped.content | {"clinical": "Mine"},
        content_hash="mine",
        created_by=people.tara,
        created_at=shipped.created_at,
    )
    publish(mine, by=people.cora)
    assert changed()["drafted"] == 1
    published = ExerciseVersion.objects.get(exercise_id="rom-turn", status=Status.PUBLISHED)
    assert published.content["clinical"] == "Mine"
