"""Reads what the re-check at send time needs, for a whole batch in the same number of queries as for one row."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q

from backend.accounts.models import Patient, PatientStatus
from backend.common import clock
from backend.diary.selectors import answered_among, held_among, last_asked, sessions_among
from backend.library.selectors import published_measures
from backend.programs.running import paused_among
from backend.programs.schedule import Slot
from backend.programs.selectors import Schedule, schedules_of
from backend.reminders.models import NEWS, Kind, Occurrence, ReminderPreferences, Status
from backend.reminders.questions import are_questions_due
from backend.reminders.suppression import Situation

WEEK = dt.timedelta(days=7)


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
class Sent:
    """What was sent in the last seven days: per rule the last time, per patient the count and the last time."""

    by_rule: dict[uuid.UUID, dt.datetime]
    in_week: dict[uuid.UUID, int]
    last: dict[uuid.UUID, dt.datetime]


def rows_of(ids: Iterable[uuid.UUID]) -> list[Occurrence]:
    """Return claimed rows with their rule, patient, user and preferences."""
    related = ("rule", "patient__user", "patient__reminder_preferences")
    return list(Occurrence.objects.filter(pk__in=list(ids)).select_related(*related))


def situations_of(rows: Sequence[Occurrence], sent: Sent) -> dict[uuid.UUID, Situation]:
    """Return row id -> its situation now."""
    now = clock.now()
    seen = _see(rows)
    return {row.pk: _situation(row, seen, sent, now) for row in rows}


def sent_to(patient_ids: Iterable[uuid.UUID]) -> Sent:
    """Return what was sent to these patients in the last seven days. One query."""
    rows = Occurrence.objects.filter(
        patient_id__in=list(patient_ids), status=Status.SENT, done_at__gt=clock.now() - WEEK
    )
    timed = Count("pk", filter=~Q(rule__kind__in=NEWS))
    found = Sent({}, {}, {})
    for patient_id, rule_id, count, last in rows.values_list("patient_id", "rule_id").annotate(
        timed=timed, last=Max("done_at")
    ):
        found.by_rule[rule_id] = last
        found.in_week[patient_id] = found.in_week.get(patient_id, 0) + count
        found.last[patient_id] = max(last, found.last.get(patient_id, last))
    return found


def preferences_of(patient: Patient) -> ReminderPreferences:
    """Return the patient's preferences, the usual ones when they never chose any."""
    try:
        return patient.reminder_preferences
    except ReminderPreferences.DoesNotExist:
        return ReminderPreferences(patient=patient, clinic_id=patient.clinic_id)


def _see(rows: Sequence[Occurrence]) -> _Seen:
    """Ask only for what the kinds of this batch need."""
    ids = {kind: {row.patient_id for row in rows if row.rule.kind == kind} for kind in Kind}
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


def _situation(row: Occurrence, seen: _Seen, sent: Sent, now: dt.datetime) -> Situation:
    patient, rule = row.patient, row.rule
    wishes = preferences_of(patient)
    local = now.astimezone(ZoneInfo(patient.time_zone))
    schedule = seen.schedules.get(patient.pk)
    return Situation(
        kind=rule.kind,
        rule_enabled=rule.enabled,
        in_care=patient.status == PatientStatus.ACTIVE and bool(patient.user and patient.user.is_active),
        has_program=schedule is not None,
        held=patient.pk in seen.held,
        paused=patient.pk in seen.paused,
        away=is_away(wishes, local.date()),
        due_today=schedule is not None
        and rule.kind == Kind.SESSION
        and Slot(row.slot) in schedule.slots_due(row.local_date),
        done=_is_done(row, seen, wishes, local.date()),
        due_at=row.due_at,
        expires_at=row.expires_at,
        now=now,
        local_now=local.time(),
        quiet_from=wishes.quiet_from,
        quiet_to=wishes.quiet_to,
        last_same_at=sent.by_rule.get(rule.pk),
        sent_in_week=sent.in_week.get(patient.pk, 0),
        weekly_cap=wishes.weekly_cap,
    )


def _is_done(row: Occurrence, seen: _Seen, wishes: ReminderPreferences, today: dt.date) -> bool:
    patient_id = row.patient_id
    match Kind(row.rule.kind):
        case Kind.SESSION:
            return (patient_id, row.local_date, row.slot) in seen.sessions
        case Kind.DIARY:
            return (patient_id, row.local_date) in seen.answered
        case Kind.WEEKLY:
            schedule = seen.schedules.get(patient_id)
            last = seen.last_asked.get(patient_id, {})
            return not are_questions_due(today, schedule.start_on if schedule else None, last, seen.every_days)
        case Kind.MESSAGE | Kind.PROGRAM:
            # Both stand on Today, the first screen that the app opens with.
            return bool(wishes.opened_at and row.happened_at and wishes.opened_at >= row.happened_at)


def is_away(wishes: ReminderPreferences, on: dt.date) -> bool:
    """Say whether the patient asked for silence on this date."""
    if wishes.away_from is None or on < wishes.away_from:
        return False
    return wishes.away_until is None or on <= wishes.away_until
