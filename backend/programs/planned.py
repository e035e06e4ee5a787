"""What a phone keeps of an exercise to run it: words, figure, pace, and what its easier version changes. Pure."""

from collections.abc import Mapping
from typing import Any

# The most pain (NRS) to go on with where an exercise says nothing else: the traffic light's green.
PAIN_LIMIT = 3
_NAMES = {"hold_s": "hold_seconds", "rest_s": "rest_seconds"}


def with_names(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return counts and seconds of the pack under the API's names."""
    return {_NAMES.get(name, name): value for name, value in numbers.items()}


def shown_exercise(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the player shows and says of an exercise, and its pace; versions of before have no pace."""
    return {
        "words": content["words"],
        "figure": content["figure"],
        "position": content.get("position", "anywhere"),
        "tempo": content.get("tempo", {}),
        "pain_limit": content.get("pain_limit", PAIN_LIMIT),
    }


def easier_of(content: Mapping[str, Any], instead: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the easier version changes; `instead` is the whole exercise that takes its place.

    Empty when the exercise that should take its place is held or was never there: the phone then halves the dose.
    """
    changes = {key: value for key, value in content.get("easier", {}).items() if key != "exercise"}
    if instead is None:
        return {**changes, **({"dose": with_names(changes["dose"])} if "dose" in changes else {})}
    dose = with_names(instead["dose"])
    kept = {name: dose[name] for name in ("sets", "reps", "hold_seconds", "rest_seconds", "side")}
    more = {"type": dose.get("type", "reps"), "target_mmhg": dose.get("target_mmhg")}
    return {"exercise": {"slug": instead["slug"], "dose": {**kept, **more}, **shown_exercise(instead)}}
