"""Splits attacks over local dates by real elapsed minutes, clock changes included. Pure; docs/numbers.md, rule 3."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from backend.common.clock import WallTime, date_of
from backend.insights.numbers.headache_days import MIN_MINUTES


@dataclass(frozen=True)
class Attack:
    """One headache from `start` to `end`, local wall times without a zone. `medicine_on`: date of an acute medicine."""

    start: dt.datetime
    end: dt.datetime
    peak_intensity: int | None = None
    medicine_on: dt.date | None = None


def minutes_by_date(attack: Attack, zone: ZoneInfo) -> dict[dt.date, int]:
    """Return local date -> real minutes of the attack on it, in order. Raises ValueError when it does not last."""
    start, end = WallTime(attack.start.replace(tzinfo=zone)), WallTime(attack.end.replace(tzinfo=zone))
    if _instant(end) <= _instant(start):
        # Clocks were put back between the two: the later of the two possible readings is meant.
        end = WallTime(end.replace(fold=1))
    if _instant(end) <= _instant(start):
        raise ValueError("an attack ends after it starts")
    found: dict[dt.date, int] = {}
    while date_of(start) < date_of(end):
        midnight = WallTime(dt.datetime.combine(date_of(start) + dt.timedelta(days=1), dt.time(), zone))
        found[date_of(start)] = _minutes(start, midnight)
        start = midnight
    if minutes := _minutes(start, end):
        found[date_of(start)] = minutes
    return found


def promoted_date(minutes: dict[dt.date, int], min_minutes: int = MIN_MINUTES) -> dt.date | None:
    """Return the date that counts for an attack long enough none of whose dates is by itself; the first of equals.

    None when the attack is shorter, or when a date has enough by itself.
    """
    if not minutes or sum(minutes.values()) < min_minutes or max(minutes.values()) >= min_minutes:
        return None
    return max(minutes, key=lambda date: minutes[date])


def all_minutes(attacks: Iterable[Attack], zone: ZoneInfo) -> dict[dt.date, int]:
    """Return local date -> minutes of all attacks on it."""
    found: dict[dt.date, int] = {}
    for attack in attacks:
        for date, minutes in minutes_by_date(attack, zone).items():
            found[date] = found.get(date, 0) + minutes
    return found


def _instant(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _minutes(start: dt.datetime, end: dt.datetime) -> int:
    return int((_instant(end) - _instant(start)).total_seconds() // 60)
