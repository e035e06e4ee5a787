"""Write the contract of figures: what the server draws, which the phone must draw too.

`python -m tests.figure_vectors` renews tests/contract/figures.json from its own figures and poses, and adds nothing.
"""

import json
import re
import xml.etree.ElementTree as ET
from typing import Any

from backend.library.figures import SVG, posed_svg
from backend.library.kinds import SHIPPED
from tests.records import ROOT

FILE = ROOT / "tests" / "contract" / "figures.json"


def vectors() -> list[dict[str, Any]]:
    """Return the figures of the contract."""
    found: list[dict[str, Any]] = json.loads(FILE.read_text())
    return found


def drawn(figure: dict[str, Any], pose: dict[str, Any]) -> dict[str, Any]:
    """Return what the server draws of one pose: where joints stand, which hands show, how lines and arrows run."""
    rig = (SHIPPED / "figures" / f"{figure['rig']}.svg").read_text()
    root = ET.fromstring(posed_svg(rig, figure, pose))  # noqa: S314  drawn a line above
    arrows = [each for each in root if each.get("class") == "fig-cue"]
    lines = [each for each in root.iter(f"{{{SVG}}}path") if each.get("data-line") or each in arrows]
    return {
        "joints": [
            [each.get("data-joint"), re.sub(r"\s+", " ", each.get("transform", ""))]
            for each in root.iter()
            if each.get("data-joint")
        ],
        "hands": [each.get("data-hand") for each in root.iter() if each.get("data-hand")],
        "paths": [each.get("d") for each in lines],
    }


if __name__ == "__main__":
    renewed = [each | drawn(each["figure"], each["pose"]) for each in vectors()]
    FILE.write_text(json.dumps(renewed, indent=1) + "\n")
    print(f"{len(renewed)} figures in {FILE.relative_to(ROOT)}")
