"""The flare program: the easy exercises for some days that a headache-day rule may offer. Its content is the pack's."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from backend.library.models import ExerciseVersion
from backend.library.selectors import published_exercises, published_protocols
from backend.programs.models import FLARE
from backend.programs.precautions import TAGS, blocked_by
from backend.programs.templates import default_dose


def asks_for_flare(headache_rule: Mapping[str, Any] | None) -> bool:
    """Say whether a program's headache-day rule offers the flare program."""
    return headache_rule is not None and headache_rule["asks"] == FLARE


def flare_plans(templates: Iterable[Mapping[str, Any] | None]) -> list[dict[str, Any] | None]:
    """Return each template's flare plan, and for one without (or for no template) the first that is published."""
    asked = list(templates)
    published = [each.content["flare_plan"] for each in published_protocols() if "flare_plan" in each.content]
    usual = published[0] if published else None
    return [template.get("flare_plan", usual) if template else usual for template in asked]


def flare_exercises(plans: Iterable[Mapping[str, Any]]) -> dict[str, ExerciseVersion]:
    """Return slug -> the published version of every exercise in these flare plans."""
    return published_exercises({slug for plan in plans for slug in plan["items"]})


def flare_of_phone(template: Mapping[str, Any] | None, held: Collection[str]) -> dict[str, Any] | None:
    """Return the flare program in words and figures, without what a precaution holds; None when nothing is left."""
    [found] = flare_plans([template])
    if found is None:
        return None
    exercises = flare_exercises([found])
    contents = [(slug, exercises[slug].content) for slug in found["items"] if slug in exercises and slug not in held]
    if not contents:
        return None
    return {
        "days": found["days"],
        "trigger": found["trigger"],
        "then": found["then"],
        "items": [
            {
                "exercise": slug,
                "dose": {**default_dose(content["dose"]), "note": ""},
                "words": content["words"],
                "figure": content["figure"],
                "media": content.get("media", []),
                "against": blocked_by(content, TAGS),
            }
            for slug, content in contents
        ],
    }
