"""Types of what the rules of the work list look at (filled by gather.py) and of what they find. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from backend.assessments.findings import Finding
from backend.diary.red_flags import Flag
from backend.insights.numbers.adherence import Adherence
from backend.insights.numbers.headache_days import Day, Window
from backend.insights.numbers.medicine_days import MedicineUse
from backend.insights.numbers.response import HeadacheBaseline
from backend.insights.numbers.six_weeks import SixWeeks
from backend.insights.numbers.step_back import StepBack
from backend.programs.progression import RuleVerdict


class Code(StrEnum):
    """In the order of urgency, most urgent first."""

    RED_FLAG = "red_flag"
    FINDING = "finding"
    PROGRAM_CONFLICT = "program_conflict"
    ASKED_FOR_HELP = "asked_for_help"
    EXERCISE_PAIN = "exercise_pain"
    PAIN_UP = "pain_up"
    STEP_BACK = "step_back"
    HEADACHE_DAYS_UP = "headache_days_up"
    RE_ASSESS = "re_assess"
    MEDICINE_REACHED = "medicine_reached"
    MEDICINE_NEAR = "medicine_near"
    SILENT = "silent"
    PAUSE_OVER = "pause_over"
    LOW_ADHERENCE = "low_adherence"
    CHECK_IN = "check_in"
    READY_TO_PROGRESS = "ready_to_progress"
    PROGRAM_ENDING = "program_ending"
    PROGRAM_OVER = "program_over"
    NO_PROGRAM = "no_program"
    SILENT_AFTER_END = "silent_after_end"
    INVITATION_UNUSED = "invitation_unused"
    PHONE_CLOCK = "phone_clock"
    UNREACHED = "unreached"


# Reasons with an urgency of their own: what a patient answered, and what an examination found.
URGENT = (Code.RED_FLAG, Code.FINDING)


@dataclass(frozen=True)
class Found:
    """A rule that holds, with the figures that made it hold."""

    code: Code
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenInvitation:
    """The newest code a patient was given and has not used. Dates are patient-local."""

    created_on: dt.date
    expired: bool


@dataclass(frozen=True)
class Unanswered:
    """The patient's messages that nobody has answered: when the first and the last were written, and the last one.

    `since_on` is the patient's date of the first.
    """

    since: dt.datetime
    newest_at: dt.datetime
    newest: str
    since_on: dt.date


@dataclass(frozen=True)
class ExerciseConflict:
    """What stands against a running exercise (or "template": the whole program), without a typed reason."""

    exercise: str
    name: str
    tags: tuple[str, ...]


class Phase(Protocol):
    """What the rules and the patient's page need of a program's phase (progress.py)."""

    @property
    def name(self) -> str: ...

    @property
    def next_name(self) -> str | None: ...

    @property
    def verdicts(self) -> Sequence[RuleVerdict]: ...

    @property
    def is_done(self) -> bool: ...

    @property
    def check_in(self) -> tuple[str, dt.date] | None: ...


@dataclass(frozen=True)
class Facts:
    """What the rules look at. Dates are patient-local; `expected_since` is None without an active program.

    `red_flags` are the open ones, `findings` those of examinations that nobody has decided on, `conflicts` what they
    and the precautions have against the running program. `held`: the program's spans of held exercises as they are to
    be from now on (programs/holding.py), None without a change. `adherence` is over the last 14 closed days;
    `phone_ahead_minutes` how far the phone's clock runs before ours. `declined_on`: when a therapist last said no to
    moving up, `examined_on` when somebody last examined. `joined_on` and `program_ended_on` (None: there never was one)
    matter while no program runs, `pause_planned_until` while one is paused.
    """

    today: dt.date
    days: list[Day]
    current: Window
    status: str = "active"
    session_dates: Sequence[dt.date] = ()
    last_heard_on: dt.date | None = None
    expected_since: dt.date | None = None
    unanswered: Unanswered | None = None
    exercise_pains: Sequence[tuple[dt.date, int]] = ()
    red_flags: Sequence[Flag] = ()
    findings: Sequence[Finding] = ()
    conflicts: Sequence[ExerciseConflict] = ()
    held: list[dict[str, Any]] | None = None
    invitation: OpenInvitation | None = None
    baseline: HeadacheBaseline | None = None
    medicine: MedicineUse | None = None
    adherence: Adherence | None = None
    phase: Phase | None = None
    program_ends_on: dt.date | None = None
    declined_on: dt.date | None = None
    joined_on: dt.date | None = None
    program_ended_on: dt.date | None = None
    pause_planned_until: dt.date | None = None
    six_weeks: SixWeeks | None = None
    examined_on: dt.date | None = None
    step_back: StepBack | None = None
    phone_ahead_minutes: int = 0
    unreached_since: dt.date | None = None
