"""The load budget: how many minutes a day a program asks for. Pure."""

import math
from dataclasses import dataclass

MOVE_SECONDS = 3


@dataclass(frozen=True)
class Dose:
    """One prescribed dose; holds and rests in seconds."""

    sets: int
    reps: int
    hold_seconds: int
    rest_seconds: int
    per_day: int
    both_sides: bool


def minutes_a_day(dose: Dose) -> int:
    """Return the minutes a day, rounded up: sets·reps·sides·(hold + rest + 3 s)·per_day."""
    seconds = (
        dose.sets
        * dose.reps
        * (2 if dose.both_sides else 1)
        * (dose.hold_seconds + dose.rest_seconds + MOVE_SECONDS)
        * dose.per_day
    )
    return math.ceil(seconds / 60)
