"""When a wall-clock reminder falls due. Pure; daylight saving is decided here and nowhere else."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from backend.common import clock

AHEAD = dt.timedelta(hours=48)
GRACE = dt.timedelta(minutes=60)
QUIET_FROM, QUIET_TO = dt.time(21, 0), dt.time(8, 0)
EVERY_DAY = 0b1111111


def instant_of(local_date: dt.date, local_time: dt.time, zone: str) -> dt.datetime:
    """Return the UTC instant of a wall-clock time on a date in a zone (RFC 5545 3.3.5).

    A time that the clocks skip uses the offset before the gap (02:30 becomes 03:30); one that comes twice means the
    first. `fold=0` gives both.
    """
    wall = dt.datetime.combine(local_date, local_time.replace(fold=0), tzinfo=ZoneInfo(zone))
    return wall.astimezone(dt.UTC)


def occurrences(
    local_time: dt.time, days: int, zone: str, after: dt.datetime, until: dt.datetime
) -> Iterator[tuple[dt.date, dt.datetime]]:
    """Yield (patient-local date, UTC instant) of each time a rule falls due in the span (after, until].

    `days` has bit 0 for Monday. Neighbouring spans meet without a gap and without an overlap.
    """
    # A skipped hour may push an instant over midnight, so the day before counts too.
    on = clock.local_date(after, zone) - dt.timedelta(days=1)
    last = clock.local_date(until, zone)
    while on <= last:
        if days >> on.weekday() & 1:
            due_at = instant_of(on, local_time, zone)
            if after < due_at <= until:
                yield on, due_at
        on += dt.timedelta(days=1)


def end_of_day(local_date: dt.date, zone: str) -> dt.datetime:
    """Return the UTC instant at which a patient-local date is over."""
    return instant_of(local_date + dt.timedelta(days=1), dt.time(0), zone)


def is_quiet(wall: dt.time, quiet_from: dt.time, quiet_to: dt.time) -> bool:
    """Say whether a wall-clock time lies in the quiet hours, which may run over midnight; equal ends mean none."""
    if quiet_from <= quiet_to:
        return quiet_from <= wall < quiet_to
    return wall >= quiet_from or wall < quiet_to


def after_quiet(instant: dt.datetime, zone: str, quiet_from: dt.time, quiet_to: dt.time) -> dt.datetime:
    """Return the instant itself, or the end of the quiet hours it lies in."""
    wall = clock.wall_time(instant, zone)
    if not is_quiet(wall.time(), quiet_from, quiet_to):
        return instant
    later = clock.date_of(wall) + dt.timedelta(days=wall.time() >= quiet_to)
    return instant_of(later, quiet_to, zone)
