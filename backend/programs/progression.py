"""Says whether a program phase is done, by its template's rules. Never moves anybody up: a therapist does. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.library.advance_rules import OPERATORS, Condition, Mark, NumberRule, Sessions, parse


@dataclass(frozen=True)
class ExerciseDone:
    """One exercise in one session, as it was logged. Pain is the worst during it, 0 to 10, None when not said.

    `as_prescribed`: every set and repetition, and not the easier version.
    """

    reps: int
    hold_seconds: int
    as_prescribed: bool
    pain: int | None = None


@dataclass(frozen=True)
class PhaseFacts:
    """What is known of a patient when the rules are evaluated.

    `numbers`: metric -> value, absent or None when not known. `marks`: what was marked as done, as (name, exercise or
    ""). `sessions`: exercise -> how it was done, oldest first.
    """

    numbers: Mapping[str, float | None] = field(default_factory=dict)
    marks: frozenset[tuple[str, str]] = frozenset()
    sessions: Mapping[str, Sequence[ExerciseDone]] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleVerdict:
    """A rule, whether it is met (None: not known yet), and what was found. `marks` are what a therapist may mark."""

    rule: str
    met: bool | None
    found: str
    marks: tuple[Mark, ...] = ()


def rules_of(phase: Mapping[str, Any], exercises: Collection[str]) -> list[str]:
    """Return a phase's rules as they read for a program of these exercises.

    Where the program has an item's alternative instead of the item (a pressure cuff, a latex allergy), the item's rules
    are about the alternative: nobody can meet a rule about an exercise that was never prescribed.
    """
    instead = {
        item["slug"]: other
        for item in phase["items"]
        for key in ("alt_if_equipment", "alt_if_tag")
        for other in item.get(key, {}).values()
        if other in exercises and item["slug"] not in exercises
    }
    return [_about_others(rule, instead) for rule in phase.get("advance_if", [])]


def _about_others(rule: str, instead: Mapping[str, str]) -> str:
    return re.sub(r"\(([a-z0-9-]+)(?=[,)])", lambda match: f"({instead.get(match[1], match[1])}", rule)


def verdicts(rules: Sequence[str], facts: PhaseFacts) -> list[RuleVerdict]:
    """Return a verdict for each rule. Raises BadRule, naming the rule, for one that cannot be read."""
    return [_verdict(rule, facts) for rule in rules]


def _verdict(rule: str, facts: PhaseFacts) -> RuleVerdict:
    conditions = parse(rule)
    results = [_check(condition, facts) for condition in conditions]
    if any(met for met, _ in results):
        met: bool | None = True
    else:
        met = None if any(met is None for met, _ in results) else False
    marks = tuple(condition for condition in conditions if isinstance(condition, Mark))
    return RuleVerdict(rule, met, " or ".join(found for _, found in results), marks)


def _check(condition: Condition, facts: PhaseFacts) -> tuple[bool | None, str]:
    if isinstance(condition, NumberRule):
        value = facts.numbers.get(condition.metric)
        if value is None:
            return None, "not known yet"
        return OPERATORS[condition.sign](value, condition.value), f"{value:g}"
    if isinstance(condition, Mark):
        done = (condition.name, condition.about) in facts.marks
        return done, "done" if done else "not done yet"
    return _over_sessions(condition, facts.sessions.get(condition.slug, ()))


def _over_sessions(condition: Sessions, sessions: Sequence[ExerciseDone]) -> tuple[bool | None, str]:
    last = list(sessions)[-condition.of :]
    hits = sum(_hit(condition, done) for done in last)
    found = f"{hits} of the last {len(last)}"
    if hits >= condition.hits:
        return True, found
    # Too few sessions yet: later ones may still bring the hits. So may sessions without an answer, had they one.
    unknown = sum(done.pain is None for done in last) if condition.name == "pain_during" else 0
    return (None if len(last) < condition.of or hits + unknown >= condition.hits else False), found


def _hit(condition: Sessions, done: ExerciseDone) -> bool:
    if condition.name == "pain_during":
        return done.pain is not None and done.pain <= condition.pain
    return done.as_prescribed and done.reps >= condition.reps and done.hold_seconds >= condition.hold_seconds
