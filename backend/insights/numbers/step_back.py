"""When exercises hurt too much: does the program ask for a step back? Pure.

programs.md: median exercise pain over 5 in 3 sessions, or red on the traffic light twice in 7 days. Being worse for
more than a day after exercises (safety question t8), or a headache up within an hour on two days, asks for it, too.
"""

import datetime as dt
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

LAST_SESSIONS = 3
LAST_DAYS = 14
WEEK = 7
TOO_MUCH = 5
TWICE = 2


@dataclass(frozen=True)
class Felt:
    """One exercise in one session, and the pain in it, 0 to 10; None when nobody said."""

    session: Hashable
    occurred_on: dt.date
    exercise: str
    pain: int | None


@dataclass(frozen=True)
class StepBack:
    """Why a step back is asked for. `pains`: the worst of each of the last three answered sessions, oldest first.

    `exercises` are those that hurt by more than 5; none when only "worse afterwards" was said.
    """

    because: tuple[str, ...]
    pains: tuple[int, ...] = ()
    exercises: tuple[str, ...] = ()
    worse_on: tuple[dt.date, ...] = ()


def worst_pains(logs: Sequence[Felt], since: dt.date, until: dt.date) -> dict[Hashable, int]:
    """Return session -> its worst pain, in their order, for those in which any was said."""
    worst: dict[Hashable, int] = {}
    for log in logs:
        if log.pain is not None and since <= log.occurred_on <= until:
            worst[log.session] = max(log.pain, worst.get(log.session, 0))
    return worst


def step_back(
    logs: Sequence[Felt],
    worse_after: Mapping[dt.date, bool],
    worse_for_a_day_on: Collection[dt.date],
    today: dt.date,
) -> StepBack | None:
    """Return why a step back is asked for, None when it is not.

    `logs`, oldest first, are of the doses that run now: a dose that was lowered since is not asked for again.
    `worse_after`: date -> whether the headache was up by 2 within an hour. `worse_for_a_day_on`: when t8 was answered
    yes and nobody has cleared it.
    """
    week_ago = today - dt.timedelta(days=WEEK - 1)
    lasting = worst_pains(logs, today - dt.timedelta(days=LAST_DAYS - 1), today)
    pains = list(lasting.values())[-LAST_SESSIONS:]
    red = [pain for pain in worst_pains(logs, week_ago, today).values() if pain > TOO_MUCH]
    hurts = (len(pains) == LAST_SESSIONS and median(pains) > TOO_MUCH) or len(red) >= TWICE
    up = sorted(on for on, is_up in worse_after.items() if is_up and week_ago <= on <= today)
    lasts = sorted(on for on in worse_for_a_day_on if on <= today)
    because = [
        name
        for name, holds in (("pain", hurts), ("headache_after", len(up) >= TWICE), ("worse_for_a_day", bool(lasts)))
        if holds
    ]
    if not because:
        return None
    recent = [log for log in logs if log.session in lasting]
    aching = dict.fromkeys(log.exercise for log in recent if log.pain is not None and log.pain > TOO_MUCH)
    return StepBack(tuple(because), tuple(pains), tuple(aching), (*up, *lasts))
