"""Whether a reason says something new, or worse, than what somebody has looked at. Pure.

Seeing and putting off are said of the evidence that was on the screen. A figure that moves a little is no news; what a
clinician would act on differently is.
"""

from collections.abc import Callable, Mapping
from typing import Any

from backend.insights.facts import Code
from backend.insights.thresholds import SILENT_AFTER_END_DAYS, SILENT_DAYS

Evidence = Mapping[str, Any]

# One point on the 0-10 scale: half the smallest change that matters, on top of one that mattered.
PAIN_POINTS = 1.0
# Beyond what opened the reason: as many days, or points, as it took to open it.
HEADACHE_DAYS = 2
MEDICINE_DAYS = 5
ADHERENCE_POINTS = 20


def is_news(code: str, seen: Evidence, now: Evidence) -> bool:
    """Say whether `now` is newer or worse than `seen`, the evidence that somebody has looked at."""
    rule = _RULES.get(code)
    return rule(seen, now) if rule else _figures(seen) != _figures(now)


def _figures(evidence: Evidence) -> Evidence:
    """Return the evidence without its rule's thresholds: that those were changed is no news of a patient."""
    return {name: value for name, value in evidence.items() if name != "rule"}


def _red_flag(seen: Evidence, now: Evidence) -> bool:
    """Another answer; one less is no news."""
    before = {each["id"] for each in seen["answers"]}
    return any(each["id"] not in before for each in now["answers"])


def _finding(seen: Evidence, now: Evidence) -> bool:
    """Another finding; one that was decided on is no news."""
    before = {each["id"] for each in seen["findings"]}
    return any(each["id"] not in before for each in now["findings"])


def _program_conflict(seen: Evidence, now: Evidence) -> bool:
    """Another exercise, or another precaution against one."""
    return not _against(now) <= _against(seen)


def _against(evidence: Evidence) -> set[tuple[str, str]]:
    return {(each["exercise"], tag) for each in evidence["conflicts"] for tag in each["tags"]}


def _asked_for_help(seen: Evidence, now: Evidence) -> bool:
    return bool(now["newest"] != seen["newest"])


def _exercise_pain(seen: Evidence, now: Evidence) -> bool:
    return bool(now["on"] > seen["on"] or now["pain"] > seen["pain"])


def _pain_up(seen: Evidence, now: Evidence) -> bool:
    return bool(now["recent_mean"] - seen["recent_mean"] >= PAIN_POINTS)


def _headache_days_up(seen: Evidence, now: Evidence) -> bool:
    return bool(now["current"] - seen["current"] >= HEADACHE_DAYS)


def _step_back(seen: Evidence, now: Evidence) -> bool:
    """Another cause, another exercise, another date, or more pain."""
    new = any(set(now[name]) - set(seen[name]) for name in ("because", "exercises", "worse_on"))
    return bool(new or max(now["pains"], default=0) > max(seen["pains"], default=0))


def _re_assess(seen: Evidence, now: Evidence) -> bool:
    """2 headache days per 28 more, another program, or an examination that changed nothing."""
    moved = now["due_on"] != seen["due_on"] or now["examined_on"] != seen["examined_on"]
    return bool(moved or now["current"] - seen["current"] >= HEADACHE_DAYS)


def _medicine_reached(seen: Evidence, now: Evidence) -> bool:
    """A class more, a mix, a pattern that lasts, or many more days."""
    more = {name: days - seen["days"].get(name, 0) for name, days in now["days"].items()}
    new = set(now["days"]) - set(seen["days"])
    turned = any(now.get(name) and not seen.get(name) for name in ("mixed", "sustained", "pattern"))
    return bool(new or turned or max(more.values(), default=0) >= MEDICINE_DAYS)


def _medicine_near(seen: Evidence, now: Evidence) -> bool:
    return bool(set(now["days"]) - set(seen["days"]))


def _silent(seen: Evidence, now: Evidence) -> bool:
    return bool(now["days"] - seen["days"] >= SILENT_DAYS or now["last_heard_on"] != seen["last_heard_on"])


def _silent_after_end(seen: Evidence, now: Evidence) -> bool:
    days = now["days"] - seen["days"]
    return bool(days >= SILENT_AFTER_END_DAYS or now["last_heard_on"] != seen["last_heard_on"])


def _low_adherence(seen: Evidence, now: Evidence) -> bool:
    return bool(seen["pct"] - now["pct"] >= ADHERENCE_POINTS)


def _ready_to_progress(seen: Evidence, now: Evidence) -> bool:
    return bool(now["phase"] != seen["phase"])


def _program_ending(seen: Evidence, now: Evidence) -> bool:
    return bool(now["ends_on"] != seen["ends_on"] or (now["ended"] and not seen["ended"]))


def _phone_clock(seen: Evidence, now: Evidence) -> bool:
    return bool(now["minutes"] >= 2 * seen["minutes"])


# The others, such as an unused invitation or a program that has ended, change only when there is something to say.
_RULES: dict[str, Callable[[Evidence, Evidence], bool]] = {
    Code.RED_FLAG: _red_flag,
    Code.FINDING: _finding,
    Code.PROGRAM_CONFLICT: _program_conflict,
    Code.ASKED_FOR_HELP: _asked_for_help,
    Code.EXERCISE_PAIN: _exercise_pain,
    Code.PAIN_UP: _pain_up,
    Code.HEADACHE_DAYS_UP: _headache_days_up,
    Code.STEP_BACK: _step_back,
    Code.RE_ASSESS: _re_assess,
    Code.MEDICINE_REACHED: _medicine_reached,
    Code.MEDICINE_NEAR: _medicine_near,
    Code.SILENT: _silent,
    Code.SILENT_AFTER_END: _silent_after_end,
    Code.LOW_ADHERENCE: _low_adherence,
    Code.READY_TO_PROGRESS: _ready_to_progress,
    Code.PROGRAM_ENDING: _program_ending,
    Code.PHONE_CLOCK: _phone_clock,
}
