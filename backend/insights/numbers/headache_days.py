"""Counts headache days. Pure; definitions: docs/numbers.md (recorded day, headache day, monthly headache days)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from backend.diary.medicines import MEDICINE_CLASSES

# A clinic may set another length (Clinic.headache_min_minutes).
MIN_MINUTES = 30
WINDOW_DAYS = 28
RELIABLE_FROM, ESTIMATED_FROM = 23, 14
SEVERE_FROM = 7
# Those that are taken against a headache. Gepants and ditans have no limit of days, but treat one as triptans do.
ACUTE_CLASSES = frozenset(MEDICINE_CLASSES[:6])


class Quality(StrEnum):
    RELIABLE = "reliable"
    ESTIMATED = "estimated"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True)
class Day:
    """One date of the diary. `headache` None means the question was not answered: the day is not recorded.

    `medicines`: the classes of which a dose was taken. `acute_medicine`: an acute one without its class, as an attack
    may note. `counts_anyway`: the date stands for an attack over midnight that is long enough only as a whole.
    `neck_move` answers "did moving the neck set it off?", None when not asked or not sure. `lost_time`: it stopped or
    slowed the patient. `min_minutes` is the clinic's length from which a headache counts.
    """

    occurred_on: dt.date
    headache: bool | None
    peak_intensity: int | None = None
    duration_min: int | None = None
    medicines: frozenset[str] = frozenset()
    acute_medicine: bool = False
    counts_anyway: bool = False
    neck_move: bool | None = None
    lost_time: bool = False
    min_minutes: int = MIN_MINUTES


@dataclass(frozen=True)
class Window:
    """A window's figures. `monthly` is headache days per 28, exact, None when fewer than 14 days were recorded.

    `mean_peak` is over the headache days that have a value (`rated_days`); None without any. `severe_days` counts among
    those, `hours` is over those that have a length (`timed_days`): None when no day was recorded, or there were
    headache days and none has a value. `neck_linked` is the share of headache days set off by moving the neck among
    those where that was answered (`linked_days`); None without any. `lost_days` counts all dates, headache day or not.
    """

    first_on: dt.date
    last_on: dt.date
    recorded_days: int
    headache_days: int
    monthly: Fraction | None
    quality: Quality
    mean_peak: Fraction | None
    severe_days: int | None
    hours: Fraction | None
    neck_linked: Fraction | None
    lost_days: int
    rated_days: int
    timed_days: int
    linked_days: int


def is_headache_day(day: Day) -> bool:
    """Say whether a day counts: headache, and 30 minutes or more, or no length given, or an acute medicine taken."""
    if not day.headache:
        return False
    took = day.acute_medicine or bool(day.medicines & ACUTE_CLASSES)
    return day.duration_min is None or day.duration_min >= day.min_minutes or took or day.counts_anyway


def count_window(days: Iterable[Day], first_on: dt.date, last_on: dt.date) -> Window:
    """Count over the dates from `first_on` to `last_on`. A day without an answer is unknown, never headache-free."""
    inside = [day for day in days if first_on <= day.occurred_on <= last_on]
    recorded = [day for day in inside if day.headache is not None]
    headache = [day for day in recorded if is_headache_day(day)]
    peaks = [day.peak_intensity for day in headache if day.peak_intensity is not None]
    timed = [day.duration_min for day in headache if day.duration_min is not None]
    linked = [day.neck_move for day in headache if day.neck_move is not None]
    quality = quality_of(len(recorded))
    enough = quality is not Quality.INSUFFICIENT
    # Of no headache days none was severe; of headache days that nobody rated that is not known.
    rated_known = bool(peaks) or bool(recorded and not headache)
    timed_known = bool(timed) or bool(recorded and not headache)
    return Window(
        first_on,
        last_on,
        len(recorded),
        len(headache),
        Fraction(len(headache) * WINDOW_DAYS, len(recorded)) if enough else None,
        quality,
        Fraction(sum(peaks), len(peaks)) if peaks else None,
        sum(peak >= SEVERE_FROM for peak in peaks) if rated_known else None,
        Fraction(sum(timed), 60) if timed_known else None,
        Fraction(sum(linked), len(linked)) if linked else None,
        sum(day.lost_time for day in inside),
        len(peaks),
        len(timed),
        len(linked),
    )


def last_28_days(days: Iterable[Day], last_on: dt.date) -> Window:
    """Count over the 28 dates that end on `last_on`."""
    return count_window(days, last_on - dt.timedelta(days=WINDOW_DAYS - 1), last_on)


def quality_of(recorded_days: int) -> Quality:
    """Return how far a number from so many recorded days of 28 can be relied on."""
    if recorded_days >= RELIABLE_FROM:
        return Quality.RELIABLE
    return Quality.ESTIMATED if recorded_days >= ESTIMATED_FROM else Quality.INSUFFICIENT
