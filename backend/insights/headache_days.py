"""Counts headache days. Pure; definitions: docs/numbers.md (recorded day, headache day, monthly headache days)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MIN_MINUTES = 30
WINDOW_DAYS = 28
ACUTE_CLASSES = frozenset({"simple", "triptan", "ergot", "opioid", "combination"})


class Quality(StrEnum):
    RELIABLE = "reliable"
    ESTIMATED = "estimated"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True)
class Day:
    """One date of the diary. `headache` None means the question was not answered: the day is not recorded."""

    occurred_on: dt.date
    headache: bool | None
    peak_intensity: int | None = None
    duration_min: int | None = None
    acute_medicine: bool = False


@dataclass(frozen=True)
class HeadacheCount:
    """A window's count. `monthly` is headache days per 28, None when fewer than 14 days were recorded."""

    recorded_days: int
    headache_days: int
    monthly: float | None
    quality: Quality


def is_headache_day(day: Day) -> bool:
    """Say whether a day counts: headache, and 30 minutes or more, or no length given, or an acute medicine taken."""
    if not day.headache:
        return False
    return day.duration_min is None or day.duration_min >= MIN_MINUTES or day.acute_medicine


def count_headache_days(days: Iterable[Day], last_on: dt.date) -> HeadacheCount:
    """Count over the 28 dates that end on `last_on`. A day without an answer is unknown, never headache-free."""
    first_on = last_on - dt.timedelta(days=WINDOW_DAYS - 1)
    recorded = [day for day in days if first_on <= day.occurred_on <= last_on and day.headache is not None]
    headache = sum(map(is_headache_day, recorded))
    if len(recorded) >= 23:
        quality = Quality.RELIABLE
    elif len(recorded) >= 14:
        quality = Quality.ESTIMATED
    else:
        return HeadacheCount(len(recorded), headache, None, Quality.INSUFFICIENT)
    return HeadacheCount(len(recorded), headache, headache / len(recorded) * WINDOW_DAYS, quality)
