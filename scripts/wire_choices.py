"""Writes the choice lists that the pages offer into frontend/src/wire/choices.ts, from docs/openapi.json.

Types of the wire come from openapi-typescript (frontend/openapi); a list to draw buttons from has to exist at run time.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "frontend" / "src" / "wire" / "choices.ts"

# Name of the list -> the schema that has it, or the schema and its property. In the order of the server.
CHOICES = {
    "LANGUAGES": "LanguageCode",
    "HOLDS": "HoldCode",
    "URGENCIES": "UrgencyCode",
    "SURE": "SureCode",
    "SLOTS": "SlotCode",
    "CHECKLIST_ANSWERS": "ChecklistAnswerCode",
    "PRECAUTION_TAGS": "PrecautionCode",
    "SKIP_REASONS": "SkipReasonCode",
    "MEDICINE_CLASSES": "MedicineClassCode",
    "HELPED": "HelpedCode",
    "HEADACHE_SIDES": "HeadacheSideCode",
    "STIFFNESS": "StiffnessCode",
    "REGIONS": "DayChanges.regions",
    "QUALITIES": "DayChanges.quality",
    "TRIGGERS": "DayChanges.trigger_other",
    "WITH_IT": "DayChanges.with_it",
    "LOST_TIME": "DayChanges.lost_time",
}
# Areas of head and neck: each has a region on the left and one on the right.
LEFT = "_left"
HEAD = "// Generated from docs/openapi.json by scripts/wire_choices.py (`make openapi`); not to be edited.\n"


def choices_ts(api: dict[str, Any]) -> str:
    """Return the module: one list for each name, each value as the server takes it."""
    schemas = api["components"]["schemas"]
    lists = {name: choices_of(schemas, place) for name, place in CHOICES.items()}
    lists["AREAS"] = [region.removesuffix(LEFT) for region in lists["REGIONS"] if region.endswith(LEFT)]
    lines = [f"export const {name} = {json.dumps(values)} as const;\n" for name, values in lists.items()]
    return HEAD + "\n" + "".join(lines)


def choices_of(schemas: dict[str, Any], place: str) -> list[str]:
    """Return the values of a schema ("SlotCode"), or of a property of one ("DayChanges.regions")."""
    schema, _, name = place.partition(".")
    found = schemas[schema]["properties"][name] if name else schemas[schema]
    found = found.get("items", found)
    return list(found["enum"])


def check() -> None:
    """End the run when the file is not what the OpenAPI file says."""
    if TARGET.read_text() != made():
        sys.exit(f"{TARGET.relative_to(ROOT)} is out of date: run `make openapi` and commit what changed.")


def made() -> str:
    return choices_ts(json.loads((ROOT / "docs" / "openapi.json").read_text()))


if __name__ == "__main__":
    TARGET.write_text(made())
