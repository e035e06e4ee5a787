"""Brings a running program and what was logged of it before the pure rules: each date under the version that ran."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from backend.common import clock
from backend.diary.models import ExerciseOutcome
from backend.insights.numbers.adherence import WINDOW_DAYS, Adherence, Item, Log, Period, adherence_by_item, total
from backend.programs.facts import ProgramFacts, VersionFacts


@dataclass(frozen=True)
class LoggedExercise:
    """One exercise of a session as it was logged, beside the dose it was done under. Pain is 0 to 10, None unsaid.

    `by_rule`: less was done, or nothing, because the program's headache-day rule says so. `easier`: the easier version
    was done.
    """

    by_rule: bool
    session: uuid.UUID
    occurred_on: dt.date
    exercise: str
    outcome: str
    sets_done: int
    reps_done: int
    pain: int | None
    sets: int
    reps: int
    hold_seconds: int
    easier: bool = False


DateSpan = tuple[dt.date, dt.date]


def program_adherence(
    program: ProgramFacts,
    zone: str,
    logs: Sequence[LoggedExercise],
    closed_on: dt.date,
    holds: Sequence[DateSpan] = (),
    held: Mapping[str, Sequence[DateSpan]] = {},
) -> Adherence:
    """Return the adherence over the last 14 closed days, held dates left out: of the whole program (`holds`), or of one
    exercise (`held`)."""
    first = closed_on - dt.timedelta(days=WINDOW_DAYS - 1)
    parts = {}
    done = [_log(log) for log in logs]
    for version, begins, ends in _spans(program, zone, closed_on):
        for dose in version.doses:
            period = Period(program.start_on, max(first, begins), ends, [*holds, *held.get(dose.slug, ())])
            item = Item(dose.slug, dose.sets, dose.per_day, dose.days_week, dose.type)
            parts[f"{version.number} {dose.slug}"] = total(adherence_by_item([item], done, period))
    return total(parts)


def ends_on(program: ProgramFacts, zone: str) -> dt.date | None:
    """Return the last date of the template's last week: the weeks from the current phase to the last one, counted from
    the date the phase began; None without a template or past its phases."""
    phases, number = program.phases, program.phase
    if phases is None or number > len(phases):
        return None
    weeks = phases[-1]["weeks"][1] - phases[number - 1]["weeks"][0] + 1
    return phase_began_on(program, zone) + dt.timedelta(weeks=weeks, days=-1)


def phase_began_on(program: ProgramFacts, zone: str) -> dt.date:
    """Return the first date of the current phase: of its versions since the program was last in another phase."""
    if not program.versions:
        return program.start_on
    of_phase = takewhile(lambda version: version.phase == program.phase, reversed(program.versions))
    return begins_on(list(of_phase)[-1], program, zone)


def begins_on(version: VersionFacts, program: ProgramFacts, zone: str) -> dt.date:
    """Return the first local date on which a version was the newest."""
    if version.number == 1:
        return program.start_on
    return max(program.start_on, clock.local_date(version.published_at, zone))


def _spans(program: ProgramFacts, zone: str, closed_on: dt.date) -> list[tuple[VersionFacts, dt.date, dt.date]]:
    """Return each version with the first and last date on which it was the newest."""
    versions = program.versions
    begins = [begins_on(version, program, zone) for version in versions]
    ends = [date - dt.timedelta(days=1) for date in begins[1:]] + [closed_on]
    return list(zip(versions, begins, ends, strict=True))


def _log(log: LoggedExercise) -> Log:
    if log.by_rule:
        # The therapist's headache-day rule was followed: that is the program, not a missed day.
        return Log(log.exercise, log.occurred_on)
    return Log(log.exercise, log.occurred_on, log.sets_done, skipped=log.outcome == ExerciseOutcome.SKIPPED)
