"""Protocols as the desk offers them: each phase's items with their default doses filled in."""

from collections.abc import Mapping
from typing import Any

from backend.library.evidence import reviewed_by, sources_of
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.library.selectors import published_exercises, published_protocols, published_sources
from backend.programs.load import Dose, minutes_a_day
from backend.programs.models import Side
from backend.programs.precautions import PRESCRIBED
from backend.programs.prescribing import gates_of


def templates() -> list[dict[str, Any]]:
    """Return every published protocol with its phases; an item's numbers override its exercise's defaults."""
    exercises = published_exercises()
    protocols = published_protocols()
    names = {protocol.protocol_id: protocol.content["name"]["en"] for protocol in protocols}
    sources = published_sources()
    return [
        {
            "slug": protocol.protocol_id,
            "name": protocol.content["name"]["en"],
            "summary": protocol.content["for"],
            "has_flare": "flare_plan" in protocol.content,
            "based_on": protocol.content["based_on"],
            "visits": protocol.content.get("visits", ""),
            "next": [names[slug] for slug in protocol.content.get("next", []) if slug in names],
            "sources": sources_of(protocol.content, sources),
            "reviewed_by": reviewed_by(protocol.content),
            "phases": [
                {
                    "number": number,
                    "name": phase["name"]["en"],
                    "weeks": phase["weeks"],
                    "gates": _gates(protocol, phase["items"], exercises),
                    "items": [
                        _item(item, exercises[item["slug"]]) for item in phase["items"] if item["slug"] in exercises
                    ],
                }
                for number, phase in enumerate(protocol.content["phases"], start=1)
            ],
        }
        for protocol in protocols
    ]


def _gates(
    protocol: ProtocolVersion, items: list[dict[str, Any]], exercises: dict[str, ExerciseVersion]
) -> list[dict[str, str]]:
    """Return what has to be confirmed before this phase is assigned."""
    contents = [protocol.content, *(exercises[item["slug"]].content for item in items if item["slug"] in exercises)]
    return gates_of(contents)


def _item(item: dict[str, Any], exercise: ExerciseVersion) -> dict[str, Any]:
    content = exercise.content
    numbers = {**content["dose"], **{key: item[key] for key in ("per_day", "days_week")}, **item.get("override", {})}
    dose = default_dose(numbers)
    load = Dose(
        dose["sets"],
        dose["reps"],
        dose["hold_seconds"],
        dose["rest_seconds"],
        dose["per_day"],
        dose["side"] == Side.EACH,
    )
    return {
        "exercise": exercise.exercise_id,
        "name": content["words"]["en"]["name"],
        "minutes_a_day": minutes_a_day(load),
        "figure": content["figure"],
        "note": "",
        "alternatives": [
            {"exercise": instead, "because": because}
            for name in ("alt_if_tag", "alt_if_equipment")
            for because, instead in item.get(name, {}).items()
        ]
        + [{"exercise": instead, "because": ""} for instead in item.get("instead", [])],
        **dose,
    }


def default_dose(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pack's dose in the API's names; a side that the therapist has to choose is empty, never a default."""
    return {
        "sets": numbers["sets"],
        "reps": numbers["reps"],
        "hold_seconds": numbers["hold_s"],
        "rest_seconds": numbers["rest_s"],
        "per_day": numbers["per_day"],
        "days_week": numbers["days_week"],
        "side": "" if numbers["side"] == PRESCRIBED else numbers["side"],
        "type": numbers.get("type", "reps"),
        "target_mmhg": numbers.get("target_mmhg"),
    }
