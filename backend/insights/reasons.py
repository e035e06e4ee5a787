"""Why a patient is on the work list: named rules with thresholds and evidence. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable
from statistics import fmean

from backend.diary.red_flags import URGENCIES, is_held
from backend.insights.facts import Code, Facts, Found
from backend.insights.numbers.adherence import WINDOW_DAYS as ADHERENCE_DAYS
from backend.insights.numbers.adherence import Band
from backend.insights.numbers.headache_days import Day, is_headache_day
from backend.insights.numbers.medicine_days import Level
from backend.insights.numbers.response import Category, respond
from backend.insights.numbers.rounding import one_decimal
from backend.insights.numbers.six_weeks import ENOUGH_PCT, is_settled
from backend.insights.proposals import answer_id
from backend.insights.thresholds import (
    DECLINED_DAYS,
    ENDING_DAYS,
    EXERCISE_PAIN,
    EXERCISE_PAIN_DAYS,
    HEADACHE_DAYS_UP_MIN,
    INVITATION_DAYS,
    PAIN_UP_BEFORE_DAYS,
    PAIN_UP_DAYS,
    PAIN_UP_MIN_DAYS,
    PAIN_UP_POINTS,
    PHONE_AHEAD_MINUTES,
    SILENT_AFTER_END_DAYS,
    SILENT_DAYS,
    shown_rule,
)

VERSION = 9


def find_reasons(facts: Facts) -> list[Found]:
    """Return every reason that holds, most urgent first.

    Of a discharged patient only a safety answer that nobody has cleared: they keep the app, and may still give one.
    Of a locked record nothing: nobody opens it.
    """
    if facts.status == "locked":
        return []
    if facts.status == "discharged":
        found = _red_flag(facts)
        return [found] if found else []
    # Who has not joined yet can be neither silent nor better.
    rules = (_finding, _program_conflict, _invitation_unused) if facts.status == "invited" else _RULES
    return [_with_rule(found) for found in (rule(facts) for rule in rules) if found]


def _with_rule(found: Found) -> Found:
    """Let the evidence say the thresholds too, so that no page has to know them."""
    rule = shown_rule(found.code)
    return Found(found.code, {**found.evidence, "rule": dict(rule)}) if rule else found


def _red_flag(facts: Facts) -> Found | None:
    """A safety question was answered yes, and no therapist has cleared it."""
    if not facts.red_flags:
        return None
    flags = sorted(facts.red_flags, key=lambda flag: (URGENCIES.index(flag.urgency), flag.answered_on, flag.question))
    answers = [
        {"id": flag.id, "question": flag.question, "urgency": flag.urgency, "on": flag.answered_on.isoformat()}
        for flag in flags
    ]
    return Found(Code.RED_FLAG, {"urgency": flags[0].urgency, "held": is_held(flags), "answers": answers})


def _finding(facts: Facts) -> Found | None:
    """An examination found something that proposes a precaution, and no therapist has decided on it; or an answer that
    was cleared does. One that is open is a reason of its own, whose page asks for both."""
    waiting = {flag.id for flag in facts.red_flags}
    found = [each for each in facts.findings if answer_id(each) not in waiting]
    if not found:
        return None
    found.sort(key=lambda each: (URGENCIES.index(each.urgency), each.found_on))
    listed = [
        {
            "id": each.id,
            "text": each.text,
            "urgency": each.urgency,
            "proposes": list(each.proposes),
            "on": each.found_on.isoformat(),
        }
        for each in found
    ]
    return Found(Code.FINDING, {"urgency": found[0].urgency, "findings": listed})


def _program_conflict(facts: Facts) -> Found | None:
    """A precaution or a finding stands against what runs, without a typed reason; the phone does not offer it."""
    if not facts.conflicts:
        return None
    listed = [{"exercise": each.exercise, "name": each.name, "tags": list(each.tags)} for each in facts.conflicts]
    return Found(Code.PROGRAM_CONFLICT, {"held": True, "conflicts": listed})


def _asked_for_help(facts: Facts) -> Found | None:
    """The patient wrote and nobody has answered."""
    if facts.unanswered is None:
        return None
    asked = facts.unanswered
    evidence = {"since": asked.since.isoformat(), "on": asked.since_on.isoformat(), "newest": asked.newest}
    return Found(Code.ASKED_FOR_HELP, evidence)


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
    split = facts.today - dt.timedelta(days=PAIN_UP_DAYS - 1)
    recent = _peaks(facts.days, split, facts.today)
    before = _peaks(facts.days, split - dt.timedelta(days=PAIN_UP_BEFORE_DAYS), split - dt.timedelta(days=1))
    if min(len(recent), len(before)) < PAIN_UP_MIN_DAYS:
        return None
    rise = fmean(recent) - fmean(before)
    if rise < PAIN_UP_POINTS:
        return None
    evidence = {"recent_mean": fmean(recent), "before_mean": fmean(before), "recent_days": len(recent)}
    return Found(Code.PAIN_UP, evidence)


def _headache_days_up(facts: Facts) -> Found | None:
    """Headache days per 28 are 30 % or more above the baseline, and 2 or more: from few to a few more is no trend."""
    if facts.baseline is None:
        return None
    before, now = facts.baseline.monthly, facts.current.monthly
    if before is None or now is None or respond(facts.baseline, facts.current).category is not Category.WORSE:
        return None
    if now - before < HEADACHE_DAYS_UP_MIN:
        return None
    return Found(
        Code.HEADACHE_DAYS_UP,
        {
            "baseline": one_decimal(before),
            "baseline_quality": str(facts.baseline.quality),
            "current": one_decimal(now),
            "headache_days": facts.current.headache_days,
            "recorded_days": facts.current.recorded_days,
            "quality": str(facts.current.quality),
        },
    )


def _step_back(facts: Facts) -> Found | None:
    """Exercises hurt too much, or left the patient worse: the program asks for easier ones, or half the dose."""
    asked = facts.step_back
    if asked is None:
        return None
    names = ("because", "pains", "exercises")
    evidence = {name: list(getattr(asked, name)) for name in names}
    return Found(Code.STEP_BACK, {**evidence, "worse_on": [on.isoformat() for on in asked.worse_on]})


def _re_assess(facts: Facts) -> Found | None:
    """Six weeks after the program's start the headache days are not fewer by 30 %: is it the right diagnosis?

    An examination in or after the sixth week settles it for six weeks. Without enough data nothing is said.
    """
    look, before = facts.six_weeks, facts.baseline
    if look is None or before is None or not look.asks or is_settled(look.due_on, facts.examined_on, facts.today):
        return None
    return Found(
        Code.RE_ASSESS,
        {
            "due_on": look.due_on.isoformat(),
            "change_pct": one_decimal(look.response.change_pct),
            "needed_pct": ENOUGH_PCT,
            "baseline": one_decimal(before.monthly),
            "baseline_quality": str(before.quality),
            "low_baseline": look.response.low_baseline,
            "current": one_decimal(facts.current.monthly),
            "headache_days": facts.current.headache_days,
            "recorded_days": facts.current.recorded_days,
            "quality": str(facts.current.quality),
            "examined_on": facts.examined_on.isoformat() if facts.examined_on else None,
        },
    )


def _check_in(facts: Facts) -> Found | None:
    """A check-in of the phase is due, and nobody has marked it as done."""
    due = facts.phase.check_in if facts.phase else None
    if due is None or due[1] > facts.today:
        return None
    return Found(Code.CHECK_IN, {"check_in": due[0], "due_on": due[1].isoformat()})


def _medicine_reached(facts: Facts) -> Found | None:
    """A class reached its limit in the last 30 days, or a mix of classes came to ten days."""
    if facts.medicine is None or not facts.medicine.window.at_limit:
        return None
    window = facts.medicine.window
    reached = [name for name, level in window.levels.items() if level is Level.REACHED]
    evidence = {
        "days": {name: window.days[name] for name in reached},
        "any_days": window.any_days,
        "mixed": window.mixed,
        "sustained": facts.medicine.sustained,
        "pattern": facts.medicine.pattern,
    }
    return Found(Code.MEDICINE_REACHED, evidence)


def _medicine_near(facts: Facts) -> Found | None:
    """A class is near its limit, and none is over."""
    if facts.medicine is None or facts.medicine.window.at_limit:
        return None
    window = facts.medicine.window
    return Found(Code.MEDICINE_NEAR, {"days": {n: window.days[n] for n in window.levels}}) if window.levels else None


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


def _low_adherence(facts: Facts) -> Found | None:
    """Under half of what was prescribed in the last 14 closed days was done, when the program runs for that long."""
    found = facts.adherence
    if found is None or found.band is not Band.LOW or facts.expected_since is None:
        return None
    if (facts.today - facts.expected_since).days < ADHERENCE_DAYS:
        return None
    shown = {"pct": found.pct, "credit": found.credit, "prescribed": found.prescribed}
    return Found(Code.LOW_ADHERENCE, {name: one_decimal(value) for name, value in shown.items()})


def _ready_to_progress(facts: Facts) -> Found | None:
    """Every rule of the phase is met. The evidence is each rule with what was found; a therapist decides."""
    phase = facts.phase
    if phase is None or not phase.is_done:
        return None
    if facts.declined_on and (facts.today - facts.declined_on).days < DECLINED_DAYS:
        return None
    rules = [{"rule": verdict.rule, "found": verdict.found} for verdict in phase.verdicts]
    return Found(Code.READY_TO_PROGRESS, {"phase": phase.name, "next": phase.next_name, "rules": rules})


def _program_ending(facts: Facts) -> Found | None:
    """The template's last week ends within 7 days, or has ended, and the program still runs."""
    if facts.program_ends_on is None or (facts.program_ends_on - facts.today).days > ENDING_DAYS:
        return None
    ended = facts.program_ends_on < facts.today
    return Found(Code.PROGRAM_ENDING, {"ends_on": facts.program_ends_on.isoformat(), "ended": ended})


