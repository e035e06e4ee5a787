"""The look six weeks after a program began: did the headache days become fewer by 30 %? Pure.

If not, the therapist is asked to examine again (programs.md: no reduction of 30 % or more after 6 weeks).
"""

import datetime as dt
from dataclasses import dataclass

from backend.insights.numbers.headache_days import Window
from backend.insights.numbers.response import HeadacheBaseline, Response, respond

AFTER_DAYS = 42
ENOUGH_PCT = 30
# An examination in the sixth week is the look itself.
EXAMINED_FROM_DAY = 35


@dataclass(frozen=True)
class SixWeeks:
    """`asks` None: the six weeks are not over, or the diary does not say whether there are fewer headache days."""

    due_on: dt.date
    response: Response
    asks: bool | None


def six_week_look(program_start: dt.date, closed_on: dt.date, baseline: HeadacheBaseline, current: Window) -> SixWeeks:
    """Judge the last closed date. The 30 % are decided on the exact value."""
    due_on = program_start + dt.timedelta(days=AFTER_DAYS)
    found = respond(baseline, current)
    is_due = closed_on >= due_on - dt.timedelta(days=1)
    known = is_due and found.change_pct is not None
    return SixWeeks(due_on, found, found.change_pct < ENOUGH_PCT if known and found.change_pct is not None else None)


def is_settled(due_on: dt.date, examined_on: dt.date | None, today: dt.date) -> bool:
    """Say whether somebody has examined since the sixth week began, less than six weeks ago."""
    first = due_on - dt.timedelta(days=AFTER_DAYS - EXAMINED_FROM_DAY)
    return examined_on is not None and examined_on >= first and (today - examined_on).days < AFTER_DAYS
