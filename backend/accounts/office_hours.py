"""When somebody is at a clinic: one span a weekday, in the clinic's own zone. Pure.

Stored as `[{"weekday": 0, "opens": "08:00", "closes": "17:00"}, …]`, Monday is 0; a weekday that is missing is closed.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from backend.common import clock

Hours = Sequence[Mapping[str, Any]]
DAYS_A_WEEK = 7


def is_open(hours: Hours, zone: str, now: dt.datetime) -> bool:
    """Say whether the clinic is open at an instant; it closes at `closes` sharp."""
    wall = clock.wall_time(now, zone)
    span = _on(hours, clock.date_of(wall))
    return span is not None and span[0] <= wall.time() < span[1]


def next_opening(hours: Hours, zone: str, after: dt.datetime) -> dt.datetime | None:
    """Return the first instant after `after` at which the clinic opens, in UTC; None without hours.

    An opening that a clock change skips is the instant at which the clocks go forward past it.
    """
    today = clock.local_date(after, zone)
    for ahead in range(DAYS_A_WEEK + 1):
        on = today + dt.timedelta(days=ahead)
        span = _on(hours, on)
        if span is None:
            continue
        opens = dt.datetime.combine(on, span[0], ZoneInfo(zone)).astimezone(dt.UTC)
        if opens > after:
            return opens
    return None


def _on(hours: Hours, on: dt.date) -> tuple[dt.time, dt.time] | None:
    for span in hours:
        if span["weekday"] == on.weekday():
            return dt.time.fromisoformat(span["opens"]), dt.time.fromisoformat(span["closes"])
    return None
