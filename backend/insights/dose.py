"""Brings a program and its logs before the pure adherence rules: each date under the version that ran on it."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from backend.diary.models import ExerciseLog, Outcome
from backend.insights.adherence import Adherence, Item, Log, Period, adherence_by_item, total
from backend.programs.models import Program, ProgramVersion

WINDOW_DAYS = 14


def program_adherence(program: Program, logs: Sequence[ExerciseLog], closed_on: dt.date) -> Adherence:
    """Return the adherence over the last 14 closed days. Two queries, however many versions or logs there are."""
    first = closed_on - dt.timedelta(days=WINDOW_DAYS - 1)
    parts = {}
    for version, begins, ends in _spans(program, closed_on):
        period = Period(program.start_on, max(first, begins), ends)
        items = [
            Item(item.exercise.exercise_id, item.sets, item.per_day, item.days_week, item.type)
            for item in version.items.all()
        ]
        parts[str(version.number)] = total(adherence_by_item(items, [_log(log) for log in logs], period))
    return total(parts)


def ends_on(program: Program) -> dt.date | None:
    """Return the last date of the template's last week, counted from the phase the program began with; None without a
    template."""
    if program.protocol is None:
        return None
    first = program.versions.order_by("number").values_list("phase", flat=True).first() or 1
    phases = program.protocol.content["phases"]
    weeks = phases[-1]["weeks"][1] - phases[min(first, len(phases)) - 1]["weeks"][0] + 1
    return program.start_on + dt.timedelta(weeks=weeks, days=-1)


def _spans(program: Program, closed_on: dt.date) -> list[tuple[ProgramVersion, dt.date, dt.date]]:
    """Return each version with the first and last date on which it was the newest."""
    versions = list(program.versions.order_by("number").prefetch_related("items__exercise"))
    zone = ZoneInfo(program.patient.time_zone)
    begins = [program.start_on]
    begins += [max(program.start_on, version.published_at.astimezone(zone).date()) for version in versions[1:]]
    ends = [date - dt.timedelta(days=1) for date in begins[1:]] + [closed_on]
    return list(zip(versions, begins, ends, strict=True))


def _log(log: ExerciseLog) -> Log:
    return Log(
        log.item.exercise.exercise_id,
        log.session.occurred_on,
        log.sets_done,
        skipped=log.outcome == Outcome.SKIPPED,
    )
