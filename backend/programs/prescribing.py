"""Checks what may be prescribed, for services.py and publishing.py: published exercises, each once, a side where one is
needed, gates confirmed, blocks overridden with a reason, open safety answers read.

The therapist's requests come in through desk/prescribing.py.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.common.errors import Conflict, FieldFault, NodError
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.library.selectors import published_exercises
from backend.programs.models import PrescribedExercise, ProgramVersion, Side
from backend.programs.precautions import (
    ONE_SIDE,
    TEMPLATE,
    Line,
    Standing,
    against_line,
    against_template,
    in_words,
    is_no_riskier,
    needs_side,
)

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
_SINGLE = "Not for this patient: {tags}. Choose another exercise, or give a reason for using it anyway."
_WHOLE = "This program is not for this patient: {tags}. Choose another, or give a reason for using it anyway."


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
    target_mmhg: int | None = None
    note: str = ""


def prescribed_versions(
    doses: list[PrescribedDose], kept: Mapping[str, ExerciseVersion] = {}
) -> dict[str, ExerciseVersion]:
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
            faults.append(FieldFault(where, "twice", "This exercise is already in the program."))
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


def check_sides(doses: Sequence[PrescribedDose], exercises: Mapping[str, ExerciseVersion]) -> None:
    """An exercise for one side needs that side said: there is no default. Raises NodError naming each line."""
    faults = []
    for index, dose in enumerate(doses):
        if needs_side(exercises[dose.exercise].content):
            if dose.side not in ONE_SIDE:
                faults.append(FieldFault(f"items.{index}.side", "required", "Choose the side to turn to."))
        elif not dose.side:
            faults.append(FieldFault(f"items.{index}.side", "required", "Choose a side, or no side."))
    if faults:
        raise NodError("Choose the side of each exercise.", faults=faults)


def check_targets(doses: Sequence[PrescribedDose], exercises: Mapping[str, ExerciseVersion]) -> None:
    """An exercise with a pressure cuff needs the number its dial should show; no other has one."""
    faults = []
    for index, dose in enumerate(doses):
        has_target = "target_mmhg" in exercises[dose.exercise].content["dose"]
        if has_target and dose.target_mmhg is None:
            faults.append(FieldFault(f"items.{index}.target_mmhg", "required", "Set the pressure target."))
        elif dose.target_mmhg is not None and not has_target:
            detail = "This exercise has no pressure target."
            faults.append(FieldFault(f"items.{index}.target_mmhg", "not_used", detail))
    if faults:
        raise NodError("Set the pressure target of each exercise with a cuff.", faults=faults)


@dataclass(frozen=True)
class Reasons:
    """Why something may be done all the same: exercise (or TEMPLATE) -> what was typed now, and what the version before
    had, with the tags that each of those reasons was given for."""

    given: Mapping[str, str]
    earlier: Mapping[str, str] = field(default_factory=dict)
    covered: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def reason(self, name: str, tags: Sequence[str]) -> str:
        """Return the reason that counts for these tags, "" when one has to be typed. An earlier one counts for what it
        was given for, however often it is sent again."""
        given, earlier = self.given.get(name, "").strip(), self.earlier.get(name, "").strip()
        if earlier and set(tags) <= set(self.covered.get(name, ())):
            return given if len(given) >= REASON_LENGTH else earlier
        return given if len(given) >= REASON_LENGTH and given != earlier else ""


@dataclass(frozen=True)
class Overrides:
    """The reasons that were needed, and the tags that each was given for; both by exercise (or TEMPLATE)."""

    reasons: dict[str, str] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)


def check_blocks(
    protocol: ProtocolVersion | None,
    doses: Sequence[PrescribedDose],
    exercises: Mapping[str, ExerciseVersion],
    standing: Standing,
    reasons: Reasons,
) -> Overrides:
    """Return the reasons that were needed, for the program as a whole and for each line.

    Raises NodError naming each that is blocked without one.
    """
    needed, faults = Overrides(), []
    content = protocol.content if protocol else None
    against = [(TEMPLATE, against_template(content, standing), "override", _WHOLE)]
    for index, dose in enumerate(doses):
        tags = against_line(Line(exercises[dose.exercise].content, dose.side), standing)
        against.append((dose.exercise, tags, f"items.{index}.override", _SINGLE))
    for name, tags, where, detail in against:
        if not tags:
            continue
        if reason := reasons.reason(name, tags):
            needed.reasons[name], needed.tags[name] = reason, tags
        else:
            faults.append(FieldFault(where, "contraindicated", detail.format(tags=", ".join(map(in_words, tags)))))
    if faults:
        raise NodError("Some of this is not for this patient.", faults=faults)
    return needed


@dataclass(frozen=True)
class ReadAnswers:
    """The open safety answers that were on the screen, and why the program goes out all the same."""

    ids: frozenset[uuid.UUID] = frozenset()
    reason: str = ""


NOTHING_OPEN = ReadAnswers()


def check_answers(standing: Standing, read: ReadAnswers) -> dict[str, Any]:
    """Return what a version keeps of the open safety answers.

    Raises Conflict when one is open that was not read, NodError when no reason was typed.
    """
    if standing.open_answers - read.ids:
        raise Conflict("Another safety answer has come in. Read it before you publish.", "newer_answer")
    if not standing.open_answers:
        return {"open_answers": [], "open_answer_reason": ""}
    reason = read.reason.strip()
    if len(reason) < REASON_LENGTH:
        detail = "A safety answer is open. Clear it first, or give a reason for publishing the program anyway."
        raise NodError(detail, faults=[FieldFault("open_answer_reason", "required", detail)])
    return {"open_answers": sorted(map(str, standing.open_answers)), "open_answer_reason": reason}


def easier_versions(exercises: Iterable[ExerciseVersion]) -> dict[str, ExerciseVersion]:
    """Return slug -> the published exercise that its easier version switches to.

    Left out is one that more speaks against than against the exercise itself: nobody has checked that for the patient.
    """
    wanted = {
        exercise.exercise_id: (exercise.content, slug)
        for exercise in exercises
        if (slug := exercise.content.get("easier", {}).get("exercise"))
    }
    found = published_exercises({slug for _, slug in wanted.values()}) if wanted else {}
    return {
        name: found[slug]
        for name, (content, slug) in wanted.items()
        if slug in found and is_no_riskier(found[slug].content, content)
    }


def store_items(version: ProgramVersion, doses: list[PrescribedDose], exercises: Mapping[str, ExerciseVersion]) -> None:
    """Write a version's lines in their order, each with what its easier version switches to."""
    instead = easier_versions(exercises.values())
    PrescribedExercise.objects.bulk_create(
        PrescribedExercise(
            version=version,
            exercise=exercises[dose.exercise],
            easier_exercise=instead.get(dose.exercise),
            position=position,
            # How it is run belongs to the exercise, not to the dose: a breath is not a hold.
            type=exercises[dose.exercise].content["dose"].get("type", "reps"),
            **{name: value for name, value in vars(dose).items() if name not in {"exercise", "type"}},
        )
        for position, dose in enumerate(doses)
    )
