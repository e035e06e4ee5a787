"""The pack equals the matrix that a clinician reads: tests/exercises/precautions.yaml, shown in docs/precautions.md."""

from collections import Counter
from typing import Any

import pytest

from backend.library.kinds import SHIPPED
from backend.library.pack import read_pack
from backend.programs.precautions import NECK_CORE, TAGS, WHOLE_PROGRAM, expanded, gentleness
from scripts.precautions import PAGE, cells, matrix, page

PACK: dict[str, dict[str, Any]] = read_pack(SHIPPED).entries
EXERCISES = PACK["exercise"]
CELLS = cells(sorted(EXERCISES))
# Of the clinical reference, 1.2: what each is at least.
LEAST = {
    "cervical_instability": ("block", ["ccf-nod-supine", "snag-c1c2-turn", "rom-turn", "iso-flexion"]),
    "cervical_myelopathy": ("block", ["rom-turn", "rom-turn-lying", "rom-side-bend", "rom-chin-glide"]),
    "vertebral_artery_symptoms": ("block", ["rom-turn", "thx-chair-extension", "snag-headache-glide"]),
    "inflammatory_neck": ("block", ["snag-c1c2-turn", "flexed-turn", "str-upper-trap", "str-levator"]),
    "connective_tissue_laxity": ("block", ["snag-c1c2-turn", "snag-headache-glide"]),
    "radiculopathy": ("block", ["dnf-head-lift"]),
    "pregnancy_prone": ("block", ["scap-lower-trap-lift"]),
    "cardiac_unstable": ("block", ["aero-walk"]),
    "latex_allergy": ("block", ["ext-band-press-back", "scap-band-row", "scap-band-er"]),
    "cannot_lie_prone": ("swap", ["scap-lower-trap-lift"]),
    "wrist_or_knee_pain": ("swap", ["ext-curl-hands-knees", "ext-turn-hands-knees"]),
}


@pytest.mark.parametrize("exercise", sorted(EXERCISES))
def test_an_exercise_is_as_the_matrix_says(exercise: str) -> None:
    content = EXERCISES[exercise]
    row = {tag: CELLS[tag][exercise][0] for tag in CELLS}
    assert expanded(content["contraindications"]) == {tag for tag, action in row.items() if action == "block"}
    assert expanded(content["cautions"]) == {tag for tag, action in row.items() if action in ("caution", "swap")}


def test_every_cell_has_an_action_and_a_reason() -> None:
    assert set(CELLS) == {*TAGS, "acute_flare", "red_flag_open"}
    assert {tag for tag, row in matrix().items() if "program" in row} == {*WHOLE_PROGRAM, "red_flag_open"}
    for tag, row in CELLS.items():
        assert set(row) == set(EXERCISES), tag
        assert all(reason.endswith(".") and len(reason) > 10 for _, reason in row.values()), tag
    for tag, row in matrix().items():
        groups = [group for action in ("block", "swap", "caution") for group in row.get(action, [])]
        named = Counter(name for group in groups for name in group["exercises"])
        assert set(named.values()) <= {1}, f"{tag} names an exercise twice"
        assert set(named) <= set(EXERCISES), tag


@pytest.mark.parametrize("tag", LEAST)
def test_a_precaution_does_at_least_what_the_reference_asks(tag: str) -> None:
    action, exercises = LEAST[tag]
    assert {CELLS[tag][name][0] for name in exercises} == {action}


def test_the_neck_is_left_alone_by_all_five_of_the_core() -> None:
    moved = [name for name in EXERCISES if name.split("-")[0] in ("ccf", "dnf", "ext", "iso", "snag", "flexed", "rom")]
    for tag in NECK_CORE:
        assert {CELLS[tag][name][0] for name in moved} == {"block"}, tag


def test_an_injury_that_nobody_has_checked_stops_every_template_and_arm_signs_the_one_after_whiplash() -> None:
    protocols = PACK["protocol"]
    assert all(set(WHOLE_PROGRAM) <= set(each["exclude_tags"]) for each in protocols.values())
    assert "radiculopathy" in protocols["whiplash-gentle-8wk"]["exclude_tags"]


def test_what_pushes_pulls_or_loads_is_no_gentle_item() -> None:
    found = {name: gentleness(content) for name, content in EXERCISES.items()}
    assert all("gentle" in content for content in EXERCISES.values())
    pushing = [name for name in found if name.split("-")[0] in ("snag", "iso", "ext", "flexed", "dnf")]
    assert {found[name] for name in pushing} == {"rest"}
    assert {found[name] for name in found if name.startswith(("relax", "pos"))} == {"full"}
    assert {"full", "half", "rest"} == set(found.values())


def test_the_page_shows_the_matrix() -> None:
    assert PAGE.read_text() == page()
