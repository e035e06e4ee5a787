"""Poses a rig on the server: the same rules as frontend/src/figures/pose.ts, for print and pictures.

A rig is an SVG whose `data-joint` groups stand at `translate(x y)`. A pose turns them, may move them (`offsets`) and
may shorten what lies along a limb (`stretch`: a thigh that points at the viewer is a short thigh). `hands` chooses the
shape of a hand, `side` which side of the body is shown. Pure.
"""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

SVG = "http://www.w3.org/2000/svg"
ARROW_HEAD = 7.0
# Which body and which hair paper and the clinic's pages show. A phone shows the patient's choice.
PERSON = {"body": "one", "hair": "short"}
_TRANSLATE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")

Spot = tuple[float, float, float]


def posed_svg(rig: str, figure: Mapping[str, Any], pose: Mapping[str, Any], *, alt: str = "", side: str = "") -> str:
    """Return the rig as an SVG string in one pose, with the props, cues and arrows this figure uses.

    `alt` says what it shows; without it the figure only decorates and is hidden from screen readers. `side` is the
    dose's: the other side than the poses show is drawn by the rule of `drawn`.
    """
    is_mirrored, swaps = drawn(figure, side)
    if swaps:
        pose = with_limbs_swapped(pose)
    root = ET.fromstring(rig)  # noqa: S314  our own file from the pack, checked when it was loaded
    root.set("viewBox", " ".join(map(str, figure.get("view", [0, 0, 320, 288]))))
    if alt:
        root.set("aria-label", alt)
    else:
        root.attrib.pop("role", None)
        root.set("aria-hidden", "true")
    ends: dict[str, tuple[float, float]] = {}
    _pose(root, figure, pose, (0.0, 0.0, 0.0), 1.0, ends)
    for line in root.iter(f"{{{SVG}}}path"):
        if targets := line.get("data-line"):
            start, end = (_end(target, ends) for target in targets.split())
            line.set("d", f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}")
    for arrow in figure.get("arrows", []):
        ET.SubElement(
            root,
            f"{{{SVG}}}path",
            {
                "class": "fig-cue",
                "d": arrow_path(arrow),
                "fill": "none",
                "stroke": "#c8553d",
                "stroke-width": "3",
                "stroke-linecap": "round",
                "stroke-linejoin": "round",
            },
        )
    if is_mirrored:
        _mirror(root, figure.get("view", [0, 0, 320, 288]))
    # Here and not once for all: the registry is the process's, and other libraries put their own names into it.
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def printed_poses(figure: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the poses that stand side by side on paper: the first and the last, and of three the one between."""
    poses = figure["poses"]
    return list(poses) if len(poses) <= 3 else [poses[0], poses[-1]]


def side_shown(side: str) -> str:
    """Return the side a figure shows for a dose's side: both sides begin with the right, as the session does."""
    return "right" if side in {"each", "alternate"} else side if side in {"left", "right"} else ""


def drawn(figure: Mapping[str, Any], side: str) -> tuple[bool, bool]:
    """Return whether the picture is mirrored, and whether near and far limbs change places, for a dose's side.

    The mirror image of a picture of the right side is a picture of the left side, from every view. Lying figures that
    would jump from one end of the mat to the other keep their place and move the other limb (`mirrors: limbs`).
    Poses from before `shows` existed, which a running program may have pinned, show the left side from front and back.
    Mirrored in frontend/src/figures/side.ts, held together by tests/contract/figure_sides.json.
    """
    shows = figure.get("shows") or ("left" if figure.get("rig") in {"front", "back"} else "")
    wanted = side_shown(side)
    if not shows or not wanted or shows == wanted:
        return False, False
    swaps = figure.get("mirrors") == "limbs"
    return not swaps, swaps


def with_limbs_swapped(pose: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pose with what near and far limbs do exchanged."""
    swapped = dict(pose)
    for key in ("joints", "offsets", "stretch", "hands"):
        if key in pose:
            swapped[key] = {_other_limb(name): value for name, value in pose[key].items()}
    return swapped


def _other_limb(name: str) -> str:
    if name.endswith("-near"):
        return name.removesuffix("near") + "far"
    return name.removesuffix("far") + "near" if name.endswith("-far") else name


def _mirror(root: ET.Element, view: list[float]) -> None:
    """Turn the whole picture over, within its own frame."""
    flip = ET.Element(f"{{{SVG}}}g", {"transform": f"translate({2 * view[0] + view[2]:g} 0) scale(-1 1)"})
    for child in list(root):
        root.remove(child)
        flip.append(child)
    root.append(flip)


def face_of(turn: float, nod: float = 0) -> str:
    """Return the face of the rig to show for a turn to the viewer: 1 is front, 0.25 about 65 degrees, 0 profile.

    `nod` 1 is the chin on the chest, which a view from the front can show by other faces only.
    """
    if nod > 0.5:
        return "down-front" if turn > 0.62 else "down-quarter"
    faces = ((0.13, "profile"), (0.38, "wide"), (0.62, "quarter"), (0.87, "slight"))
    return next((face for most, face in faces if turn < most), "front")


def arrow_path(arrow: Mapping[str, Any]) -> str:
    """Return the SVG path of an arrow `from` [x, y] `to` [x, y], bulging by `bend` to its left."""
    (x1, y1), (x2, y2), bend = arrow["from"], arrow["to"], arrow.get("bend", 0)
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    cx = (x1 + x2) / 2 + bend * 2 * (y2 - y1) / length
    cy = (y1 + y2) / 2 - bend * 2 * (x2 - x1) / length
    back = math.atan2(cy - y2, cx - x2)
    tips = [(x2 + ARROW_HEAD * math.cos(back + a), y2 + ARROW_HEAD * math.sin(back + a)) for a in (0.55, -0.55)]
    head = f"M{tips[0][0]:.1f} {tips[0][1]:.1f}L{x2:.1f} {y2:.1f}L{tips[1][0]:.1f} {tips[1][1]:.1f}"
    return f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}{head}"


def _end(target: str, ends: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """A line ends at a joint, or at a fixed point `x,y`."""
    if "," in target:
        x, y = target.split(",")
        return float(x), float(y)
    return ends[target]


def _pose(
    element: ET.Element,
    figure: Mapping[str, Any],
    pose: Mapping[str, Any],
    at: Spot,
    stretch: float,
    ends: dict[str, tuple[float, float]],
) -> None:
    # The same hand for all shapes of a wrist: its joint is the group they stand in.
    hand = pose.get("hands", {}).get(element.get("data-joint", ""), "open")
    for child in list(element):
        here, along = at, 1.0
        if child.get("data-hand", hand) != hand or _hidden(child, figure, pose):
            element.remove(child)
            continue
        if joint := child.get("data-joint"):
            match = _TRANSLATE.match(child.get("transform", ""))
            x, y = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
            dx, dy = pose.get("offsets", {}).get(joint, (0, 0))
            if joint == "body":
                dx, dy = dx + pose.get("x", 0), dy + pose.get("y", 0)
            x, y = x + dx, y * stretch + dy
            angle = pose["joints"].get(joint, 0)
            along = pose.get("stretch", {}).get(joint, 1.0)
            child.set("transform", f"translate({x:g} {y:g}) rotate({angle:g})")
            here = _moved(at, x, y, angle)
            ends[joint] = here[:2]
        elif stretch != 1.0:
            child.set("transform", f"scale(1 {stretch:g})")
        _pose(child, figure, pose, here, along, ends)


def _hidden(element: ET.Element, figure: Mapping[str, Any], pose: Mapping[str, Any]) -> bool:
    prop, cue, face = (element.get(f"data-{kind}") for kind in ("prop", "cue", "face"))
    without = element.get("data-without")
    if any(chosen not in element.get(f"data-{kind}", chosen).split() for kind, chosen in PERSON.items()):
        return True
    return bool(
        (prop and prop not in figure.get("props", []))
        or (without and without in figure.get("props", []))
        or (cue and cue not in figure.get("cues", []))
        or (face and face != face_of(pose.get("turn", 0), pose.get("nod", 0)))
    )


def _moved(at: Spot, x: float, y: float, angle: float) -> Spot:
    turn = math.radians(at[2])
    return (
        at[0] + x * math.cos(turn) - y * math.sin(turn),
        at[1] + x * math.sin(turn) + y * math.cos(turn),
        at[2] + angle,
    )
