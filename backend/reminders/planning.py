"""Makes the reminders' rows 48 hours ahead, and keeps them right when a patient changes a rule or travels.

A row is unique by rule, patient-local date, slot and the rule's revision, and rules are planned under SKIP LOCKED: any
number of planners may run at once.
"""

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from backend.accounts.models import Patient, PatientStatus
from backend.audit.faults import note_fault
from backend.common import clock
from backend.common.halving import halving_stored
from backend.common.ids import new_id
from backend.programs.schedule import Slot
from backend.reminders.due import AHEAD, EVERY_DAY, GRACE, end_of_day, instant_of, occurrences
from backend.reminders.kinds import NEWS
from backend.reminders.models import Kind, Occurrence, ReminderPreferences, ReminderRule, Status
from backend.reminders.suppression import Silence

BATCH = 500
# A rule is planned again when its rows reach less far than this: about once a day.
PLAN_AGAIN = dt.timedelta(hours=24)
KEEP = dt.timedelta(days=90)
SUNDAY = 0b1000000


def plan_due(*, seconds: float = 40.0) -> int:
    """Plan every rule whose rows do not reach far enough, batch by batch; return how many rows were made."""
    made, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        with transaction.atomic():
            rules = list(_waiting_rules(clock.now() + PLAN_AGAIN)[:BATCH])
            made += sum(halving_stored(rules, _plan, _set_aside))
        if not rules:
            break
    return made


@transaction.atomic
def plan_for(patient: Patient) -> None:
    """Give one patient rules when they have none, and make the rows of those at once. Called when the app is opened."""
    ensure_rules(patient)
    _plan(list(_waiting_rules(clock.now() + PLAN_AGAIN).filter(patient=patient)))


def _waiting_rules(before: dt.datetime) -> "QuerySet[ReminderRule]":
    skip = connection.features.has_select_for_update_skip_locked
    # Rules of those who left wait where they are: planned on, they would be silent for two days after a return.
    timed = ReminderRule.objects.filter(
        enabled=True, planned_until__lt=before, patient__status=PatientStatus.ACTIVE
    ).exclude(kind__in=NEWS)
    locked = timed.select_for_update(of=("self",), skip_locked=skip) if skip else timed
    return locked.select_related("patient").order_by("planned_until")


def _set_aside(rule: ReminderRule, error: Exception) -> None:
    """Leave a rule that cannot be planned until its turn comes again, a day later."""
    note_fault("plan", rule.pk, error)
    ReminderRule.objects.filter(pk=rule.pk).update(planned_until=clock.now() + AHEAD)


def _plan(rules: Sequence[ReminderRule]) -> int:
    """Make the rows of each rule from where it was planned to, up to 48 hours from now."""
    now = clock.now()
    until = now + AHEAD
    rows = [
        _row(rule, local_date, due_at)
        for rule in rules
        for local_date, due_at in occurrences(
            rule.local_time, rule.days, rule.patient.time_zone, max(rule.planned_until, now - GRACE), until
        )
    ]
    made = Occurrence.objects.bulk_create(rows, ignore_conflicts=True)
    ReminderRule.objects.filter(pk__in=[rule.pk for rule in rules]).update(planned_until=until)
    return len(made)


def _row(rule: ReminderRule, local_date: dt.date, due_at: dt.datetime) -> Occurrence:
    return Occurrence(
        id=new_id(),
        clinic_id=rule.clinic_id,
        rule=rule,
        patient_id=rule.patient_id,
        local_date=local_date,
        slot=rule.slot,
        revision=rule.revision,
        due_at=due_at,
        expires_at=_expiry(rule, local_date, due_at),
    )


def _expiry(rule: ReminderRule, local_date: dt.date, due_at: dt.datetime) -> dt.datetime:
    """An exercise waits an hour; a question can be answered until the day is over."""
    if rule.kind == Kind.SESSION:
        return due_at + GRACE
    return max(due_at + GRACE, end_of_day(local_date, rule.patient.time_zone))


