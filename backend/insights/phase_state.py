"""Brings a patient's phase before the rules of its template: is this phase done? A therapist decides; nothing moves
by itself."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from backend.diary.models import ExerciseOutcome
from backend.diary.red_flags import Flag
from backend.insights.dose import LoggedExercise, phase_began_on
from backend.insights.numbers.adherence import Adherence
from backend.insights.numbers.step_back import Felt, StepBack, step_back, worst_pains
from backend.library.advance_rules import check_in_week
from backend.programs.facts import ProgramFacts
from backend.programs.progression import ExerciseDone, PhaseFacts, RuleVerdict, rules_of, verdicts

WEEK = 7
WORSE_AFTER_EXERCISE = "t8"


@dataclass(frozen=True)
class PhaseProgress:
    """The phase a program is in, the next one's name (None after the last), and a verdict for each of its rules."""

    number: int
    name: str
    next_name: str | None
    began_on: dt.date
    verdicts: Sequence[RuleVerdict]
    # The first check-in that is not done yet: which one, and the date on which it is due.
    check_in: tuple[str, dt.date] | None = None

    @property
    def is_done(self) -> bool:
        """Every rule is met. What is not known is not met: nobody moves up on missing data."""
        return bool(self.verdicts) and all(verdict.met for verdict in self.verdicts)


@dataclass(frozen=True)
class Rotation:
    """A flexion-rotation test of both sides, in degrees."""

    occurred_on: dt.date
    left_deg: int
    right_deg: int


@dataclass(frozen=True)
class Known:
    """What the rules may ask about. `worse_after`: date -> whether the headache was up by 2 or more within an hour of
    exercise, where it was answered or no headache came. `neck_pains`: date -> neck pain at rest, 0 to 10."""

    closed_on: dt.date
    logs: Sequence[LoggedExercise]
    worse_after: Mapping[dt.date, bool]
    neck_pains: Mapping[dt.date, int]
    flags: Sequence[Flag]
    adherence: Adherence
    rotations: Sequence[Rotation] = ()


def phase_of(program: ProgramFacts, zone: str, known: Known) -> PhaseProgress | None:
    """Judge the current phase by its template's rules; None without a template or past its phases."""
    phases = program.phases
    if phases is None or not program.versions:
        return None
    number = program.phase
    if number > len(phases):
        return None
    began_on = phase_began_on(program, zone)
    marks = {(name, about) for phase, name, about in program.marks if phase == number}
    # A checklist that the patient went through to its end is complete, whoever ticks it.
    marks |= {("checklist", log.exercise) for log in known.logs if log.occurred_on >= began_on and _is_whole(log)}
    facts = PhaseFacts(_numbers(known, began_on), frozenset(marks), _sessions(known.logs))
    prescribed = {dose.slug for dose in program.versions[-1].doses}
    after = phases[number] if number < len(phases) else None
    found = verdicts(rules_of(phases[number - 1], prescribed), facts)
    return PhaseProgress(
        number,
        str(phases[number - 1]["name"]["en"]),
        str(after["name"]["en"]) if after else None,
        began_on,
        found,
        _next_check_in(found, began_on),
    )


def _next_check_in(rules: Sequence[RuleVerdict], began_on: dt.date) -> tuple[str, dt.date] | None:
    """Return the earliest check-in that is not done, with the last date of its week."""
    open_marks = [mark for verdict in rules if not verdict.met for mark in verdict.marks]
    due = [(week, mark.about) for mark in open_marks if (week := check_in_week(mark)) is not None]
    if not due:
        return None
    week, about = min(due)
    return about, began_on + dt.timedelta(weeks=week, days=-1)


def _numbers(known: Known, began_on: dt.date) -> dict[str, float | None]:
    """Return the metrics of library/advance_rules.py that are known; what nobody records yet stays unknown."""
    since = known.closed_on - dt.timedelta(days=WEEK - 1)
    days = (known.closed_on - began_on).days + 1
    pct = known.adherence.pct
    neck = [pain for on, pain in known.neck_pains.items() if since <= on <= known.closed_on]
    after = [up for on, up in known.worse_after.items() if since <= on <= known.closed_on]
    recent = [flag for flag in known.flags if since <= flag.answered_on <= known.closed_on]
    return {
        "min_days_in_phase": days,
        "weeks_in_phase": days // WEEK,
        "adherence_pct_14d": None if pct is None else float(pct),
        "median_exercise_pain_7d": _median([*worst_pains(felt(known.logs), since, known.closed_on).values()]),
        "headache_within_1h_rate_7d": sum(after) / len(after) if after else None,
        "neck_pain_rest_median_7d": _median(neck),
        "worse_over_24h_7d": sum(flag.question == WORSE_AFTER_EXERCISE for flag in recent),
        "open_red_flags": sum(flag.is_open for flag in known.flags),
        **_rotation(known.rotations, began_on),
    }


def _rotation(rotations: Sequence[Rotation], began_on: dt.date) -> dict[str, float | None]:
    """Return the flexion-rotation test's retest in this phase: the worse side, and how far the sides are apart."""
    retests = [each for each in rotations if each.occurred_on >= began_on]
    if not retests:
        return {"frt_retest_deg": None, "frt_side_difference": None}
    last = max(retests, key=lambda each: each.occurred_on)
    return {
        "frt_retest_deg": float(min(last.left_deg, last.right_deg)),
        "frt_side_difference": float(abs(last.left_deg - last.right_deg)),
    }


def felt(logs: Iterable[LoggedExercise]) -> list[Felt]:
    return [Felt(log.session, log.occurred_on, log.exercise, log.pain) for log in logs]


def step_back_of(program: ProgramFacts, known: Known, today: dt.date) -> StepBack | None:
    """Return why the running doses ask for a step back. What was logged under another dose does not count."""
    doses = program.versions[-1].doses if program.versions else []
    running = {(dose.slug, dose.sets, dose.reps, dose.hold_seconds) for dose in doses}
    logs = [log for log in known.logs if (log.exercise, log.sets, log.reps, log.hold_seconds) in running]
    lasting = [flag.answered_on for flag in known.flags if flag.question == WORSE_AFTER_EXERCISE and flag.is_open]
    return step_back(felt(logs), known.worse_after, lasting, today)


def _sessions(logs: Iterable[LoggedExercise]) -> dict[str, list[ExerciseDone]]:
    found: dict[str, list[ExerciseDone]] = {}
    for log in logs:
        if log.outcome == ExerciseOutcome.SKIPPED or log.by_rule:
            continue
        found.setdefault(log.exercise, []).append(ExerciseDone(log.reps, log.hold_seconds, _is_whole(log), log.pain))
    return found


def _is_whole(log: LoggedExercise) -> bool:
    """Say whether the whole dose was done; the easier version is not the dose."""
    return (
        not log.easier
        and not log.by_rule
        and log.outcome == ExerciseOutcome.DONE
        and log.sets_done >= log.sets
        and log.reps_done >= log.sets * log.reps
    )


def _median(values: Sequence[int]) -> float | None:
    return float(median(values)) if values else None
