"""The one place that asks what time it is, so that tests and simulations can set it."""

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo, available_timezones

UTC = dt.UTC


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


def local_date(instant: dt.datetime, zone: str) -> dt.date:
    """Return the calendar date of `instant` on a wall in `zone` (an IANA name)."""
    return instant.astimezone(ZoneInfo(zone)).date()


def local_today(zone: str) -> dt.date:
    """Return today's date in `zone`."""
    return local_date(now(), zone)


# Python walks the whole folder of zones at each call, which takes longer than storing a record.
_time_zones = functools.cache(available_timezones)


def is_time_zone(name: str) -> bool:
    """Say whether `name` is an IANA time zone known here (PyPI's tzdata included, so old aliases are)."""
    return name in _time_zones()
