"""The one place that asks what time it is, so that tests can set it."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

UTC = dt.UTC


def now() -> dt.datetime:
    """Return the current instant, aware, in UTC."""
    return dt.datetime.now(UTC)


def local_date(instant: dt.datetime, zone: str) -> dt.date:
    """Return the calendar date of `instant` on a wall in `zone` (an IANA name)."""
    return instant.astimezone(ZoneInfo(zone)).date()


def local_today(zone: str) -> dt.date:
    """Return today's date in `zone`."""
    return local_date(now(), zone)


def is_time_zone(name: str) -> bool:
    """Say whether `name` is an IANA time zone known here (PyPI's tzdata included, so old aliases are)."""
    return name in available_timezones()
