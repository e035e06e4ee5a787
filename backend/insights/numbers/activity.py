"""Days with exercise, and the best run of them, a day of rest a week included. Pure; docs/numbers.md, active days."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

REST_EVERY_DAYS = 7


@dataclass(frozen=True)
class Activity:
    """`active_days`: dates with a session. `best_run`: dates from the first to the last of the longest run, with rests.

    A run begins and ends with an active date, and any seven dates in a row of it hold one date of rest at most.
    """

    active_days: int
    best_run: int


def activity(done_on: Collection[dt.date], first_on: dt.date, last_on: dt.date) -> Activity:
    """Count over the dates from `first_on` to `last_on`, both included."""
    active = {date for date in done_on if first_on <= date <= last_on}
    return Activity(len(active), max((_run_from(start, active) for start in active), default=0))


def _run_from(start: dt.date, active: Collection[dt.date]) -> int:
    """Return the length of the longest run that begins on `start`."""
    length, day, rested = 1, 0, -REST_EVERY_DAYS
    while True:
        day += 1
        if start + dt.timedelta(days=day) in active:
            length = day + 1
        elif day - rested < REST_EVERY_DAYS:
            return length
        else:
            rested = day
