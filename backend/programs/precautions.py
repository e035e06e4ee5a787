"""Which exercises and templates a patient's precautions and examination block. Pure.

Tags and their macro: `exercises/README.md`. A block can be overridden with a reason, which is kept with the tags it was
given for, so that a later precaution asks for a reason of its own.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NECK_CORE = (
    "acute_fracture",
    "cervical_instability",
    "cervical_myelopathy",
    "vertebral_artery_symptoms",
    "recent_surgery",
)
TAGS = (
    *NECK_CORE,
    *("recent_trauma_uncleared", "inflammatory_neck", "connective_tissue_laxity", "radiculopathy", "osteoporosis"),
    *("dizziness", "shoulder_pathology", "tmj_pain", "hypertension_uncontrolled", "eye_pressure"),
    *("pregnancy_supine", "pregnancy_prone", "cannot_lie_prone", "wrist_or_knee_pain", "breathing_condition"),
    *("cardiac_unstable", "balance_fall_risk", "latex_allergy", "skin_or_bleeding_risk"),
)
# What blocks any program, whatever its template says.
WHOLE_PROGRAM = ("recent_trauma_uncleared",)
# Stands among the precautions of a patient who may be under 18: the whole program needs a reason.
MINOR, OF_AGE = "under_18", 18
# Why an exercise is held that is no gentle one, while an answer for the therapist is open.
NOT_GENTLE = "not_gentle"
# Stands for the whole program where exercises are named.
TEMPLATE = "template"
# A side that the therapist sets; the pack's name for it.
PRESCRIBED = "prescribed"
ONE_SIDE = ("left", "right")


@dataclass(frozen=True)
class Standing:
    """What a program has to fit: precautions (confirmed, or proposed until somebody decides), the side on which the
    flexion-rotation test is positive ("": neither, both or not known), the open safety answers, and those of the
    precautions that only a patient's answers propose."""

    precautions: Sequence[str] = ()
    stiff_side: str = ""
    open_answers: frozenset[uuid.UUID] = frozenset()
    only_said: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One exercise of a program: its content, and the side that was prescribed."""

    content: Mapping[str, Any]
    side: str


def expanded(tags: Iterable[str]) -> set[str]:
    """Return tags with the macro NECK_CORE written out."""
    found = set(tags)
    return (found - {"NECK_CORE"}) | set(NECK_CORE) if "NECK_CORE" in found else found


def blocked_by(content: Mapping[str, Any], tags: Iterable[str]) -> list[str]:
    """Return a patient's tags that block an exercise or a template, in their own order."""
    against = expanded([*content.get("contraindications", []), *content.get("exclude_tags", [])])
    return [tag for tag in tags if tag in against]


def is_no_riskier(instead: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """Say whether a patient who may do one exercise may do another instead without anybody looking: nothing blocks it
    that does not block the first, and it asks for no care, gate or side that the first does not ask for."""
    blocks, cares = (expanded(instead.get(key, [])) for key in ("contraindications", "cautions"))
    known = expanded(content.get("contraindications", []))
    # A flare asks for less, which the easier version is.
    care = known | expanded(content.get("cautions", [])) | {"acute_flare"}
    gates = set(instead.get("requires", [])) <= set(content.get("requires", []))
    return blocks <= known and cares <= care and gates and not needs_side(instead)


def needs_side(content: Mapping[str, Any]) -> bool:
    """Say whether an exercise is done to one side only, which a therapist sets."""
    return bool(content["dose"]["side"] == PRESCRIBED)


def against_line(line: Line, standing: Standing) -> list[str]:
    """Return what stands against an exercise: tags, and `stiff_left` or `stiff_right` when it turns the other way."""
    found = blocked_by(line.content, standing.precautions)
    if needs_side(line.content) and standing.stiff_side and line.side != standing.stiff_side:
        found.append(f"stiff_{standing.stiff_side}")
    return found


def against_template(template: Mapping[str, Any] | None, standing: Standing) -> list[str]:
    """Return the tags that stand against a program as a whole."""
    listed = expanded((template or {}).get("exclude_tags", [])) | {*WHOLE_PROGRAM, MINOR}
    return [tag for tag in standing.precautions if tag in listed]


def stops_program(template: Mapping[str, Any] | None, standing: Standing) -> list[str]:
    """Return the tags that hold a running program as a whole.

    A precaution that only an answer proposes holds the exercises it speaks against; the gentle rest goes on. A new
    program needs a reason against it all the same.
    """
    against = against_template(template, standing)
    return [tag for tag in against if tag in WHOLE_PROGRAM or tag not in standing.only_said]


def may_be_minor(birth_year: int | None, today: dt.date) -> bool:
    """Say whether a patient may be under 18 by the year of birth; one that is not known says nothing."""
    return birth_year is not None and today.year - birth_year <= OF_AGE


# What is left of an exercise while only gentle items go on: all of it, half the dose, nothing.
GENTLENESS = ("full", "half", "rest")


def gentleness(content: Mapping[str, Any]) -> str:
    """Return what is left of an exercise while only gentle items go on: "full", "half" of the dose, or "rest": nothing.

    The pack says it; a version from before it did is judged by its category.
    """
    return str(content.get("gentle") or _GENTLE_CATEGORIES.get(content["category"], "rest"))


_GENTLE_CATEGORIES = {"relaxation": "full", "posture": "full", "rom": "half", "aerobic": "half"}


def conflicts(
    lines: Mapping[str, Line],
    template: Mapping[str, Any] | None,
    standing: Standing,
    overridden: Mapping[str, Iterable[str]],
) -> dict[str, list[str]]:
    """Return exercise (or TEMPLATE) -> what stands against it without a reason, for a running program.

    `overridden`: exercise (or TEMPLATE) -> the tags that a typed reason was given for.
    """
    against = {TEMPLATE: stops_program(template, standing)}
    against |= {exercise: against_line(line, standing) for exercise, line in lines.items()}
    left = {name: [tag for tag in tags if tag not in set(overridden.get(name, ()))] for name, tags in against.items()}
    return {name: tags for name, tags in left.items() if tags}


def held_by(
    found: Mapping[str, list[str]], lines: Mapping[str, Line], only_gentle: bool = False
) -> dict[str, list[str]]:
    """Return exercise -> why it is held. What stands against the whole program holds each of its exercises.

    `only_gentle`: an answer for the therapist is open, and what is not gentle rests until it is cleared.
    """
    whole = found.get(TEMPLATE, [])
    reasons = {name: [*found.get(name, []), *whole] for name in lines}
    if only_gentle:
        for name, line in lines.items():
            if gentleness(line.content) == "rest":
                reasons[name].append(NOT_GENTLE)
    return {name: list(dict.fromkeys(tags)) for name, tags in reasons.items() if tags}


def in_words(tag: str) -> str:
    """Return a tag as the desk's messages say it."""
    if tag.startswith("stiff_"):
        return f"the flexion-rotation test is positive on the {tag.removeprefix('stiff_')}"
    if tag == MINOR:
        return "may be under 18"
    return tag.replace("_", " ")
