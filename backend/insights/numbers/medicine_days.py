"""Counts days of headache medicine against the limits of ICHD-3 8.2. Pure; docs/numbers.md, rule 11.

Days are counted, never scaled up for missing ones: "at least N". Limits: source ichd-3.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from backend.insights.numbers.headache_days import Day, is_headache_day

WINDOW_DAYS = 30
WINDOWS = 3
PATTERN_HEADACHE_DAYS = 15
MIX_LIMIT = 10
LIMITS = {"simple": 15, "triptan": 10, "ergot": 10, "opioid": 10, "combination": 10}
NEAR = {"simple": 10, "triptan": 8, "ergot": 8, "opioid": 8, "combination": 8}
MIX = "multi"


class Level(StrEnum):
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True)
class MedicineWindow:
    """Medicine days of one 30-date window: `days` by class, `any_days` with any counted class.

    `any_days` is None when no date of the window was recorded and no medicine noted: that is not "at least 0".
    """

    first_on: dt.date
    last_on: dt.date
    days: dict[str, int]
    any_days: int | None

    @property
    def at_limit(self) -> bool:
        """Say whether a class reached its limit, or a mix came to ten days. Overuse is more: `MedicineUse.pattern`."""
        return Level.REACHED in self.levels.values() or self.mixed

    @property
    def levels(self) -> dict[str, Level]:
        """Class -> near or reached, for the classes that are."""
        found = {}
        for name, count in self.days.items():
            if count >= LIMITS[name]:
                found[name] = Level.REACHED
            elif count >= NEAR[name]:
                found[name] = Level.NEAR
        return found

    @property
    def mixed(self) -> bool:
        """Ten days or more in all, of two classes or more, none of them over its own limit."""
        used = sum(count > 0 for count in self.days.values())
        return (self.any_days or 0) >= MIX_LIMIT and used >= 2 and Level.REACHED not in self.levels.values()


@dataclass(frozen=True)
class MedicineUse:
    """The last window, and the classes sustained over three back-to-back windows.

    `multi` stands for several classes: a mix in each window, or one after the other (triptans in two months, an opioid
    in the third), so that each window is at a limit and no class is in all.

    `pattern` is the one definition of overuse, ICHD-3 8.2: sustained, and headache on 15 days or more in each window.
    """

    window: MedicineWindow
    sustained: list[str]
    pattern: bool


def medicine_window(days: Iterable[Day], last_on: dt.date) -> MedicineWindow:
    """Count the 30 dates that end on `last_on`."""
    first_on = last_on - dt.timedelta(days=WINDOW_DAYS - 1)
    dates: dict[str, set[dt.date]] = {name: set() for name in LIMITS}
    recorded = False
    for day in days:
        if first_on <= day.occurred_on <= last_on:
            recorded = recorded or day.headache is not None
            for name in day.medicines & LIMITS.keys():
                dates[name].add(day.occurred_on)
    counts = {name: len(found) for name, found in dates.items() if found}
    any_days = len(set().union(*dates.values()))
    return MedicineWindow(first_on, last_on, counts, any_days if any_days or recorded else None)


def medicine_use(days: Collection[Day], closed_on: dt.date) -> MedicineUse:
    """Judge the use of medicine up to the last closed date."""
    ends = [closed_on - dt.timedelta(days=WINDOW_DAYS * back) for back in range(WINDOWS)]
    windows = [medicine_window(days, end) for end in ends]
    sustained = [name for name in LIMITS if all(window.levels.get(name) is Level.REACHED for window in windows)]
    if not sustained and all(window.at_limit for window in windows):
        sustained.append(MIX)
    frequent = all(_headache_days(days, window) >= PATTERN_HEADACHE_DAYS for window in windows)
    return MedicineUse(windows[0], sustained, bool(sustained) and frequent)


def _headache_days(days: Iterable[Day], window: MedicineWindow) -> int:
    return len(
        {d.occurred_on for d in days if window.first_on <= d.occurred_on <= window.last_on and is_headache_day(d)}
    )
