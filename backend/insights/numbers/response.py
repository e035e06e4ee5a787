"""Did the headaches become fewer? Baseline, change and responder category. Pure; docs/numbers.md, rules 5 to 8."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from backend.insights.numbers.headache_days import WINDOW_DAYS, Day, Window, count_window

LOW_BASELINE = 4
WORSE_PCT = 30


class BaselineSource(StrEnum):
    DIARY = "diary"
    RECALL = "recall"
    EARLY = "early"


class Category(StrEnum):
    COMPLETE = "complete"
    RESPONDER_75 = "responder_75"
    RESPONDER_50 = "responder_50"
    PARTIAL_30 = "partial_30"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    NOT_EVALUABLE = "not_evaluable"


@dataclass(frozen=True)
class HeadacheBaseline:
    """Where a patient started. `window` is None for recall, which counts no days; `quality` is the label to show."""

    source: BaselineSource
    quality: str
    monthly: Fraction | None
    window: Window | None


@dataclass(frozen=True)
class Response:
    """Change against the baseline, positive for fewer headache days; `low_baseline`: percentages jump about."""

    change_pct: Fraction | None
    category: Category
    low_baseline: bool


def find_baseline(
    days: Collection[Day], program_start: dt.date, closed_on: dt.date, recall: int | Fraction | None = None
) -> HeadacheBaseline:
    """Return the first that is there: 28 dates before the program, the therapist's recall, the first 28 program days.

    `closed_on` is the last closed date; days after it are not looked at.
    """
    before = count_window(days, program_start - dt.timedelta(days=WINDOW_DAYS), program_start - dt.timedelta(days=1))
    if before.monthly is not None:
        return HeadacheBaseline(BaselineSource.DIARY, before.quality, before.monthly, before)
    if recall is not None:
        return HeadacheBaseline(BaselineSource.RECALL, "recall", Fraction(recall), None)
    last = min(program_start + dt.timedelta(days=WINDOW_DAYS - 1), closed_on)
    early = count_window(days, program_start, last)
    return HeadacheBaseline(BaselineSource.EARLY, "early", early.monthly, early)


def respond(baseline: HeadacheBaseline, current: Window) -> Response:
    """Return change and category of the current window against the baseline.

    The first weeks of a program are no baseline for themselves: until the current window has left them there is no
    change to speak of.
    """
    window = baseline.window
    is_same = baseline.source is BaselineSource.EARLY and window is not None and current.first_on <= window.last_on
    return find_response(baseline.monthly, None if is_same else current.monthly)


def find_response(baseline: Fraction | None, current: Fraction | None) -> Response:
    """Return change and category from two numbers of monthly headache days; nothing is rounded before it is decided."""
    low = baseline is not None and baseline < LOW_BASELINE
    if baseline is None or current is None or baseline == 0:
        return Response(None, Category.NOT_EVALUABLE, low)
    change = (baseline - current) / baseline * 100
    return Response(change, _category(change), low)


def _category(change: Fraction) -> Category:
    if change == 100:
        return Category.COMPLETE
    if change >= 75:
        return Category.RESPONDER_75
    if change >= 50:
        return Category.RESPONDER_50
    if change >= 30:
        return Category.PARTIAL_30
    return Category.NO_CHANGE if change > -WORSE_PCT else Category.WORSE
