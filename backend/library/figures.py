"""Poses a rig on the server: the same rules as frontend/src/figures/pose.ts, for print and pictures.

A rig is an SVG whose `data-joint` groups stand at `translate(x y)`. A pose turns them, may move them (`offsets`) and
may shorten what lies along a limb (`stretch`: a thigh that points at the viewer is a short thigh). Pure.
"""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

SVG = "http://www.w3.org/2000/svg"
ARROW_HEAD = 7.0
_TRANSLATE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")

Place = tuple[float, float, float]


def posed_svg(rig: str, figure: Mapping[str, Any], pose: Mapping[str, Any], *, alt: str = "") -> str:
    """Return the rig as an SVG string in one pose, with the props, cues and arrows this figure uses.

    `alt` says what it shows; without it the figure only decorates and is hidden from screen readers.
    """
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
    # Here and not once for all: the registry is the process's, and other libraries put their own names into it.
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def face_of(turn: float) -> str:
    """Return which face of the rig to show for a turn to the viewer: 0 is profile, 1 is front."""
    return "profile" if turn < 0.3 else "quarter" if turn < 0.7 else "front"


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
    at: Place,
    stretch: float,
    ends: dict[str, tuple[float, float]],
) -> None:
    for child in list(element):
        here, along = at, 1.0
        if _hidden(child, figure, pose):
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
    return bool(
        (prop and prop not in figure.get("props", []))
        or (cue and cue not in figure.get("cues", []))
        or (face and face != face_of(pose.get("turn", 0)))
    )


def _moved(at: Place, x: float, y: float, angle: float) -> Place:
    turn = math.radians(at[2])
    return (
        at[0] + x * math.cos(turn) - y * math.sin(turn),
        at[1] + x * math.sin(turn) + y * math.cos(turn),
        at[2] + angle,
    )
