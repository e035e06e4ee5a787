"""The shipped pack is whole, and a broken one names file and line and loads nothing."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from backend.library.editing import exercises_of, publish_entry, submit
from backend.library.models import ExerciseVersion, VersionStatus
from backend.library.pack import Pack, read_pack
from backend.library.services import BrokenPack, load_library
from tests.people import People
from tests.records import ROOT, shipped_entries

SHIPPED = ROOT / "exercises"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


@pytest.fixture
def small_pack(tmp_path: Path) -> Path:
    """A pack of few entries, quick to read. Its links to the others are faults too, which no test here looks at."""
    kept = {"rom-turn", "rom-nod", "scap-set", "posture"}

    def left_out(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name not in kept] if Path(folder).name in {"catalog", "articles"} else []

    return Path(shutil.copytree(SHIPPED, tmp_path / "pack", ignore=left_out))


@pytest.fixture(scope="module")
def read() -> Pack:
    return read_pack(SHIPPED)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_the_shipped_pack_has_no_fault() -> None:
    pack = read_pack(SHIPPED)
    assert pack.faults == []
    counts = {kind: len(entries) for kind, entries in pack.entries.items()}
    assert counts == {
        "exercise": 44,
        "protocol": 6,
        "article": 12,
        "questionnaire": 1,
        "measure": 10,
        "medicine": 9,
        "source": 22,
    }
    blocks = pack.entries["questionnaire"]["red-flags"]["blocks"]
    assert [len(block["questions"]) for block in blocks] == [18, 16, 11]


ROM = "catalog/rom-turn"
HARD_TO_READ = (
    "start: Notwithstanding considerable physiological complications, individuals experiencing cervicogenic "
    "symptomatology necessitate comprehensive multidisciplinary rehabilitation incorporating individualised "
    "proprioceptive interventions and additionally contemporaneous psychoeducational accompaniment"
)
BROKEN: list[tuple[str, str, str, str, int]] = [
    # file, text, its replacement, what the fault says, line
    (f"{ROM}/exercise.yaml", "sets: 1", "sets: 0", "dose.sets: 0 is less than the minimum", 5),
    (f"{ROM}/exercise.yaml", "slug: rom-turn", "slug: rom-turning", "must be the name of its file or folder", 1),
    (f"{ROM}/exercise.yaml", " dizziness, ", " giddiness, ", "cautions.3", 9),
    (f"{ROM}/exercise.yaml", "side: alternate", "side: upwards", "dose.side", 5),
    (f"{ROM}/exercise.yaml", "category: rom\n", "", "category: is missing", 1),
    (f"{ROM}/exercise.yaml", "evidence: [apta-2017]\n", "", "evidence: is missing", 1),
    (f"{ROM}/exercise.yaml", "evidence: [apta-2017]", "evidence: [hearsay-1999]", "no source 'hearsay-1999'", 13),
    (f"{ROM}/exercise.yaml", "licence: CC-BY-4.0", "licence: mine", "licence: 'mine' is not one of", 14),
    (f"{ROM}/exercise.yaml", "due_on: '2027-11-23'", "due_on: '2025-11-23'", "review.due_on: must be after", 15),
    (
        f"{ROM}/exercise.yaml",
        "due_on: '2027-11-23'",
        "due_on: next year",
        "review.due_on: 'next year' does not match",
        15,
    ),
    (
        f"{ROM}/exercise.yaml",
        "regress: {to: [rom-turn-lying]}",
        "regress: {to: [rom-turn-flying]}",
        "no other exercise 'rom-turn-flying'",
        7,
    ),
    (f"{ROM}/exercise.yaml", "licence: CC-BY-4.0", "colour: red\nlicence: CC-BY-4.0", "'colour' was unexpected", 14),
    (f"{ROM}/en.yaml", "steps:", "stepz:", "steps: is missing", 1),
    (f"{ROM}/en.yaml", "Slow head turns", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "too long", 1),
    (f"{ROM}/en.yaml", "mistakes:\n", "mistakes: [\n", "not valid YAML", 11),
    (
        f"{ROM}/en.yaml",
        "start: Sit tall with your feet flat and your shoulders loose.",
        HARD_TO_READ,
        "reading grade",
        1,
    ),
    (f"{ROM}/es.yaml", "  - Espera una respiración.\n", "", "differ in number", 4),
    (f"{ROM}/es.yaml", "stop_if:", "stop:", "stop_if: is missing", 1),
    (f"{ROM}/poses.yaml", "rig: front", "rig: above", "'above' is not in figures/", 1),
    (f"{ROM}/poses.yaml", "hip-left: -16,", "hip-near: -16,", "has no such joint", 11),
    ("catalog/rom-nod/poses.yaml", "    y: 204\n", "    y: 204\n    nod: 1\n", "no face 'down-quarter'", 10),
    (f"{ROM}/poses.yaml", "[floor, chair]", "[floor, sofa]", "has no prop 'sofa'", 5),
    (f"{ROM}/exercise.yaml", "{pose: 1,", "{pose: 0.5,", "no move ends in the last pose, 1", 17),
    (f"{ROM}/poses.yaml", "shows: left\n", "", "a dose with a side needs the side its poses show", 1),
    (f"{ROM}/poses.yaml", "cues: [turn]", "cues: [spin]", "has no cue 'spin'", 6),
    ("catalog/scap-set/exercise.yaml", "to: [pos-sit-tall]", "to: [scap-set]", "no other exercise 'scap-set'", 7),
    ("protocols/low-load-6wk.yaml", "slug: scap-set", "slug: scap-sit", "no exercise 'scap-sit'", 16),
    ("protocols/low-load-6wk.yaml", "weeks: [1, 2]", "weeks: [1]", "phases.0.weeks", 13),
    ("protocols/low-load-6wk.yaml", "weeks: [3, 4]", "weeks: [2, 4]", "must follow week 2", 26),
    (
        "protocols/low-load-6wk.yaml",
        "adherence_pct_14d >= 60",
        "adherence >= 60",
        "“adherence >= 60”: no number is called adherence",
        21,
    ),
    (
        "protocols/low-load-6wk.yaml",
        "form_check(ccf-nod-supine)",
        "form_check(ccf-nodding)",
        "no exercise 'ccf-nodding'",
        23,
    ),
    ("protocols/low-load-6wk.yaml", "in 3 of last 4 sessions", "in 5 of last 4 sessions", "can never be", 34),
    (
        "protocols/low-load-6wk.yaml",
        "next: [strength-build-12wk, maintenance]",
        "next: [strength-forever]",
        "no template 'strength-forever'",
        50,
    ),
    ("articles/posture/en.md", "---\ntitle", "title", "must begin with front matter", 1),
    ("articles/posture/en.md", "summary: ", "sumary: ", "'sumary' was unexpected", 3),
    (
        "articles/posture/en.md",
        "No pose is perfect. The best one is your next one. Your",
        "<script>alert(1)</script> Your",
        "HTML are not shown",
        7,
    ),
    ("articles/posture/en.md", "## With your phone", "# With your phone", "headings are ## or ###", 7),
    (
        "articles/posture/es.md",
        "Sube el teléfono. Apoya",
        "[Sube](http://example.org) Apoya",
        "a link must begin with https://",
        7,
    ),
    ("screening/red-flags.yaml", "id: e2", "id: e1", "e1 is there twice", 21),
    ("screening/red-flags.yaml", "id: e2", "id: e11", "e11 meant something else before", 21),
    (
        "screening/red-flags.yaml",
        "sets_tags: [dizziness]",
        "sets_tags: [dizzyness]",
        "'dizzyness' is not one of",
        221,
    ),
    ("screening/red-flags.yaml", "weekly: [e1, e2, s2, s8, s10, s11, t8]", "weekly: [e99]", "no question 'e99'", 277),
    ("screening/red-flags.yaml", "urgency: same_day", "urgency: soon", "'soon' is not one of", 115),
    (
        "measures/ndi.yaml",
        "higher_is: worse",
        "question: {en: How bad?, es: ¿Cómo?}\nhigher_is: worse",
        "licensed form's questions are not shipped",
        8,
    ),
    (
        "measures/nrs-neck.yaml",
        "range: {min: 0, max: 10, step: 1}",
        "range: {min: 10, max: 0, step: 1}",
        "must be above range.min",
        15,
    ),
]


@pytest.mark.parametrize(("file", "before", "after", "says", "line"), BROKEN, ids=[f"{b[0]}: {b[3]}" for b in BROKEN])
def test_a_fault_names_its_file_and_line(
    small_pack: Path, file: str, before: str, after: str, says: str, line: int
) -> None:
    edit(small_pack / file, before, after)
    faults = [fault for fault in read_pack(small_pack).faults if says in fault.message]
    assert [(fault.file, fault.line) for fault in faults] == [(file, line)], read_pack(small_pack).faults


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / ROM / "es.yaml").unlink()
    assert "catalog/rom-turn/es.yaml:1: this file is missing" in map(str, read_pack(pack).faults)


def test_every_fault_is_listed_at_once(pack: Path) -> None:
    for file, before, after, *_ in (BROKEN[0], BROKEN[17], BROKEN[23]):
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
    assert load_library(SHIPPED) == {"published": 0, "drafted": 0, "unchanged": shipped_entries()}


def test_a_changed_text_becomes_the_next_version(people: People, changed: Callable[[], dict[str, int]]) -> None:
    assert changed() == {"published": 1, "drafted": 0, "unchanged": shipped_entries() - 1}
    versions = ExerciseVersion.objects.filter(exercise_id="rom-turn").order_by("number")
    assert [(version.number, version.status) for version in versions] == [
        (1, VersionStatus.RETIRED),
        (2, VersionStatus.PUBLISHED),
    ]


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
    submit(mine, by=people.tara)
    publish_entry(mine, by=people.cora)
    assert changed()["drafted"] == 1
    published = ExerciseVersion.objects.get(exercise_id="rom-turn", status=VersionStatus.PUBLISHED)
    assert published.content["clinical"] == "Mine"


def test_each_exercise_stands_in_a_template(read: Pack) -> None:
    placed = set().union(*(exercises_of(content) for content in read.entries["protocol"].values()))
    assert set(read.entries["exercise"]) - placed == set()


def test_every_source_is_named_by_something(read: Pack) -> None:
    named = {
        slug
        for entries in read.entries.values()
        for content in entries.values()
        for slug in content.get("evidence", [])
    }
    assert set(read.entries["source"]) - named == set()


def test_no_licensed_clinician_has_signed_yet_and_every_review_says_so(read: Pack) -> None:
    reviews = [
        content["review"] for entries in read.entries.values() for content in entries.values() if "review" in content
    ]
    assert {review["by"] for review in reviews} == {"editorial"}
    assert "No licensed clinician has signed" in (ROOT / "README.md").read_text()
    assert "No licensed clinician has signed" in (SHIPPED / "README.md").read_text()


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        # Straight back, and back over others: what falls back to an exercise is harder than it.
        ("rom-turn-lying", "to: [rom-turn]", "to: [relax-breathing]", "easier than 'rom-turn-lying' by other links"),
        ("iso-flexion", "to: [ccf-hold-supine]", "to: [dnf-head-lift]", "harder than 'iso-flexion' by other links"),
    ],
)
def test_an_exercise_is_not_harder_than_itself(pack: Path, file: str, before: str, after: str, message: str) -> None:
    edit(pack / f"catalog/{file}/exercise.yaml", before, after)
    assert any(message in fault.message for fault in read_pack(pack).faults)


def test_the_cuff_comes_after_the_nod_has_been_learned(read: Pack) -> None:
    first = read.entries["protocol"]["low-load-6wk"]["phases"][0]
    assert "ccf-pressure-supine" not in exercises_of({"phases": [first]})
