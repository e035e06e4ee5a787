"""Sixty zones, every change of their clocks from 2024 to 2030, every quarter of an hour: one reminder for each date.

What should come out is found by walking over the wall clock minute by minute, not by the arithmetic under test.
"""

import datetime as dt
import time
from collections.abc import Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo

from backend.reminders.due import EVERY_DAY, occurrences

ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "America/Adak",
    "America/Anchorage",
    "America/Asuncion",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Godthab",
    "America/Halifax",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Miquelon",
    "America/New_York",
    "America/Phoenix",
    "America/Port-au-Prince",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "Antarctica/Macquarie",
    "Antarctica/Troll",
    "Asia/Almaty",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Nicosia",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Asia/Yangon",
    "Atlantic/Azores",
    "Atlantic/Bermuda",
    "Atlantic/Canary",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Moscow",
    "Europe/Warsaw",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Norfolk",
]
QUARTERS = [dt.time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
FIRST, LAST = dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
STEP = dt.timedelta(minutes=15)
AROUND = dt.timedelta(hours=60)


def changes(zone: ZoneInfo) -> Iterator[dt.datetime]:
    """Yield the UTC hours in which the zone's offset changes."""
    hours = [FIRST + dt.timedelta(hours=hour) for hour in range(int((LAST - FIRST).total_seconds()) // 3600)]
    days = hours[::24]
    for start, end in pairwise(days):
        if start.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            yield next(
                start + dt.timedelta(hours=hour)
                for hour in range(24)
                if (start + dt.timedelta(hours=hour + 1)).astimezone(zone).utcoffset()
                != start.astimezone(zone).utcoffset()
            )


def walked(zone: ZoneInfo, since: dt.datetime, until: dt.datetime) -> dict[tuple[dt.date, dt.time], dt.datetime]:
    """Return (date, time) -> first instant at which the wall shows it, by looking at the wall every 15 minutes."""
    shown: dict[tuple[dt.date, dt.time], dt.datetime] = {}
    moment = since
    while moment <= until:
        wall = moment.astimezone(zone)
        shown.setdefault((wall.date(), wall.time()), moment)
        moment += STEP
    return shown


def test_one_reminder_for_each_rule_and_date() -> None:
    started = time.monotonic()
    cases = met = 0
    assert len(set(ZONES)) == 60
    for name in ZONES:
        zone = ZoneInfo(name)
        # A zone without changes is tried where the year changes.
        for change in list(changes(zone)) or [dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)]:
            since, until = change - AROUND, change + AROUND
            wall = walked(zone, since, until)
            dates = {change.astimezone(zone).date() + dt.timedelta(days=day) for day in (-1, 0, 1)}
            for local_time in QUARTERS:
                # In spans of nine hours, as planners that come now and then see them.
                spans = pairwise([since + dt.timedelta(hours=hour) for hour in range(0, 121, 9)] + [until])
                found = [at for span in spans for at in occurrences(local_time, EVERY_DAY, name, *span)]
                for date in dates:
                    cases += 1
                    instants = [at for on, at in found if on == date]
                    assert len(instants) == 1, (name, date, local_time, instants)
                    seen = wall.get((date, local_time))
                    if seen is None:
                        # Skipped by the clocks: it rings when the same time has passed since midnight's offset.
                        before = (instants[0] - dt.timedelta(hours=3)).astimezone(zone)
                        late = instants[0].astimezone(zone).replace(tzinfo=None) - dt.datetime.combine(date, local_time)
                        gap = instants[0].astimezone(zone).utcoffset() - before.utcoffset()  # type: ignore[operator]
                        assert late == gap > dt.timedelta(0), (name, date, local_time)
                    else:
                        met += 1
                        assert instants[0] == seen, (name, date, local_time)
    print(f"{cases:,} cases in {time.monotonic() - started:.0f} s, {cases - met:,} of them in a skipped hour")
    assert cases > 100_000