def ensure_rules(patient: Patient) -> None:
    """Give a patient without rules what everybody starts with: the evening, Sunday's questions, and news."""
    now = clock.now()
    usual = (
        (Kind.SESSION, Slot.EVENING, dt.time(18, 30), EVERY_DAY),
        (Kind.WEEKLY, Slot.ANYTIME, dt.time(10), SUNDAY),
        *((kind, Slot.ANYTIME, dt.time(12), EVERY_DAY) for kind in NEWS),
    )
    ReminderPreferences.objects.bulk_create(
        [ReminderPreferences(patient=patient, clinic_id=patient.clinic_id)], ignore_conflicts=True
    )
    ReminderRule.objects.bulk_create(
        [
            ReminderRule(
                clinic_id=patient.clinic_id,
                patient=patient,
                kind=kind,
                slot=slot,
                local_time=local_time,
                days=days,
                changed_at=now,
                planned_until=now,
            )
            for kind, slot, local_time, days in usual
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def set_rule(
    patient: Patient, *, kind: str, slot: str, local_time: dt.time, enabled: bool, days: int | None = None
) -> ReminderRule:
    """Change a patient's reminder; what is due and not being sent right now is planned anew, from this moment on.

    A time that was changed and is still ahead rings today, whatever became of today's reminder before. `days` None
    keeps the rule's days; a new one then rings every day.
    """
    ensure_rules(patient)
    rule, is_new = ReminderRule.objects.select_for_update().get_or_create(
        patient=patient, kind=kind, slot=slot, defaults=_fresh(patient, local_time)
    )
    chosen = (local_time, enabled, rule.days if days is None else days)
    if not is_new and chosen == (rule.local_time, rule.enabled, rule.days):
        return rule
    now = clock.now()
    rule.revision += rule.local_time != local_time
    rule.local_time, rule.enabled, rule.days = chosen
    rule.changed_at = rule.planned_until = now
    rule.save()
    _unsent(now).filter(rule=rule).delete()
    if enabled and kind not in NEWS:
        rule.patient = patient
        _plan([rule])
    return rule


def _fresh(patient: Patient, local_time: dt.time) -> dict[str, Any]:
    now = clock.now()
    return {"clinic_id": patient.clinic_id, "local_time": local_time, "changed_at": now, "planned_until": now}


@transaction.atomic
def move_to_zone(patient: Patient, time_zone: str) -> None:
    """The phone is in another zone: unsent reminders move to the same wall-clock time there.

    One that travel put into the past is sent when that is less than an hour ago, and else counted as skipped.
    """
    if time_zone == patient.time_zone:
        return
    now = clock.now()
    Patient.objects.filter(pk=patient.pk).update(time_zone=time_zone)
    patient.time_zone = time_zone
    moving = _unsent(now).filter(patient=patient).exclude(rule__kind__in=NEWS).select_related("rule")
    waiting = [(row.rule, row.local_date) for row in moving]
    moving.delete()
    rules = list(ReminderRule.objects.filter(patient=patient, enabled=True).exclude(kind__in=NEWS))
    for rule in rules:
        rule.patient = patient
        rule.planned_until = max(now - GRACE, rule.changed_at)
    _plan(rules)
    skipped = []
    for rule, local_date in waiting:
        due_at = instant_of(local_date, rule.local_time, time_zone)
        if due_at <= now - GRACE:
            rule.patient = patient
            row = _row(rule, local_date, due_at)
            row.status, row.silence_reason, row.done_at = Status.SILENT, Silence.SKIPPED_TRAVEL, now
            skipped.append(row)
    Occurrence.objects.bulk_create(skipped, ignore_conflicts=True)


def _unsent(now: dt.datetime) -> "QuerySet[Occurrence]":
    """Return the rows that are due, now or later, and that no sender holds."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Occurrence.objects.filter(free, status=Status.DUE)


def forget_old(*, limit: int = 5_000) -> int:
    """Delete the oldest rows that were done more than 90 days ago, with their deliveries; return how many."""
    old = Occurrence.objects.filter(done_at__lt=clock.now() - KEEP).order_by("done_at")
    ids = list(old.values_list("pk", flat=True)[:limit])
    Occurrence.objects.filter(pk__in=ids).delete()
    return len(ids)
