"""How much of the prescribed dose was done. Pure; docs/numbers.md, adherence (source: design decision 7.2)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

WEEK = 7
DAILY = 7
# The window that the work list and the phases' rules look at, in closed days.
WINDOW_DAYS = 14
DONE_AT_ONCE = frozenset({"checklist", "habit"})
# Asked more often, an exercise has no part of the day: it belongs to one slot, "anytime" (programs/schedule.py).
MOST_SLOTS = 3
SOME = Fraction(1, 2)
HIGH, MEDIUM = 80, 50


class Band(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Item:
    """One prescribed exercise, asked `per_day` times on each of `days_week` days, `sets` each time."""

    name: str
    sets: int
    per_day: int
    days_week: int
    type: str = "reps"

    @property
    def slots(self) -> int:
        """Session slots a date: a habit asked six times a day is one, or it would outweigh all exercises together."""
        return self.per_day if self.per_day <= MOST_SLOTS else 1


@dataclass(frozen=True)
class Log:
    """One time as it was logged. `sets_done` None with `some`: did some, no number; both unset: done as prescribed."""

    item: str
    occurred_on: dt.date
    sets_done: int | None = None
    some: bool = False
    skipped: bool = False


@dataclass(frozen=True)
class Adherence:
    """Slots prescribed and credited; `pct` exact, None when nothing was prescribed."""

    prescribed: Fraction
    credit: Fraction

    @property
    def pct(self) -> Fraction | None:
        return self.credit / self.prescribed * 100 if self.prescribed else None

    @property
    def band(self) -> Band | None:
        """High from 80, medium from 50, low below; decided before rounding."""
        if self.pct is None:
            return None
        return Band.HIGH if self.pct >= HIGH else Band.MEDIUM if self.pct >= MEDIUM else Band.LOW


@dataclass(frozen=True)
class Period:
    """The dates that count, both ends included: a window of a program, less `holds` (pairs of first and last date).

    `start_on` is the program's first date, from which its weeks count.
    """

    start_on: dt.date
    first_on: dt.date
    last_on: dt.date
    holds: Sequence[tuple[dt.date, dt.date]] = ()

    def dates(self) -> list[dt.date]:
        first = max(self.first_on, self.start_on)
        span = [first + dt.timedelta(days=n) for n in range((self.last_on - first).days + 1)]
        return [date for date in span if not any(held <= date <= until for held, until in self.holds)]


def adherence_by_item(items: Collection[Item], logs: Collection[Log], period: Period) -> dict[str, Adherence]:
    """Return item -> adherence over the period, in the items' order."""
    dates = period.dates()
    credit = _credit_by_date(items, logs, frozenset(dates))
    return {item.name: _item(item, credit[item.name], dates, period.start_on) for item in items}


def total(by_item: Mapping[str, Adherence]) -> Adherence:
    """Return all items' adherence together: all credit of all that was prescribed."""
    parts = by_item.values()
    return Adherence(
        sum((part.prescribed for part in parts), Fraction()), sum((part.credit for part in parts), Fraction())
    )


def credit_of(item: Item, log: Log) -> Fraction:
    """Return the credit of one time, 0 to 1: a slot's, or of a habit its share of the date's slot."""
    if log.skipped:
        return Fraction(0)
    if log.some and log.sets_done is None:
        return SOME
    if item.type in DONE_AT_ONCE or log.sets_done is None:
        return Fraction(1)
    return min(Fraction(1), Fraction(log.sets_done, item.sets))


def _credit_by_date(
    items: Collection[Item], logs: Collection[Log], dates: frozenset[dt.date]
) -> dict[str, dict[dt.date, Fraction]]:
    known = {item.name: item for item in items}
    found: dict[str, dict[dt.date, Fraction]] = {name: defaultdict(Fraction) for name in known}
    for log in logs:
        if log.occurred_on in dates and log.item in known:
            item = known[log.item]
            found[log.item][log.occurred_on] += credit_of(item, log) * Fraction(item.slots, item.per_day)
    # Extra today does not repay yesterday.
    return {
        name: {date: min(credit, Fraction(known[name].slots)) for date, credit in by_date.items()}
        for name, by_date in found.items()
    }


def _item(item: Item, credit: Mapping[dt.date, Fraction], dates: Sequence[dt.date], start_on: dt.date) -> Adherence:
    if item.days_week == DAILY:
        return Adherence(Fraction(item.slots * len(dates)), sum(credit.values(), Fraction()))
    weeks: dict[int, list[dt.date]] = defaultdict(list)
    for date in dates:
        weeks[(date - start_on).days // WEEK].append(date)
    prescribed = done = Fraction()
    for active in weeks.values():
        quota = _quota(item.days_week * item.slots, len(active))
        prescribed += quota
        done += min(Fraction(quota), sum((credit.get(date, Fraction()) for date in active), Fraction()))
    return Adherence(prescribed, done)


def _quota(weekly: int, active_days: int) -> int:
    """A week of which only some days count asks for its share, half up: floor(quota * days / 7 + 0.5)."""
    return (2 * weekly * active_days + WEEK) // (2 * WEEK)
