"""Checks that the player can run an exercise: its moves, its words for them, its easier version. Pure.

How each type runs is told in docs/player.md; frontend/src/domain/timeline.ts runs it.
"""

from collections.abc import Iterator
from typing import Any

from backend.library.kinds import LANGUAGES, Content, Place
from backend.library.problem import Problem

TYPES = ("reps", "hold", "timed", "breathing", "walk", "contract_relax", "checklist", "habit")
# These are read out step by step; all others move.
READ_OUT = frozenset({"habit", "checklist"})
# The dose's hold is the length of one breath, or of the whole walk: it follows no movement.
WITHOUT_HOLD = frozenset({"breathing", "walk"})
SIDED = frozenset({"each", "alternate", "prescribed"})
_SIDES = {"en": ("left", "right"), "es": ("izquierd", "derech")}
TARGET = "{target}"


def type_of(content: Content) -> str:
    return str(content["dose"].get("type", "reps"))


def pace_problems(content: Content) -> Iterator[Problem]:
    """Yield what keeps the player from running an exercise that meets its schema."""
    tempo, kind = content["tempo"], type_of(content)
    wanted, other = ("step_s", "moves") if kind in READ_OUT else ("moves", "step_s")
    if wanted not in tempo or other in tempo:
        yield Problem(("tempo",), f"tempo: the type {kind} needs {wanted}, and has no {other}")
        return
    if kind in READ_OUT:
        yield from _steps(content)
        return
    if content["dose"]["side"] == "each" and "change_s" not in tempo:
        yield Problem(("tempo",), "tempo.change_s: is missing (expected: seconds to change sides)")
    yield from _moves(content, tempo["moves"], ("tempo", "moves"))
    last = len(content["figure"]["poses"]) - 1
    if kind != "walk" and max(move["pose"] for move in tempo["moves"]) < last:
        yield Problem(("tempo", "moves"), f"tempo.moves: no move ends in the last pose, {last}")
    yield from _moves(content, content["easier"].get("moves", tempo["moves"]), ("easier", "moves"))
    yield from _said(content)
    yield from _easier(content)


def _steps(content: Content) -> Iterator[Problem]:
    steps = len(content["words"]["en"]["steps"])
    if len(content["tempo"]["step_s"]) != steps:
        yield Problem(("tempo", "step_s"), f"tempo.step_s: expected seconds for each of the {steps} steps")
    if content["easier"].get("steps", 1) >= steps:
        yield Problem(("easier", "steps"), f"easier.steps: must be below the {steps} steps of the usual version")


def _moves(content: Content, moves: list[dict[str, Any]], at: Place) -> Iterator[Problem]:
    where = ".".join(map(str, at))
    last = len(content["figure"]["poses"]) - 1
    for index, move in enumerate(moves):
        if move["pose"] > last:
            yield Problem((*at, index, "pose"), f"{where}.{index}.pose: the figure's last pose is {last}")
    expected = 0 if type_of(content) in WITHOUT_HOLD else 1
    if sum(move.get("hold", False) for move in moves) != expected:
        yield Problem(at, f"{where}: the type {type_of(content)} has {expected} movement with hold: true")
    if len(moves) > len(content["tempo"]["moves"]):
        yield Problem(at, f"{where}: no more movements than the usual version, whose words are said")


def _said(content: Content) -> Iterator[Problem]:
    dose, moves = content["dose"], content["tempo"]["moves"]
    # Each part of the body that is tightened in turn, and letting go.
    count = dose["reps"] + 1 if type_of(content) == "contract_relax" else len(moves)
    for language in LANGUAGES:
        words = content["words"][language]
        at = ("words", language, "say")
        said = words.get("say", [])
        if len(said) != count:
            yield Problem(at, f"say: expected {count} lines, one for each movement")
        if (TARGET in " ".join(said)) != ("target_mmhg" in dose):
            yield Problem(at, f"say: {TARGET} is said where, and only where, dose.target_mmhg is set")
        text = " ".join([words["start"], *said]).lower()
        if dose["side"] in SIDED and not any(side in text for side in _SIDES[language]):
            yield Problem(at, "say: the words of one side name it, left or right")


def _easier(content: Content) -> Iterator[Problem]:
    easier, dose = content["easier"], content["dose"]
    if "exercise" in easier and easier["exercise"] not in content["regress"]["to"]:
        yield Problem(("easier", "exercise"), "easier.exercise: must be one of regress.to")
    if "exercise" in easier and len(easier) > 1:
        yield Problem(("easier",), "easier: another exercise is done with its own dose; leave out the rest")
    for name, value in easier.get("dose", {}).items():
        if value > dose[name] and name != "rest_s":
            yield Problem(("easier", "dose", name), f"easier.dose.{name}: must not be above the usual {dose[name]}")
    if "target_down" in easier and "target_mmhg" not in dose:
        yield Problem(("easier", "target_down"), "easier.target_down: this exercise has no target")
    if "steps" in easier:
        yield Problem(("easier", "steps"), "easier.steps: only of a habit or a checklist")