def _pause_over(facts: Facts) -> Found | None:
    """The program is paused still, and the date until which it was to be paused is behind."""
    planned = facts.pause_planned_until
    if planned is None or planned >= facts.today:
        return None
    return Found(Code.PAUSE_OVER, {"planned_until": planned.isoformat()})


def _program_over(facts: Facts) -> Found | None:
    """The last program has ended, and none followed: what comes next, another one or a discharge?"""
    if facts.expected_since is not None or facts.program_ended_on is None:
        return None
    return Found(Code.PROGRAM_OVER, {"ended_on": facts.program_ended_on.isoformat()})


def _no_program(facts: Facts) -> Found | None:
    """The patient has joined and was never given a program."""
    if facts.expected_since is not None or facts.program_ended_on is not None or facts.joined_on is None:
        return None
    return Found(Code.NO_PROGRAM, {"joined_on": facts.joined_on.isoformat()})


def _silent_after_end(facts: Facts) -> Found | None:
    """Nothing arrived for 14 days, counted from the program's end when that is later."""
    ended_on = facts.program_ended_on
    if facts.expected_since is not None or ended_on is None:
        return None
    quiet = (facts.today - max(facts.last_heard_on or ended_on, ended_on)).days
    if quiet < SILENT_AFTER_END_DAYS:
        return None
    last = facts.last_heard_on.isoformat() if facts.last_heard_on else None
    return Found(Code.SILENT_AFTER_END, {"days": quiet, "last_heard_on": last})


