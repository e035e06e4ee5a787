"""The plan a phone keeps for offline use: doses, words and figures of the running program."""

import hashlib
import json
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import UUIDField

from backend.common.compiled import Compiled, Param
from backend.library.frozen import frozen_contents
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.programs.flare import asks_for_flare, flare_of_phone
from backend.programs.holding import open_holds
from backend.programs.models import PrescribedExercise, ProgramVersion
from backend.programs.planned import easier_of, shown_exercise
from backend.programs.precautions import TAGS, TEMPLATE, WHOLE_PROGRAM, blocked_by, gentleness
from backend.programs.selectors import newest_first

_DOSE = ("sets", "reps", "hold_seconds", "rest_seconds", "per_day", "days_week", "side", "type", "target_mmhg", "note")
_NEWEST = Compiled(lambda: newest_first(Param("patient_id", UUIDField()))[:1])
_ITEMS = Compiled(
    lambda: PrescribedExercise.objects.filter(version_id=Param("version_id", UUIDField())).values_list(
        "pk", "exercise_id", "exercise__exercise_id", "easier_exercise_id", "easier_exercise__exercise_id", *_DOSE
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
    contents = frozen_contents(
        ExerciseVersion, (id_ for _, exercise, _, easier, *_ in rows for id_ in (exercise, easier) if id_)
    )
    holds = open_holds(version.program.held)
    items = [row for row in rows if row[2] not in holds]
    held = [(slug, contents[exercise]["words"]) for _, exercise, slug, *_ in rows if slug in holds]
    template = version.program.protocol_id
    protocol = frozen_contents(ProtocolVersion, [template])[template] if template else None
    return {
        "flare": flare_of_phone(protocol, holds) if asks_for_flare(version.headache_rule) else None,
        "program_id": str(version.program_id),
        "version_id": str(version.pk),
        "version_number": version.number,
        "name": protocol["name"] if protocol else {"en": "", "es": ""},
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
                **shown_exercise(contents[exercise]),
                "media": contents[exercise].get("media", []),
                "easier": easier_of(contents[exercise], contents.get(easier) if easier_slug not in holds else None),
                "gentle": gentleness(contents[exercise]),
                "against": _against(contents[exercise], version.overridden.get(slug, ())),
            }
            for pk, exercise, slug, easier, easier_slug, *dose in items
        ],
        "against": [tag for tag in WHOLE_PROGRAM if tag not in version.overridden.get(TEMPLATE, ())],
        "held_items": [
            {"exercise": slug, "name": {language: text["name"] for language, text in words.items()}}
            for slug, words in held
        ],
    }


def _phase_name(version: ProgramVersion, phases: list[dict[str, Any]]) -> dict[str, str]:
    if version.phase <= len(phases):
        return dict(phases[version.phase - 1]["name"])
    return {"en": version.phase_name, "es": version.phase_name}


def _against(content: dict[str, Any], overridden: Collection[str]) -> list[str]:
    """Return the precautions that speak against an exercise, without those that a reason was typed for: the phone holds
    it by them as soon as an answer proposes one, network or not (frontend/src/domain/answers.ts)."""
    return [tag for tag in blocked_by(content, TAGS) if tag not in overridden]


def tag_of(plan: dict[str, Any] | None) -> str:
    """Return a short tag that changes exactly when the plan does, so that a phone need not load it twice."""
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()[:16]
