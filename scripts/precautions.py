"""Writes docs/precautions.md from tests/exercises/precautions.yaml. `--check` only says whether it fits.

.venv/bin/python scripts/precautions.py
"""

import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
MATRIX = ROOT / "tests/exercises/precautions.yaml"
PAGE = ROOT / "docs/precautions.md"
SIGNS = {"block": "B", "swap": "S", "caution": "C", "none": "·", "program": "P"}
INTRO = """# Exercises and precautions

Which precaution speaks against which exercise, and why. Written by scripts/precautions.py from
tests/exercises/precautions.yaml; a test holds the pack to it. Change that file first.

**B** blocks: not assigned, and not kept running, unless a therapist types why. **S** is done another way, which the
reason names. **C** asks for care: the therapist is warned. **P** holds every program as a whole. **·** has nothing
against it. The people who build Nod made this table; no licensed clinician has signed it yet.
"""


def matrix() -> dict[str, dict[str, Any]]:
    """Return the file as it is written: precaution -> its groups."""
    return YAML(typ="safe").load(MATRIX.read_text())  # type: ignore[no-any-return]


def cells(exercises: list[str]) -> dict[str, dict[str, tuple[str, str]]]:
    """Return precaution -> exercise -> (action, reason), for every exercise."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for tag, row in matrix().items():
        usual = ("program", row["program"]) if "program" in row else ("none", row["none"])
        found[tag] = dict.fromkeys(exercises, usual)
        for action in ("block", "swap", "caution"):
            for group in row.get(action, []):
                found[tag] |= dict.fromkeys(group["exercises"], (action, group["because"]))
    return found


def page() -> str:
    exercises = sorted(path.name for path in (ROOT / "exercises/catalog").iterdir())
    found = cells(exercises)
    tags = list(found)
    lines = [INTRO, "## All at once", "", "| exercise | " + " | ".join(str(n + 1) for n in range(len(tags))) + " |"]
    lines.append("|---|" + "---|" * len(tags))
    lines += [
        f"| {exercise} | " + " | ".join(SIGNS[found[tag][exercise][0]] for tag in tags) + " |" for exercise in exercises
    ]
    lines += ["", "## Each precaution", ""]
    for number, (tag, row) in enumerate(matrix().items(), start=1):
        lines += [f"### {number}. {tag}", "", f"{row['meaning'][0].upper()}{row['meaning'][1:]}.", ""]
        if "program" in row:
            lines += [f"- **P** all programs: {row['program']}", ""]
            continue
        for action in ("block", "swap", "caution"):
            for group in row.get(action, []):
                lines.append(f"- **{SIGNS[action]}** {', '.join(group['exercises'])}: {group['because']}")
        lines += [f"- **·** all others: {row['none']}", ""]
    return "\n".join(lines)


def main() -> int:
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text)
        return 0
    if PAGE.read_text() != text:
        print("docs/precautions.md is not as the matrix says; run scripts/precautions.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
