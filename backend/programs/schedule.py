"""What is due on a date, and in which part of the day. Pure: the phone computes the same from the same vectors."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Slot(StrEnum):
    """A part of the day. `ANYTIME` is for habits that are done many times a day."""

    MORNING = "morning"
    MIDDAY = "midday"
    EVENING = "evening"
    ANYTIME = "anytime"


SLOTS = tuple(slot.value for slot in Slot)

_SLOTS: dict[int, tuple[Slot, ...]] = {
    1: (Slot.EVENING,),
    2: (Slot.MORNING, Slot.EVENING),
    3: (Slot.MORNING, Slot.MIDDAY, Slot.EVENING),
}


@dataclass(frozen=True)
class Frequency:
    """How often an item is prescribed: `per_day` session slots on `days_week` days of a seven-day program week."""

    per_day: int
    days_week: int


def slots_of(frequency: Frequency) -> tuple[Slot, ...]:
    """Return the parts of the day an item belongs to; more than three times a day is a habit for any time."""
    return _SLOTS.get(frequency.per_day, (Slot.ANYTIME,))


def is_scheduled(frequency: Frequency, start_on: dt.date, on: dt.date) -> bool:
    """Say whether an item falls on this date.

    Program weeks count from `start_on`, not from Monday. An item of n days a week is spread evenly over the week
    and always falls on its first day: day i is on where ceil(i·n/7) steps up.
    """
    day = (on - start_on).days
    if day < 0:
        return False
    index = day % 7
    return -(-(index + 1) * frequency.days_week // 7) > -(-index * frequency.days_week // 7)


def due_slots(frequency: Frequency, start_on: dt.date, on: dt.date) -> tuple[Slot, ...]:
    """Return the parts of the day in which the item is due on this date; empty when it is not due."""
    return slots_of(frequency) if is_scheduled(frequency, start_on, on) else ()
