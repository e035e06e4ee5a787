"""Poses a rig on the server: the same rules as frontend/src/figures/pose.ts, for print and pictures.

A rig is an SVG whose `data-joint` groups stand at `translate(x y)`; a pose turns them. Pure.
"""

import math
import re
import xml.etree.ElementTree as ET
from typing import Any

SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", SVG)
_TRANSLATE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


def posed_svg(rig: str, figure: dict[str, Any], pose: dict[str, Any]) -> str:
    """Return the rig as an SVG string in one pose, with the props and cues this figure uses."""
    root = ET.fromstring(rig)  # noqa: S314  our own file from the pack, checked when it was loaded
    root.set("viewBox", " ".join(map(str, figure.get("view", [0, 0, 320, 288]))))
    ends: dict[str, tuple[float, float]] = {}
    _pose(root, figure, pose, (0.0, 0.0, 0.0), ends)
    for line in root.iter(f"{{{SVG}}}path"):
        if target := line.get("data-line"):
            joint, x, y = target.split()
            at = ends[joint]
            line.set("d", f"M{at[0]:.1f} {at[1]:.1f}L{x} {y}")
    return ET.tostring(root, encoding="unicode")


def face_of(turn: float) -> str:
    """Return which face of the rig to show for a turn to the viewer: 0 is profile, 1 is front."""
    return "profile" if turn < 0.3 else "quarter" if turn < 0.7 else "front"


def _pose(
    element: ET.Element,
    figure: dict[str, Any],
    pose: dict[str, Any],
    at: tuple[float, float, float],
    ends: dict[str, tuple[float, float]],
) -> None:
    for child in list(element):
        here = at
        hidden = (
            ((prop := child.get("data-prop")) and prop not in figure.get("props", []))
            or ((cue := child.get("data-cue")) and cue not in figure.get("cues", []))
            or ((face := child.get("data-face")) and face != face_of(pose.get("turn", 0)))
        )
        if hidden:
            element.remove(child)
            continue
        if joint := child.get("data-joint"):
            match = _TRANSLATE.match(child.get("transform", ""))
            x, y = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
            if joint == "body":
                x, y = x + pose.get("x", 0), y + pose.get("y", 0)
            angle = pose["joints"].get(joint, 0)
            child.set("transform", f"translate({x:g} {y:g}) rotate({angle:g})")
            here = _moved(at, x, y, angle)
            ends[joint] = here[:2]
        _pose(child, figure, pose, here, ends)


def _moved(at: tuple[float, float, float], x: float, y: float, angle: float) -> tuple[float, float, float]:
    turn = math.radians(at[2])
    return (
        at[0] + x * math.cos(turn) - y * math.sin(turn),
        at[1] + x * math.sin(turn) + y * math.cos(turn),
        at[2] + angle,
    )
