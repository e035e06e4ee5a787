"""What a yes to a safety question means for the program. Pure; the questions are exercises/screening/red-flags.yaml."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from backend.library import kinds

URGENCIES = kinds.URGENCIES
EMERGENCY, SAME_DAY, THERAPIST = URGENCIES
HOLDING = frozenset({EMERGENCY, SAME_DAY})


@dataclass(frozen=True)
class Flag:
    """One yes: which question, how urgent, on which local date; `cleared_on` None while no therapist has cleared it.

    `id` names the stored answer, so that what is seen or cleared is this one and no later one. `proposes` are the
    precautions that nobody has decided on, `text` is the question as it was asked.
    """

    question: str
    urgency: str
    answered_on: dt.date
    cleared_on: dt.date | None = None
    id: str = ""
    proposes: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_open(self) -> bool:
        return self.cleared_on is None


def most_urgent(urgencies: Iterable[str]) -> str | None:
    """Return the most urgent class among these, None among none."""
    return min(urgencies, key=URGENCIES.index, default=None)


def holds(flags: Iterable[Flag], today: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the spans of dates on which the program is held, first and last date included.

    A hold lasts from the date of the answer to the date it was cleared, today while it is open; neither end asks for
    exercise.
    """
    return [(flag.answered_on, flag.cleared_on or today) for flag in flags if flag.urgency in HOLDING]


def is_held(flags: Iterable[Flag]) -> bool:
    """Say whether a program is held now."""
    return any(flag.urgency in HOLDING and flag.is_open for flag in flags)


def is_gentle(open_urgencies: Iterable[str]) -> bool:
    """Say whether only gentle items go on: an answer for the therapist is open. The phone asks the same
    (frontend/src/domain/answers.ts)."""
    return THERAPIST in open_urgencies


def left_to_decide(proposes: Iterable[str], decisions: Iterable[dict[str, object]]) -> tuple[str, ...]:
    """Return the precautions of an answer that nobody has confirmed or refused."""
    decided = {each["precaution"] for each in decisions}
    return tuple(tag for tag in proposes if tag not in decided)
