"""Why a patient is on the work list: named rules with thresholds and evidence. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import fmean
from typing import Any

from backend.insights.headache_days import Day, is_headache_day

VERSION = 1
SILENT_DAYS = 5
PAIN_UP_POINTS = 2.0
PAIN_UP_MIN_DAYS = 2
EXERCISE_PAIN = 6
EXERCISE_PAIN_DAYS = 7


class Code(StrEnum):
    """In the order of urgency, most urgent first."""

    ASKED_FOR_HELP = "asked_for_help"
    EXERCISE_PAIN = "exercise_pain"
    PAIN_UP = "pain_up"
    SILENT = "silent"


@dataclass(frozen=True)
class Found:
    """A rule that holds, with the figures that made it hold."""

    code: Code
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What the rules look at. Dates are patient-local; `expected_since` is None without an active program."""

    today: dt.date
    days: list[Day]
    last_heard_on: dt.date | None
    expected_since: dt.date | None
    unanswered_since: dt.datetime | None = None
    exercise_pains: list[tuple[dt.date, int]] = field(default_factory=list)


def find_reasons(facts: Facts) -> list[Found]:
    """Return every reason that holds, most urgent first."""
    rules = (_asked_for_help, _exercise_pain, _pain_up, _silent)
    return [found for found in (rule(facts) for rule in rules) if found]


def _asked_for_help(facts: Facts) -> Found | None:
    """The patient wrote and nobody has answered."""
    if facts.unanswered_since is None:
        return None
    return Found(Code.ASKED_FOR_HELP, {"since": facts.unanswered_since.isoformat()})


def _exercise_pain(facts: Facts) -> Found | None:
    """Red on the pain traffic light: 6 or more in an exercise within the last 7 days. The newest is the evidence."""
    first = facts.today - dt.timedelta(days=EXERCISE_PAIN_DAYS - 1)
    red = [(on, pain) for on, pain in facts.exercise_pains if on >= first and pain >= EXERCISE_PAIN]
    if not red:
        return None
    on, pain = max(red)
    return Found(Code.EXERCISE_PAIN, {"on": on.isoformat(), "pain": pain})


def _pain_up(facts: Facts) -> Found | None:
    """Mean worst pain of the last 7 days' headache days is 2 or more above that of the 21 days before.

    At least two rated headache days on each side, so that one bad day is no trend. 2 points is the smallest general
    change that matters on a 0-10 scale.
    """
    split = facts.today - dt.timedelta(days=6)
    recent = _peaks(facts.days, split, facts.today)
    before = _peaks(facts.days, split - dt.timedelta(days=21), split - dt.timedelta(days=1))
    if min(len(recent), len(before)) < PAIN_UP_MIN_DAYS:
        return None
    rise = fmean(recent) - fmean(before)
    if rise < PAIN_UP_POINTS:
        return None
    evidence = {"recent_mean": fmean(recent), "before_mean": fmean(before), "recent_days": len(recent)}
    return Found(Code.PAIN_UP, evidence)


def _silent(facts: Facts) -> Found | None:
    """Nothing was heard for five days or more while a program runs."""
    if facts.expected_since is None:
        return None
    since = max(facts.last_heard_on or facts.expected_since, facts.expected_since)
    quiet = (facts.today - since).days
    if quiet < SILENT_DAYS:
        return None
    last = facts.last_heard_on.isoformat() if facts.last_heard_on else None
    return Found(Code.SILENT, {"days": quiet, "last_heard_on": last})


def _peaks(days: Iterable[Day], first: dt.date, last: dt.date) -> list[int]:
    return [
        day.peak_intensity
        for day in days
        if first <= day.occurred_on <= last and is_headache_day(day) and day.peak_intensity is not None
    ]
