"""What a figure shows is the side that is prescribed, spoken and logged: measured on the drawing, in every view."""

import json
import math
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from backend.library.figures import SVG, drawn, face_of, posed_svg, with_limbs_swapped
from backend.library.kinds import SHIPPED
from backend.library.pack import read_pack
from tests.records import ROOT

OTHER = {"left": "right", "right": "left"}
EXERCISES = read_pack(SHIPPED).entries["exercise"]
SIDED = sorted(slug for slug, content in EXERCISES.items() if content["dose"]["side"] != "none")
VECTORS = json.loads((ROOT / "tests" / "contract" / "figure_sides.json").read_text())
_NUMBERS = re.compile(r"-?[\d.]+(?:e-?\d+)?")

# How the side of each can be told by looking: where the face goes, where the head leans, whose hand or arm works.
# A stretch is named by the side that is stretched, which the head goes away from.
TOLD_BY = {
    "ccf-arm-float": "arm",
    "ext-turn-hands-knees": "face",
    "flexed-turn": "face",
    "iso-rotation": "hand",
    "iso-side-bend": "hand",
    "rom-side-bend": "lean",
    "rom-turn": "face",
    "rom-turn-lying": "face",
    "snag-c1c2-turn": "face",
    "str-levator": "face away",
    "str-pec-doorway": "raised arm",
    "str-upper-trap": "lean away",
    "thx-open-book": "arm",
}


class Drawing:
    """One pose as the server draws it: where its joints are in the picture, and whether it is turned over."""

    def __init__(self, figure: dict[str, Any], pose: dict[str, Any], side: str) -> None:
        rig = (SHIPPED / "figures" / f"{figure['rig']}.svg").read_text()
        self.pose = pose
        self.is_front = figure["rig"] == "front"
        self.places: dict[str, complex] = {}
        self.is_flipped = False
        self._walk(ET.fromstring(posed_svg(rig, figure, pose, side=side)), lambda point: point)  # noqa: S314

    def _walk(self, element: ET.Element, outer: Any) -> None:
        for child in element.findall(f"{{{SVG}}}g"):
            values = [float(each) for each in _NUMBERS.findall(child.get("transform", ""))]
            move, turn, flip = 0j, 0.0, 1
            if "scale(-1 1)" in child.get("transform", "") and len(values) == 4:
                move, flip, self.is_flipped = complex(values[0], values[1]), -1, True
            elif child.get("data-joint"):
                move, turn = complex(values[0], values[1]), math.radians(values[2])

            def place(point: complex, move: complex = move, turn: float = turn, flip: int = flip) -> complex:
                turned = point * complex(math.cos(turn), math.sin(turn))
                return outer(complex(flip * turned.real, turned.imag) + move)  # type: ignore[no-any-return]

            if joint := child.get("data-joint"):
                self.places.setdefault(joint, place(0j))
                if joint == "head":
                    self.places["crown"] = place(-39j)
            self._walk(child, place)

    def side_of(self, x: float) -> str:
        """A person seen from the front has the right hand at the left of the picture."""
        return "right" if x < 0 else "left"


def shown_side(slug: str, figure: dict[str, Any], side: str) -> str:
    """Return which side of the patient the last pose shows, from the drawing alone."""
    first, last = (Drawing(figure, figure["poses"][index], side) for index in (0, -1))
    told = TOLD_BY[slug]
    flip = OTHER if last.is_flipped else {"left": "left", "right": "right"}
    if told.startswith("face"):
        pose = last.pose
        assert face_of(pose.get("turn", 0)) != face_of(first.pose.get("turn", 0)), "the face does not turn"
        # Seen from the front the rig's face turns to the patient's left; facing right, it turns to the viewer: right.
        seen = flip["left" if last.is_front else "right"]
    elif told.startswith("lean"):
        lean = (last.places["crown"] - last.places["neck"]).real
        assert abs(lean) > 8, "the head does not lean"
        seen = last.side_of(lean)
    elif told == "hand":
        near = {name: abs(last.places[f"wrist-{name}"] - last.places["head"] + 15j) for name in ("left", "right")}
        nearest = min(near, key=near.__getitem__)
        assert near[nearest] < 50, "no hand is at the head"
        seen = last.side_of((last.places[f"wrist-{nearest}"] - last.places["neck"]).real)
    elif told == "raised arm":
        highest = min(("left", "right"), key=lambda name: last.places[f"wrist-{name}"].imag)
        seen = last.side_of((last.places[f"elbow-{highest}"] - last.places["neck"]).real)
    else:
        moved = {name: abs(last.places[f"elbow-{name}"] - first.places[f"elbow-{name}"]) for name in ("near", "far")}
        # A figure that faces right has its right side to the viewer.
        seen = flip["right" if moved["near"] > moved["far"] else "left"]
    return OTHER[seen] if told.endswith("away") else seen


def test_every_exercise_with_a_side_says_how_its_side_is_told() -> None:
    assert sorted(TOLD_BY) == SIDED


@pytest.mark.parametrize("side", ["left", "right", "each", "alternate"])
@pytest.mark.parametrize("slug", SIDED)
def test_the_drawing_shows_the_side_that_is_prescribed(slug: str, side: str) -> None:
    figure = EXERCISES[slug]["figure"]
    # Both sides begin with the right, as the phone's session does.
    assert shown_side(slug, figure, side) == (side if side in OTHER else "right")


@pytest.mark.parametrize("case", VECTORS["drawn"], ids=str)
def test_the_other_side_is_drawn_as_on_the_phone(case: dict[str, Any]) -> None:
    assert drawn(case["figure"], case["side"]) == (case["mirrored"], case["swaps"])


def test_limbs_change_places_as_on_the_phone() -> None:
    assert with_limbs_swapped(VECTORS["swapped"]) == VECTORS["swap"]


def test_poses_from_before_sides_were_named_show_the_left() -> None:
    """A running program keeps the exercise versions it was made with: these poses were all drawn for the left."""
    pinned = {key: value for key, value in EXERCISES["rom-turn"]["figure"].items() if key != "shows"}
    first = pinned["poses"][0]
    assert not Drawing(pinned, first, "left").is_flipped
    assert not Drawing(pinned, first, "").is_flipped
    assert Drawing(pinned, first, "right").is_flipped
    assert Drawing(pinned, first, "each").is_flipped
