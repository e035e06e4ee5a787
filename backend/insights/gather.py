"""Gathers what the rules look at from raw rows: for one patient or hundreds, at the same number of queries."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import DateField, DateTimeField, DurationField, F, Max, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from backend.accounts.models import Invitation, Patient, PatientStatus
from backend.assessments.findings import stiff_side
from backend.assessments.selectors import Examined, examined
from backend.common import clock
from backend.common.compiled import AmongParam, Compiled, Param
from backend.diary.models import Baseline, DayEntry, DayRevision, ExerciseOutcome, SessionLog
from backend.diary.red_flags import Flag, holds, is_gentle
from backend.diary.selectors import flags_among
from backend.insights.dose import LoggedExercise, ends_on, program_adherence
from backend.insights.facts import ExerciseConflict, Facts, OpenInvitation, Unanswered
from backend.insights.numbers.headache_days import WINDOW_DAYS, Day, last_28_days
from backend.insights.numbers.medicine_days import medicine_use
from backend.insights.numbers.response import find_baseline
from backend.insights.numbers.six_weeks import six_week_look
from backend.insights.phase_state import Known, Rotation, phase_of, step_back_of
from backend.insights.proposals import answered
from backend.messages.models import Message
from backend.programs.facts import ProgramFacts, last_ended, running_programs
from backend.programs.holding import held_dates, open_holds, renewed
from backend.programs.precautions import MINOR, TEMPLATE, Standing, held_by, may_be_minor
from backend.programs.schedule import Slot

LOOK_BACK = dt.timedelta(days=35)
# Three windows of medicine days, of which the last ends yesterday.
DIARY_LOOK_BACK = dt.timedelta(days=90)
MONTH = dt.timedelta(days=WINDOW_DAYS)


@dataclass
class Stored:
    """One patient's rows as they come from the database."""

    days: list[Day] = field(default_factory=list)
    neck_pains: dict[dt.date, int] = field(default_factory=dict)
    # Those of a part of the day in which something was done, and whatever was logged: habits and skipped ones too.
    sessions: dict[uuid.UUID, dt.date] = field(default_factory=dict)
    logged_on: set[dt.date] = field(default_factory=set)
    logs: list[LoggedExercise] = field(default_factory=list)
    worse_after: dict[dt.date, bool] = field(default_factory=dict)
    # The worst pain right after a session of the date.
    pains_after: dict[dt.date, int] = field(default_factory=dict)
    recall: int | None = None
    flags: list[Flag] = field(default_factory=list)
    exam: Examined = field(default_factory=Examined)
    precautions: list[str] = field(default_factory=list)
    last_heard_on: dt.date | None = None
    phone_ahead: dt.timedelta | None = None
    unanswered: Unanswered | None = None
    invitation: OpenInvitation | None = None
    joined_at: dt.datetime | None = None
    program_ended_on: dt.date | None = None


def gather_facts(patients: Sequence[Patient], now: dt.datetime) -> dict[uuid.UUID, Facts]:
    """Return patient id -> facts. The number of queries does not depend on how many patients or how long a diary."""
    programs = running_programs(patient.pk for patient in patients)
    stored: dict[uuid.UUID, Stored] = {patient.pk: Stored() for patient in patients}
    minutes = _threads_and_settings(stored)
    _read_days(stored, programs, clock.earliest_date(now) - DIARY_LOOK_BACK, minutes)
    earliest = clock.earliest_date(now) - LOOK_BACK
    _read_sessions(stored, earliest)
    _read_flags(stored)
    for patient_id, exam in examined(stored).items():
        stored[patient_id].exam = exam
    _read_phone_clocks(stored, now - dt.timedelta(days=7))
    _read_invitations(stored, [patient for patient in patients if patient.status == PatientStatus.INVITED], now)
    for patient_id, ended_on in last_ended(patient.pk for patient in patients if patient.pk not in programs).items():
        stored[patient_id].program_ended_on = ended_on
    _read_last_heard(stored, {patient.pk: patient.time_zone for patient in patients})
    return {patient.pk: _facts(patient, stored[patient.pk], programs.get(patient.pk), now) for patient in patients}


def diary_days(patient: Patient, first_on: dt.date, last_on: dt.date = dt.date.max) -> list[Day]:
    """Return one patient's diary from a date on, or between two, as the pure rules read it."""
    minutes = patient.clinic.headache_min_minutes
    rows = _DAYS_BETWEEN(patient_id=patient.pk, first_on=first_on, last_on=last_on)
    return [day_of(on, fields, minutes) for on, fields in rows]


