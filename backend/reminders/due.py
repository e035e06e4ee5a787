"""When a wall-clock reminder falls due. Pure; daylight saving is decided here and nowhere else."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

AHEAD = dt.timedelta(hours=48)
GRACE = dt.timedelta(minutes=60)


def instant_of(local_date: dt.date, local_time: dt.time, zone: str) -> dt.datetime:
    """Return the UTC instant of a wall-clock time on a date in a zone (RFC 5545 3.3.5).

    A time that the clocks skip uses the offset before the gap (02:30 becomes 03:30); one that comes twice means the
    first. `fold=0` gives both.
    """
    wall = dt.datetime.combine(local_date, local_time.replace(fold=0), tzinfo=ZoneInfo(zone))
    return wall.astimezone(dt.UTC)


def dates_ahead(now: dt.datetime, zone: str) -> Iterator[dt.date]:
    """Yield the local dates whose reminders may fall into the next 48 hours."""
    first = now.astimezone(ZoneInfo(zone)).date()
    last = (now + AHEAD).astimezone(ZoneInfo(zone)).date()
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)
