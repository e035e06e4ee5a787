"""The plan a phone keeps for offline use: doses, words and figures of the running program."""

import hashlib
import json
import uuid
from typing import Any

from django.db.models import UUIDField

from backend.common.compiled import Compiled, Param
from backend.library.frozen import frozen_contents
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.programs.holding import open_holds
from backend.programs.models import PrescribedExercise, ProgramVersion
from backend.programs.selectors import newest_first

_DOSE = ("sets", "reps", "hold_seconds", "rest_seconds", "per_day", "days_week", "side", "type", "note")
_NEWEST = Compiled(lambda: newest_first(Param("patient_id", UUIDField()))[:1])
_ITEMS = Compiled(
    lambda: PrescribedExercise.objects.filter(version_id=Param("version_id", UUIDField())).values_list(
        "pk", "exercise_id", "exercise__exercise_id", *_DOSE
    )
)


def dose_of(item: PrescribedExercise) -> dict[str, Any]:
    """Return the dose as the API gives it: counts, seconds, and how often."""
    return {name: getattr(item, name) for name in _DOSE}


def plan_of(patient_id: uuid.UUID) -> dict[str, Any] | None:
    """Return all a phone needs to run the active program without a network: doses, words, figures; or None.

    A held exercise is not among the items, so that no phone, however old, offers it; `held_items` names it.
    """
    version = _NEWEST.first(patient_id=patient_id)
    if version is None:
        return None
    rows = _ITEMS(version_id=version.pk)
    contents = frozen_contents(ExerciseVersion, (exercise for _, exercise, *_ in rows))
    holds = open_holds(version.program.held)
    items = [row for row in rows if row[2] not in holds]
    held = [(slug, contents[exercise]["words"]) for _, exercise, slug, *_ in rows if slug in holds]
    template = version.program.protocol_id
    protocol = frozen_contents(ProtocolVersion, [template])[template] if template else None
    return {
        "program_id": str(version.program_id),
        "version_id": str(version.pk),
        "version_number": version.number,
        "name": protocol["name"] if protocol else {},
        "phase": version.phase,
        "phase_name": _phase_name(version, protocol["phases"] if protocol else []),
        "note": version.note,
        "headache_rule": version.headache_rule,
        "start_on": version.program.start_on.isoformat(),
        "published_at": version.published_at.isoformat(),
        "therapist": version.published_by.name,
        "items": [
            {
                "id": str(pk),
                "exercise": slug,
                "dose": dict(zip(_DOSE, dose, strict=True)),
                "words": contents[exercise]["words"],
                "figure": contents[exercise]["figure"],
                "media": contents[exercise].get("media", []),
            }
            for pk, exercise, slug, *dose in items
        ],
        "held_items": [
            {"exercise": slug, "name": {language: text["name"] for language, text in words.items()}}
            for slug, words in held
        ],
    }


def _phase_name(version: ProgramVersion, phases: list[dict[str, Any]]) -> dict[str, str]:
    if version.phase <= len(phases):
        return dict(phases[version.phase - 1]["name"])
    return {"en": version.phase_name, "es": version.phase_name}


def tag_of(plan: dict[str, Any] | None) -> str:
    """Return a short tag that changes exactly when the plan does, so that a phone need not load it twice."""
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()[:16]
