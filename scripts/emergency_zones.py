"""Writes what the phone and the tests know of emergency numbers: frontend/src/domain/emergency-zones.ts and
tests/contract/emergency.json, from backend/common/emergency_numbers.py and tzdata. `--check` only compares them.

    .venv/bin/python scripts/emergency_zones.py
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from zoneinfo import available_timezones

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from backend.common.emergency_numbers import UNSURE, country_of, crisis_line, emergency_numbers  # noqa: E402

TABLE = ROOT / "frontend/src/domain/emergency-zones.ts"
VECTORS = ROOT / "tests/contract/emergency.json"


def answer(zone: str) -> str:
    """Return a zone's numbers, and after a semicolon whom to talk to where a line is known."""
    numbers, line = ",".join(emergency_numbers(zone)), crisis_line(zone)
    return f"{numbers};{line}" if line else numbers


def zones() -> list[str]:
    return sorted(available_timezones() - {"localtime", "Factory"})


def table() -> str:
    """Return the phone's table: what holds in most of an area, then what differs there."""
    by_area: dict[str, dict[str, str]] = defaultdict(dict)
    for zone in zones():
        area, _, rest = zone.partition("/")
        # Zones that are nowhere stay out: what is not in the table is not sure.
        if country_of(zone):
            by_area[area if rest else ""][rest or area] = answer(zone)
    lines = []
    for area, answers in sorted(by_area.items()):
        most = Counter(answers.values()).most_common(1)[0][0] if area else ""
        differing: dict[str, list[str]] = defaultdict(list)
        for rest, found in answers.items():
            if found != most:
                differing[found].append(rest)
        lines.append(f"{area}/{most}" if area else "/")
        lines += [f"{found} {' '.join(names)}" for found, names in sorted(differing.items())]
    rows = "\n".join(lines)
    return (
        "// Made by scripts/emergency_zones.py of backend/common/emergency_numbers.py and tzdata; do not edit.\n"
        "// A line with a slash begins an area and says what holds in most of it; the lines after it say where not.\n"
        f"export const UNSURE = {json.dumps(list(UNSURE))};\n"
        f"export const ZONES = `{rows}`;\n"
    )


def vectors() -> str:
    found: dict[str, list[str]] = defaultdict(list)
    for zone in zones():
        found[answer(zone)].append(zone)
    return json.dumps(dict(sorted(found.items())), indent=1) + "\n"


def main() -> int:
    files = {TABLE: table(), VECTORS: vectors()}
    if "--check" not in sys.argv:
        for path, text in files.items():
            path.write_text(text)
        return 0
    old = [str(path.relative_to(ROOT)) for path, text in files.items() if path.read_text() != text]
    if old:
        print(f"not as the table says: {', '.join(old)}; run scripts/emergency_zones.py")
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main())