def _invitation_unused(facts: Facts) -> Found | None:
    """A code was given three days ago or more, or has run out, and nobody joined with it."""
    given = facts.invitation
    if given is None:
        return None
    if (facts.today - given.created_on).days < INVITATION_DAYS and not given.expired:
        return None
    return Found(Code.INVITATION_UNUSED, {"since": given.created_on.isoformat(), "expired": given.expired})


def _phone_clock(facts: Facts) -> Found | None:
    """Entries came in from the future: the phone's clock is ahead, and its dates may be wrong."""
    if facts.phone_ahead_minutes <= PHONE_AHEAD_MINUTES:
        return None
    return Found(Code.PHONE_CLOCK, {"minutes": facts.phone_ahead_minutes})


def _unreached(facts: Facts) -> Found | None:
    """Reminders no longer reach the patient: two in a row were shown on no device, or there is no way to them."""
    if facts.unreached_since is None:
        return None
    return Found(Code.UNREACHED, {"since": facts.unreached_since.isoformat()})


_RULES: tuple[Callable[[Facts], Found | None], ...] = (
    _red_flag,
    _finding,
    _program_conflict,
    _asked_for_help,
    _exercise_pain,
    _pain_up,
    _step_back,
    _headache_days_up,
    _re_assess,
    _medicine_reached,
    _medicine_near,
    _silent,
    _pause_over,
    _low_adherence,
    _check_in,
    _ready_to_progress,
    _program_ending,
    _program_over,
    _no_program,
    _silent_after_end,
    _phone_clock,
    _unreached,
)


def _peaks(days: Iterable[Day], first: dt.date, last: dt.date) -> list[int]:
    return [
        day.peak_intensity
        for day in days
        if first <= day.occurred_on <= last and is_headache_day(day) and day.peak_intensity is not None
    ]
