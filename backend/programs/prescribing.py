"""What may be prescribed: published exercises, once each, gates confirmed, blocks overridden with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.common.errors import FieldFault, NodError
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.library.selectors import published_exercises
from backend.programs.models import PrescribedExercise, ProgramVersion, Side
from backend.programs.precautions import blocked_by

# What each gate asks of the therapist.
GATES = {
    "therapist_taught_in_person": "I taught this in person, and a trial was painless.",
    "side_to_turn_set": "I set the side to turn to.",
    "frt_recorded": "I recorded the flexion-rotation test.",
    "trauma_cleared_by_clinician": "A clinician cleared the injury (fracture screen).",
    "concussion_screen_done": "A concussion screen was done.",
    "completed_earlier_program": "An earlier program was completed.",
}
REASON_LENGTH = 5


def gates_of(contents: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return what has to be confirmed before these are prescribed, each once, as code and text."""
    codes = dict.fromkeys(code for content in contents for code in content.get("requires", []))
    return [{"code": code, "text": GATES.get(code, code)} for code in codes]


@dataclass(frozen=True)
class PrescribedDose:
    """One line of a program as the therapist wrote it. Holds and rests in seconds."""

    exercise: str
    sets: int
    reps: int
    hold_seconds: int
    rest_seconds: int
    per_day: int
    days_week: int
    side: str = Side.NONE
    type: str = "reps"
    note: str = ""


def exercises_of(doses: list[PrescribedDose], kept: Mapping[str, ExerciseVersion] = {}) -> dict[str, ExerciseVersion]:
    """Return slug -> the version to prescribe; `kept` are those a running program has, which stay as they are.

    Raises NodError naming the line: an exercise that is not published (any more), or is there twice, or none at all.
    """
    found = {**published_exercises({dose.exercise for dose in doses}), **kept}
    faults = []
    seen: set[str] = set()
    for index, dose in enumerate(doses):
        where = f"items.{index}.exercise"
        if dose.exercise not in found:
            detail = f"There is no published exercise “{dose.exercise}”. It may have been retired; choose another."
            faults.append(FieldFault(where, "unknown", detail))
        elif dose.exercise in seen:
            faults.append(FieldFault(where, "twice", "This exercise is in the program already."))
        seen.add(dose.exercise)
    if not doses:
        faults.append(FieldFault("items", "empty", "A program needs at least one exercise."))
    if faults:
        raise NodError("Some exercises need a change.", faults=faults)
    return {slug: version for slug, version in found.items() if slug in seen}


def check_gates(confirmed: frozenset[str], contents: Iterable[Mapping[str, Any]]) -> None:
    """Some exercises and templates are locked until the therapist confirms that a condition is met."""
    missing = sorted(
        (gate for gate in gates_of(contents) if gate["code"] not in confirmed), key=lambda gate: gate["code"]
    )
    if missing:
        faults = [FieldFault("confirmed", gate["code"], gate["text"]) for gate in missing]
        raise NodError("Confirm these first: " + " ".join(fault.detail for fault in faults), faults=faults)


def check_blocks(
    doses: list[PrescribedDose],
    exercises: Mapping[str, ExerciseVersion],
    precautions: list[str],
    overrides: Mapping[str, str],
) -> dict[str, str]:
    """Return the reasons that were needed, by exercise. Raises NodError naming each line blocked without one."""
    needed, faults = {}, []
    for index, dose in enumerate(doses):
        tags = blocked_by(exercises[dose.exercise].content, precautions)
        reason = overrides.get(dose.exercise, "").strip()
        if tags and len(reason) >= REASON_LENGTH:
            needed[dose.exercise] = reason
        elif tags:
            listed = ", ".join(tag.replace("_", " ") for tag in tags)
            detail = f"Not for this patient: {listed}. Choose another exercise, or say why it may be done all the same."
            faults.append(FieldFault(f"items.{index}.override", "contraindicated", detail))
    if faults:
        raise NodError("Some exercises are not for this patient.", faults=faults)
    return needed


def protocol_block(protocol: ProtocolVersion, precautions: list[str], overrides: Mapping[str, str]) -> dict[str, str]:
    """Like check_blocks, for the template as a whole; its reason stands under "template"."""
    tags = blocked_by(protocol.content, precautions)
    reason = overrides.get("template", "").strip()
    if not tags:
        return {}
    if len(reason) < REASON_LENGTH:
        listed = ", ".join(tag.replace("_", " ") for tag in tags)
        detail = f"This template is not for patients with {listed}. Choose another, or say why it may be used."
        raise NodError(detail, faults=[FieldFault("override", "contraindicated", detail)])
    return {"template": reason}


def store_items(version: ProgramVersion, doses: list[PrescribedDose], exercises: Mapping[str, ExerciseVersion]) -> None:
    """Write a version's lines in their order."""
    PrescribedExercise.objects.bulk_create(
        PrescribedExercise(
            version=version,
            exercise=exercises[dose.exercise],
            position=position,
            **{name: value for name, value in vars(dose).items() if name != "exercise"},
        )
        for position, dose in enumerate(doses)
    )