def _facts(patient: Patient, rows: Stored, program: ProgramFacts | None, now: dt.datetime) -> Facts:
    today = clock.local_date(now, patient.time_zone)
    closed_on = today - dt.timedelta(days=1)
    facts = Facts(
        today=today,
        days=rows.days,
        status=patient.status,
        session_dates=sorted(rows.sessions.values()),
        last_heard_on=rows.last_heard_on,
        expected_since=program.start_on if program else None,
        unanswered=rows.unanswered,
        exercise_pains=[(log.occurred_on, log.pain) for log in rows.logs if log.pain is not None],
        red_flags=[flag for flag in rows.flags if flag.is_open],
        findings=[*rows.exam.open_findings(), *answered(rows.flags)],
        invitation=rows.invitation,
        current=last_28_days(rows.days, closed_on),
        medicine=medicine_use(rows.days, closed_on),
        phone_ahead_minutes=int(rows.phone_ahead.total_seconds() // 60) if rows.phone_ahead else 0,
        unreached_since=(
            clock.local_date(patient.unreached_since, patient.time_zone) if patient.unreached_since else None
        ),
    )
    if program is None:
        joined_on = clock.local_date(rows.joined_at or patient.created_at, patient.time_zone)
        return replace(facts, joined_on=joined_on, program_ended_on=rows.program_ended_on)
    paused = [(from_on, until_on or today) for from_on, until_on in program.pauses]
    held = [*holds(rows.flags, today), *paused]
    each_held = held_dates(program.held, today)
    adherence = program_adherence(program, patient.time_zone, rows.logs, closed_on, held, each_held)
    rotations = _rotations(rows.exam)
    # On a day without headache none came after the exercises, asked or not.
    without = {day.occurred_on for day in rows.days if day.headache is False}.intersection(rows.sessions.values())
    worse_after = {**dict.fromkeys(without, False), **rows.worse_after}
    # Neck pain is asked in the diary's details; where it was not said, pain right after a session stands for it.
    rest_pains = {**rows.pains_after, **rows.neck_pains}
    known = Known(closed_on, rows.logs, worse_after, rest_pains, rows.flags, adherence, rotations)
    standing = standing_from(rows.precautions, rows.exam, rows.flags, may_be_minor(patient.birth_year, today))
    found = program.conflicts(standing)
    only_gentle = is_gentle(flag.urgency for flag in rows.flags if flag.is_open)
    held_now = held_by(found, program.lines, only_gentle)
    baseline = find_baseline(rows.days, program.start_on, closed_on, rows.recall)
    return replace(
        facts,
        baseline=baseline,
        six_weeks=six_week_look(program.start_on, closed_on, baseline, facts.current),
        examined_on=max((each.occurred_on for each in rows.exam.examinations), default=None),
        step_back=step_back_of(program, known, today),
        adherence=adherence,
        phase=phase_of(program, patient.time_zone, known),
        program_ends_on=ends_on(program, patient.time_zone),
        conflicts=[ExerciseConflict(name, _name_of(name, program), tuple(tags)) for name, tags in found.items()],
        held=renewed(program.held, held_now, today) if held_now != open_holds(program.held) else None,
        pause_planned_until=program.pause_planned_until,
        declined_on=max((clock.local_date(at, patient.time_zone) for at in program.declined_at), default=None),
    )


_DAY_COLUMNS = ("occurred_on", "fields")
_DAYS_BETWEEN = Compiled(
    lambda: (
        DayEntry.objects.filter(
            patient_id=Param("patient_id", UUIDField()),
            occurred_on__gte=Param("first_on", DateField()),
            occurred_on__lte=Param("last_on", DateField()),
        )
        .order_by("occurred_on")
        .values_list(*_DAY_COLUMNS)
    )
)
_DAYS = Compiled(
    lambda: (
        DayEntry.objects.filter(AmongParam("patient_id", "patients"), occurred_on__gte=Param("since", DateField()))
        .order_by("occurred_on")
        .values_list("patient_id", *_DAY_COLUMNS)
    )
)


def _read_days(
    stored: dict[uuid.UUID, Stored],
    programs: dict[uuid.UUID, ProgramFacts],
    since: dt.date,
    minutes: dict[uuid.UUID, int],
) -> None:
    """Read the dates that the rules need: the last three months, and before those the ones round a program's start."""
    rows = _DAYS(patients=stored, since=since)
    before = Q()
    for patient_id, program in programs.items():
        if program.start_on - MONTH < since:
            first, end = program.start_on - MONTH, min(program.start_on + MONTH, since)
            before |= Q(patient=patient_id, occurred_on__gte=first, occurred_on__lt=end)
    if before:
        earlier = DayEntry.objects.filter(before).order_by("occurred_on").values_list("patient_id", *_DAY_COLUMNS)
        rows = [*earlier, *rows]
    for patient_id, on, fields in rows:
        one = stored[patient_id]
        one.days.append(day_of(on, fields, minutes[patient_id]))
        if fields.get("neck_pain_now") is not None:
            one.neck_pains[on] = fields["neck_pain_now"]
        if fields.get("worse_after_exercise") is not None:
            one.worse_after[on] = fields["worse_after_exercise"]


def day_of(on: dt.date, fields: dict[str, Any], min_minutes: int) -> Day:
    """Return a diary entry as the pure rules read it."""
    return Day(
        occurred_on=on,
        headache=fields.get("headache"),
        peak_intensity=fields.get("peak_intensity"),
        duration_min=fields.get("duration_min"),
        medicines=frozenset(item["class"] for item in fields.get("medicines") or []),
        neck_move={"yes": True, "no": False}.get(fields.get("trigger_neck_move") or ""),
        lost_time=bool(fields.get("lost_time")),
        min_minutes=min_minutes,
    )


def is_session(slot: str, outcome: str | None) -> bool:
    """Say whether an exercise makes its log a session done: not a habit of the day, and not skipped."""
    return slot != Slot.ANYTIME and outcome in (ExerciseOutcome.DONE, ExerciseOutcome.PARTLY)


_SESSIONS = Compiled(
    lambda: (
        SessionLog.objects.filter(AmongParam("patient_id", "patients"), occurred_on__gte=Param("since", DateField()))
        .order_by("started_at", "pk")
        .values_list(
            *("patient_id", "pk", "occurred_on", "exercises__item__exercise__exercise_id"),
            *(f"exercises__{name}" for name in ("outcome", "sets_done", "reps_done", "pain")),
            *(f"exercises__item__{name}" for name in ("sets", "reps", "hold_seconds")),
            *("exercises__easier", "rule_followed", "slot", "pain_after"),
        )
    )
)


def _read_sessions(stored: dict[uuid.UUID, Stored], since: dt.date) -> None:
    for patient_id, session, on, exercise, *done, rule, slot, pain_after in _SESSIONS(patients=stored, since=since):
        one = stored[patient_id]
        one.logged_on.add(on)
        if is_session(slot, done[0]):
            one.sessions[session] = on
        if pain_after is not None:
            one.pains_after[on] = max(pain_after, one.pains_after.get(on, 0))
        # A session without exercises comes as one row without any.
        if exercise is not None:
            one.logs.append(LoggedExercise(bool(rule), session, on, exercise, *done))


def _read_flags(stored: dict[uuid.UUID, Stored]) -> None:
    for patient_id, flag in flags_among(stored):
        stored[patient_id].flags.append(flag)


def standing_from(precautions: Sequence[str], exam: Examined, flags: Sequence[Flag], may_be_minor: bool) -> Standing:
    """Return what a program has to fit. A precaution that a finding or an answer proposes counts until somebody has
    decided."""
    found = [tag for finding in exam.open_findings() for tag in finding.proposes]
    said = [tag for flag in flags for tag in flag.proposes]
    known = [*precautions, *found, *([MINOR] if may_be_minor else [])]
    side = stiff_side(exam.examinations)
    return Standing(
        list(dict.fromkeys([*known, *said])),
        side[0] if side else "",
        frozenset(uuid.UUID(flag.id) for flag in flags if flag.is_open),
        frozenset(said) - set(known),
    )


def _name_of(exercise: str, program: ProgramFacts) -> str:
    if exercise == TEMPLATE:
        return "The whole program"
    return str(program.lines[exercise].content["words"]["en"]["name"])


def _rotations(exam: Examined) -> list[Rotation]:
    rows = [(each.occurred_on, each.findings) for each in exam.examinations]
    sides = [(on, found.get("frt_left_deg"), found.get("frt_right_deg")) for on, found in rows]
    return [Rotation(on, left, right) for on, left, right in sides if left is not None and right is not None]


_AHEAD = Compiled(
    lambda: (
        DayRevision.objects.filter(
            AmongParam("patient_id", "patients"), received_at__gte=Param("since", DateTimeField())
        )
        .order_by()
        .values_list("patient_id")
        .annotate(ahead=Max(F("recorded_at") - F("received_at"), output_field=DurationField()))
    )
)


def _read_phone_clocks(stored: dict[uuid.UUID, Stored], since: dt.datetime) -> None:
    """By how much the newest revisions carry a time after they arrived."""
    for patient_id, most in _AHEAD(patients=stored, since=since):
        stored[patient_id].phone_ahead = most


def _read_invitations(stored: dict[uuid.UUID, Stored], invited: Sequence[Patient], now: dt.datetime) -> None:
    if not invited:
        return
    zones = {patient.pk: patient.time_zone for patient in invited}
    rows = Invitation.objects.filter(patient__in=invited, used_at__isnull=True).order_by("created_at")
    for patient_id, created_at, expires_at in rows.values_list("patient_id", "created_at", "expires_at"):
        created_on = clock.local_date(created_at, zones[patient_id])
        stored[patient_id].invitation = OpenInvitation(created_on, expired=expires_at <= now)


def _threads() -> "QuerySet[Patient, Any]":
    ours = Message.objects.filter(patient=OuterRef("patient"), from_patient=False).order_by("-sync_seq")
    theirs: QuerySet[Message] = Message.objects.filter(patient=OuterRef("pk"), from_patient=True).filter(
        sync_seq__gt=Coalesce(Subquery(ours.values("sync_seq")[:1]), 0)
    )
    rows = Patient.objects.filter(AmongParam("pk", "patients")).annotate(
        since=Subquery(theirs.order_by("sync_seq").values("received_at")[:1]),
        newest=Subquery(theirs.order_by("-sync_seq").values("pk")[:1]),
        newest_at=Subquery(theirs.order_by("-sync_seq").values("received_at")[:1]),
        recall=Subquery(
            Baseline.objects.filter(patient=OuterRef("pk")).order_by("-sync_seq").values("headache_days_28")[:1]
        ),
    )
    rows = rows.annotate(
        joined=Subquery(
            Invitation.objects.filter(patient=OuterRef("pk"), used_at__isnull=False)
            .order_by("-used_at")
            .values("used_at")[:1]
        )
    )
    settings = ("time_zone", "clinic__headache_min_minutes", "precautions")
    return rows.values_list("pk", "since", "newest", "newest_at", "recall", "joined", *settings)


_THREADS = Compiled(_threads)


def _threads_and_settings(stored: dict[uuid.UUID, Stored]) -> dict[uuid.UUID, int]:
    """Read since when a message waits and what was recalled; return patient id -> the clinic's shortest headache."""
    minutes = {}
    for patient_id, since, newest, newest_at, recall, joined, zone, shortest, precautions in _THREADS(patients=stored):
        stored[patient_id].precautions = precautions
        if newest:
            stored[patient_id].unanswered = Unanswered(since, newest_at, str(newest), clock.local_date(since, zone))
        stored[patient_id].recall = recall
        stored[patient_id].joined_at = joined
        minutes[patient_id] = shortest
    return minutes


def _read_last_heard(stored: dict[uuid.UUID, Stored], zones: dict[uuid.UUID, str]) -> None:
    """The newest date with an entry, session, safety answer or open question; for those who were quiet for long, of an
    entry or session however long ago."""
    quiet = []
    for patient_id, rows in stored.items():
        # An entry may carry tomorrow's date when the phone is ahead of us across the date line.
        heard = [day.occurred_on for day in rows.days[-1:]] + list(rows.logged_on)
        heard += [flag.answered_on for flag in rows.flags[-1:]]
        if rows.unanswered:
            heard.append(clock.local_date(rows.unanswered.newest_at, zones[patient_id]))
        rows.last_heard_on = max(heard, default=None)
        if not heard:
            quiet.append(patient_id)
    if not quiet:
        return
    for model in (DayEntry, SessionLog):
        found = model._default_manager.filter(patient_id__in=quiet).order_by().values_list("patient_id")
        for patient_id, on in found.annotate(Max("occurred_on")):
            before = stored[patient_id].last_heard_on
            stored[patient_id].last_heard_on = max(on, before) if before else on
