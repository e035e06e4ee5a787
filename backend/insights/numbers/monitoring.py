"""Counts days on which data was sent, for remote therapeutic monitoring: record keeping, not billing advice. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

PERIOD_DAYS = 30
SHORT_FROM, FULL_FROM = 2, 16


class Tier(StrEnum):
    NONE = "none"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True)
class Monitoring:
    """A 30-day period from the first monitoring day, the distinct dates of sending in it, and its tier."""

    first_on: dt.date
    last_on: dt.date
    days: int

    @property
    def tier(self) -> Tier:
        return Tier.FULL if self.days >= FULL_FROM else Tier.SHORT if self.days >= SHORT_FROM else Tier.NONE


def monitoring_period(sent_on: Iterable[dt.date], start_on: dt.date, closed_on: dt.date) -> Monitoring:
    """Count the period that holds `closed_on`; the first one when monitoring has not begun by then.

    `sent_on` are the local dates on which records were made, not the dates they describe.
    """
    past = max(0, (closed_on - start_on).days // PERIOD_DAYS)
    first = start_on + dt.timedelta(days=PERIOD_DAYS * past)
    last = first + dt.timedelta(days=PERIOD_DAYS - 1)
    return Monitoring(first, last, len({date for date in sent_on if first <= date <= last}))
