"""The one place that asks what time it is, so that tests and simulations can set it, and that makes dates of instants.

A date is always somebody's: what a patient did or is asked has the patient's, what staff write or put off the clinic's.
"""

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Iterator
from typing import NewType
from zoneinfo import ZoneInfo, available_timezones

UTC = dt.UTC

# What calendar and clock show on somebody's wall. Its own type, so that mypy refuses the date of an instant in UTC.
WallTime = NewType("WallTime", dt.datetime)


def _real_now() -> dt.datetime:
    return dt.datetime.now(UTC)


_source: Callable[[], dt.datetime] = _real_now


def now() -> dt.datetime:
    """Return the current instant, aware, in UTC."""
    return _source()


@contextlib.contextmanager
def told_by(source: Callable[[], dt.datetime]) -> Iterator[None]:
    """Let another clock tell the time to the whole process, all threads, while the context lasts."""
    global _source  # noqa: PLW0603  one clock for the process is the point
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


def wall_time(instant: dt.datetime, zone: str) -> WallTime:
    """Return what calendar and clock on a wall in `zone` (an IANA name) show at `instant`."""
    return WallTime(instant.astimezone(ZoneInfo(zone)))


def date_of(wall: WallTime) -> dt.date:
    """Return the date of a wall time. Of an instant ask `local_date`: its date in UTC is nobody's."""
    return wall.date()


def local_date(instant: dt.datetime, zone: str) -> dt.date:
    """Return the calendar date of `instant` on a wall in `zone` (an IANA name)."""
    return date_of(wall_time(instant, zone))


def start_of(on: dt.date, zone: str) -> dt.datetime:
    """Return the instant at which a date begins in `zone`."""
    return dt.datetime.combine(on, dt.time(), ZoneInfo(zone))


def local_today(zone: str) -> dt.date:
    """Return today's date in `zone`."""
    return local_date(now(), zone)


def earliest_date(instant: dt.datetime) -> dt.date:
    """Return the date in the last zone on Earth to reach it: what was before is over for everybody."""
    return local_date(instant, "Etc/GMT+12")


# Python walks the whole folder of zones at each call, which takes longer than storing a record.
_time_zones = functools.cache(available_timezones)


def is_time_zone(name: str) -> bool:
    """Say whether `name` is an IANA time zone known here (PyPI's tzdata included, so old aliases are)."""
    return name in _time_zones()
