"""Whether the weekly questions are due: the safety questions, or a measure. Pure; the phone asks by the same rule
(`safety.ts: checkDue` and `measures.ts: isMeasureDue`, held to it by tests/contract/weekly_questions.json)."""

import datetime as dt
from collections.abc import Mapping

SAFETY = "safety"
SAFETY_EVERY_DAYS = 7
# Asked of every patient; the rest is for a therapist to choose.
MEASURES = ("activities", "global-change")
# A change since the start has to wait for one; activities are asked at the start too.
WAITS_FIRST = frozenset({"global-change"})


def are_questions_due(
    today: dt.date, program_start: dt.date | None, last: Mapping[str, dt.date], every_days: Mapping[str, int]
) -> bool:
    """Say whether anything is asked today.

    `last`: "safety" or a measure -> the last date it was answered; `every_days`: a measure -> how often it is asked.
    Nothing is asked without a running program, or before its first date.
    """
    if program_start is None or today < program_start:
        return False
    checked = last.get(SAFETY)
    if checked is None or checked < program_start or (today - checked).days >= SAFETY_EVERY_DAYS:
        return True
    return any(
        is_measure_due(measure, today, program_start, last.get(measure), every_days.get(measure))
        for measure in MEASURES
    )


def is_measure_due(
    measure: str, today: dt.date, program_start: dt.date, last: dt.date | None, every_days: int | None
) -> bool:
    """Say whether a measure's time has come: from its last answer or, for the first one, from the program's start."""
    if not every_days:
        return False
    if last is None and measure not in WAITS_FIRST:
        return today >= program_start
    return (today - (last or program_start)).days >= every_days
