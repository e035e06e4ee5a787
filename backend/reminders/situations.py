"""Reads what the re-check at send time needs (suppression.py), with the same number of queries for any batch."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q

from backend.accounts.confirmed import reachable_email
from backend.accounts.models import Patient, PatientStatus
from backend.common import clock
from backend.common.among import among
from backend.diary.selectors import answered_among, held_among, last_asked, sessions_among
from backend.library.selectors import published_measures
from backend.programs.running import paused_among
from backend.programs.schedule import Slot
from backend.programs.selectors import Schedule, schedules_of
from backend.reminders.kinds import NEWS
from backend.reminders.models import Kind, Occurrence, ReminderPreferences, Status
from backend.reminders.questions import are_questions_due
from backend.reminders.suppression import Situation

WEEK = dt.timedelta(days=7)
# Long enough for two reminders of somebody who gets one a week.
LOOK_BACK = dt.timedelta(days=15)


@dataclass(slots=True)
class DueRow:
    """A claimed occurrence with all that its re-check and its sending need of rule, patient, user and preferences."""

    pk: uuid.UUID
    rule_id: uuid.UUID
    kind: str
    slot: str
    rule_enabled: bool
    chosen_at: dt.datetime
    patient_id: uuid.UUID
    patient_status: str
    language: str
    time_zone: str
    user_id: uuid.UUID | None
    email: str
    user_is_active: bool
    local_date: dt.date
    due_at: dt.datetime
    expires_at: dt.datetime
    happened_at: dt.datetime | None
    attempts: int
    quiet_from: dt.time
    quiet_to: dt.time
    weekly_cap: int | None
    away_from: dt.date | None
    away_until: dt.date | None
    by_email: bool
    clear_text: bool
    opened_at: dt.datetime | None
    unseen: int = 0


_COLUMNS = (
    "pk",
    "rule_id",
    "rule__kind",
    "slot",
    "rule__enabled",
    "rule__changed_at",
    "patient_id",
    "patient__status",
    "patient__language",
    "patient__time_zone",
    "patient__user_id",
    "reachable_email",
    "patient__user__is_active",
    "local_date",
    "due_at",
    "expires_at",
    "happened_at",
    "attempts",
)
_WISHES = (
    "quiet_from",
    "quiet_to",
    "weekly_cap",
    "away_from",
    "away_until",
    "by_email",
    "clear_text",
    "opened_at",
)


@dataclass(frozen=True)
class _Seen:
    """What the batch's patients did, by patient."""

    sessions: set[tuple[uuid.UUID, dt.date, str]]
    answered: set[tuple[uuid.UUID, dt.date]]
    schedules: dict[uuid.UUID, Schedule]
    held: set[uuid.UUID]
    paused: set[uuid.UUID]
    last_asked: dict[uuid.UUID, dict[str, dt.date]]
    every_days: dict[str, int]


@dataclass(frozen=True)
class Lately:
    """What was sent lately: per rule the last time; per patient the count of a week, the last time, and how many pushes
    no device has shown since one last did."""

    by_rule: dict[uuid.UUID, dt.datetime]
    in_week: dict[uuid.UUID, int]
    last: dict[uuid.UUID, dt.datetime]
    unseen: dict[uuid.UUID, int]


def rows_of(ids: Iterable[uuid.UUID]) -> list[DueRow]:
    """Return claimed rows. One query, and no model instances: five for each row were a third of the whole road."""
    wishes = [f"patient__reminder_preferences__{name}" for name in _WISHES]
    found = Occurrence.objects.filter(among("pk", ids)).annotate(reachable_email=reachable_email("patient__user"))
    usual = ReminderPreferences()
    own = len(_COLUMNS)
    without = tuple(getattr(usual, name) for name in _WISHES)
    # Who never chose anything has no row of preferences: then even the quiet hours are missing.
    rows = found.values_list(*_COLUMNS, *wishes)
    return [DueRow(*row) if row[own] is not None else DueRow(*row[:own], *without) for row in rows]


def situations_of(rows: Sequence[DueRow], lately: Lately) -> dict[uuid.UUID, Situation]:
    """Return row id -> its situation now."""
    now = clock.now()
    seen = _see(rows)
    return {row.pk: _situation(row, seen, lately, now) for row in rows}


