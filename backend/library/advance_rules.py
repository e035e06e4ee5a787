"""Reads the rules by which a program phase is done: `adherence_pct_14d >= 60`, one rule a line. Pure.

A rule is one condition, or several joined by OR. programs/progression.py says whether it is met.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

# Numbers about a patient, with what they mean. Windows are closed days before the evaluation.
METRICS = {
    "min_days_in_phase": "days since this phase began",
    "weeks_in_phase": "weeks since this phase began",
    "adherence_pct_14d": "adherence over the last 14 days, in percent",
    "median_exercise_pain_7d": "median of each answered session's worst pain over 7 days, 0 to 10",
    "headache_within_1h_rate_7d": "share of days on which headache was up by 2 points within an hour of exercise",
    "neck_pain_rest_median_7d": "median neck pain at rest (or right after a session) over 7 days, 0 to 10",
    "worse_over_24h_7d": "exercises in 7 days after which a symptom lasted over 24 hours",
    "open_red_flags": "red-flag answers not cleared",
    "frt_retest_deg": "flexion-rotation test at the last assessment, degrees",
    "frt_side_difference": "difference between the sides in that test, degrees",
}
# What a therapist or patient marks as done, with the word that stands for it.
MARKS = {
    "form_check": "pass",
    "checklist": "complete",
    "therapist_discharge_review": "done",
    "check_in": "done",
}
# What is counted over the last sessions of one exercise.
SESSION_MARKS = ("dose_met", "pain_during")

OPERATORS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
_MONTHS = re.compile(r"(\d+) months?")
_NUMBER = re.compile(r"(?P<name>\w+) (?P<sign>>=|<=|==|<|>) (?P<value>-?\d+(?:\.\d+)?)")
_MARK = re.compile(r"(?P<name>\w+)(?:\((?P<about>[^)]*)\))? == (?P<value>[a-z]+)")
_SESSIONS = re.compile(
    r"(?P<name>\w+)\((?P<slug>[a-z0-9-]+)(?:, (?P<reps>\d+)x(?P<hold>\d+)s)?\)(?: == (?P<value>\d+))?"
    r" in (?P<hits>\d+) of last (?P<of>\d+) sessions"
)


class BadRule(Exception):
    """The rule cannot be read; the message repeats it and says what is expected."""


@dataclass(frozen=True)
class NumberRule:
    """A metric compared with a number."""

    metric: str
    sign: str
    value: float


@dataclass(frozen=True)
class Mark:
    """Something marked as done, about an exercise or (empty) in general."""

    name: str
    about: str = ""


@dataclass(frozen=True)
class Sessions:
    """In `hits` of the last `of` sessions of an exercise, the dose was met (at least `reps` x `hold_seconds`) or the
    pain during it was `pain` at most."""

    name: str
    slug: str
    hits: int
    of: int
    reps: int = 0
    hold_seconds: int = 0
    pain: int = 0


Condition = NumberRule | Mark | Sessions


def parse(rule: str) -> list[Condition]:
    """Return a rule's conditions, of which one has to be met. Raises BadRule."""
    return [_condition(part.strip(), rule) for part in rule.split(" OR ")]


def check_in_week(mark: Mark) -> int | None:
    """Return the week of the phase by whose end a check-in is due, 12 months being 52 weeks.

    None for another mark, and for a check-in of an older template that does not say when.
    """
    match = _MONTHS.fullmatch(mark.about) if mark.name == "check_in" else None
    return int(match[1]) * 52 // 12 if match else None


def exercises_in(rule: str) -> set[str]:
    """Return the slugs of the exercises a rule is about."""
    found = set()
    for condition in parse(rule):
        if isinstance(condition, Sessions):
            found.add(condition.slug)
        elif isinstance(condition, Mark) and condition.name in {"form_check", "checklist"}:
            found.add(condition.about)
    return found


def _condition(text: str, rule: str) -> Condition:
    if match := _SESSIONS.fullmatch(text):
        if match["name"] not in SESSION_MARKS:
            raise BadRule(f"“{rule}”: {match['name']} is not counted over sessions; use {' or '.join(SESSION_MARKS)}")
        if not 1 <= int(match["hits"]) <= int(match["of"]):
            raise BadRule(f"“{rule}”: {match['hits']} of {match['of']} sessions can never be")
        return Sessions(
            match["name"],
            match["slug"],
            int(match["hits"]),
            int(match["of"]),
            int(match["reps"] or 0),
            int(match["hold"] or 0),
            int(match["value"] or 0),
        )
    if match := _NUMBER.fullmatch(text):
        if match["name"] not in METRICS:
            raise BadRule(f"“{rule}”: no number is called {match['name']}; known: {', '.join(METRICS)}")
        return NumberRule(match["name"], match["sign"], float(match["value"]))
    if match := _MARK.fullmatch(text):
        if MARKS.get(match["name"]) != match["value"]:
            known = ", ".join(f"{name} == {value}" for name, value in MARKS.items())
            raise BadRule(f"“{rule}”: {match['name']} == {match['value']} is not known; known: {known}")
        return Mark(match["name"], match["about"] or "")
    raise BadRule(f"“{rule}”: expected a comparison such as adherence_pct_14d >= 60")