def sent_lately(patient_ids: Iterable[uuid.UUID]) -> Lately:
    """Return what was sent to these patients. One query."""
    now = clock.now()
    rows = Occurrence.objects.filter(
        among("patient_id", patient_ids), status=Status.SENT, done_at__gt=now - LOOK_BACK
    ).values_list("patient_id", "rule_id")
    reached_at = F("patient__reminder_preferences__reached_at")
    since = Q(patient__reminder_preferences__reached_at__isnull=True) | Q(done_at__gt=reached_at)
    counted = rows.annotate(
        timed=Count("pk", filter=~Q(rule__kind__in=NEWS) & Q(done_at__gt=now - WEEK)),
        last=Max("done_at"),
        unseen=Count("pk", filter=Q(pushed=True) & since),
    )
    found = Lately({}, {}, {}, {})
    for patient_id, rule_id, timed, last, unseen in counted:
        found.by_rule[rule_id] = last
        found.in_week[patient_id] = found.in_week.get(patient_id, 0) + timed
        found.last[patient_id] = max(last, found.last.get(patient_id, last))
        found.unseen[patient_id] = found.unseen.get(patient_id, 0) + unseen
    return found


def preferences_of(patient: Patient) -> ReminderPreferences:
    """Return the patient's preferences, the usual ones when they never chose any."""
    try:
        return patient.reminder_preferences
    except ReminderPreferences.DoesNotExist:
        return ReminderPreferences(patient=patient, clinic_id=patient.clinic_id)


def _see(rows: Sequence[DueRow]) -> _Seen:
    """Ask only for what the kinds of this batch need."""
    ids = {kind: {row.patient_id for row in rows if row.kind == kind} for kind in Kind}
    session, diary, weekly = ids[Kind.SESSION], ids[Kind.DIARY], ids[Kind.WEEKLY]
    since = min((row.local_date for row in rows), default=dt.date.min)
    measures = published_measures() if weekly else {}
    return _Seen(
        sessions=sessions_among(session, since) if session else set(),
        answered=answered_among(diary, since) if diary else set(),
        schedules=schedules_of(session | weekly) if session or weekly else {},
        held=held_among(session) if session else set(),
        paused=paused_among(session) if session else set(),
        last_asked=last_asked(weekly) if weekly else {},
        every_days={slug: content.get("every_days") or 0 for slug, content in measures.items()},
    )


def _situation(row: DueRow, seen: _Seen, lately: Lately, now: dt.datetime) -> Situation:
    local = clock.wall_time(now, row.time_zone)
    schedule = seen.schedules.get(row.patient_id)
    is_session = row.kind == Kind.SESSION
    return Situation(
        kind=row.kind,
        chosen_at=row.chosen_at,
        rule_enabled=row.rule_enabled,
        in_care=row.patient_status == PatientStatus.ACTIVE and bool(row.user_id and row.user_is_active),
        has_program=schedule is not None,
        held=row.patient_id in seen.held,
        paused=row.patient_id in seen.paused,
        away=is_away(row.away_from, row.away_until, clock.date_of(local)),
        due_today=is_session and schedule is not None and Slot(row.slot) in schedule.slots_due(row.local_date),
        done=_is_done(row, seen, clock.date_of(local)),
        due_at=row.due_at,
        expires_at=row.expires_at,
        now=now,
        local_now=local.time(),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        last_same_at=lately.by_rule.get(row.rule_id),
        sent_in_week=lately.in_week.get(row.patient_id, 0),
        weekly_cap=row.weekly_cap,
    )


def _is_done(row: DueRow, seen: _Seen, today: dt.date) -> bool:
    match row.kind:
        case Kind.SESSION:
            return (row.patient_id, row.local_date, row.slot) in seen.sessions
        case Kind.DIARY:
            return (row.patient_id, row.local_date) in seen.answered
        case Kind.WEEKLY:
            schedule = seen.schedules.get(row.patient_id)
            last = seen.last_asked.get(row.patient_id, {})
            return not are_questions_due(today, schedule.start_on if schedule else None, last, seen.every_days)
        case _:
            # News stand on Today, the first screen that the app opens with.
            return bool(row.opened_at and row.happened_at and row.opened_at >= row.happened_at)


def is_away(first: dt.date | None, last: dt.date | None, on: dt.date) -> bool:
    """Say whether the patient asked for silence on this date; without a last day it goes on."""
    return first is not None and first <= on and (last is None or on <= last)
