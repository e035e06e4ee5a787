"""Makes reminders due, and takes them through claim, re-check, send and mark.

At least once towards mail and push services, once to the patient's eye: a row is claimed by a lease, sent, then
marked. A sender that dies between sending and marking sends again, under the same Topic, tag and Message-ID.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from backend.accounts.models import Patient, PatientStatus
from backend.common import clock
from backend.common.ids import new_id
from backend.diary.selectors import has_answer, has_session, is_held
from backend.programs.running import is_paused
from backend.programs.schedule import Slot
from backend.programs.selectors import current_version, slots_due
from backend.reminders.channels.base import Channel, Notice, Result, Sent
from backend.reminders.channels.email import EmailChannel
from backend.reminders.channels.web_push import WebPushChannel
from backend.reminders.due import GRACE, dates_ahead, instant_of
from backend.reminders.models import Delivery, Kind, Occurrence, ReminderRule, Status
from backend.reminders.suppression import Silence, Situation, reason_for_silence

BATCH = 100
LEASE = dt.timedelta(seconds=60)
BACKOFF = dt.timedelta(seconds=30)
MAX_ATTEMPTS = 6
CHANNELS: tuple[Channel, ...] = (WebPushChannel(), EmailChannel())


def materialise(patients: Iterable[Patient]) -> int:
    """Create the occurrences of the next 48 hours; running it twice, or in two processes, creates none twice."""
    now = clock.now()
    patients = list(patients)
    _ensure_default_rules(patients, now)
    rows = []
    rules = ReminderRule.objects.filter(patient__in=patients, enabled=True).select_related("patient")
    for rule in rules:
        for local_date in dates_ahead(now, rule.patient.time_zone):
            due_at = instant_of(local_date, rule.local_time, rule.patient.time_zone)
            # A rule made or moved at 19:00 does not ring for 18:30 of the same day.
            if due_at > max(rule.changed_at, now - GRACE):
                rows.append(_occurrence(rule, local_date, due_at))
    return len(Occurrence.objects.bulk_create(rows, ignore_conflicts=True))


def _occurrence(rule: ReminderRule, local_date: dt.date, due_at: dt.datetime) -> Occurrence:
    return Occurrence(
        id=new_id(),
        clinic_id=rule.clinic_id,
        rule=rule,
        patient_id=rule.patient_id,
        local_date=local_date,
        slot=rule.slot,
        due_at=due_at,
        expires_at=due_at + GRACE,
    )


def _ensure_default_rules(patients: list[Patient], now: dt.datetime) -> None:
    """Give every patient one evening reminder to start with; they change or silence it in the app."""
    have = set(ReminderRule.objects.filter(patient__in=patients).values_list("patient_id", flat=True))
    ReminderRule.objects.bulk_create(
        [
            ReminderRule(
                clinic_id=patient.clinic_id, patient=patient, kind=Kind.SESSION, slot=Slot.EVENING, changed_at=now
            )
            for patient in patients
            if patient.pk not in have
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def set_rule(patient: Patient, *, kind: str, slot: str, local_time: dt.time, enabled: bool) -> ReminderRule:
    """Change a patient's reminder; what is due and not being sent right now is planned anew."""
    now = clock.now()
    rule, _ = ReminderRule.objects.update_or_create(
        patient=patient,
        kind=kind,
        slot=slot,
        defaults={
            "clinic_id": patient.clinic_id,
            "local_time": local_time,
            "enabled": enabled,
            "changed_at": now,
        },
    )
    not_leased = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    Occurrence.objects.filter(not_leased, rule=rule, status=Status.DUE).delete()
    materialise([patient])
    return rule


@transaction.atomic
def move_to_zone(patient: Patient, time_zone: str) -> None:
    """The phone reports another zone: unsent reminders move to the same wall-clock time there."""
    if time_zone == patient.time_zone:
        return
    now = clock.now()
    Patient.objects.filter(pk=patient.pk).update(time_zone=time_zone)
    patient.time_zone = time_zone
    not_leased = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    Occurrence.objects.filter(not_leased, patient=patient, status=Status.DUE).delete()
    materialise([patient])


def send_due() -> dict[str, int]:
    """Send everything that is due, batch by batch, until nothing is; return counts by what happened."""
    counts: dict[str, int] = {}
    while claimed := _claim():
        for outcome in _handle(claimed):
            counts[outcome] = counts.get(outcome, 0) + 1
    return counts


@transaction.atomic
def _claim() -> list[uuid.UUID]:
    """Lease a batch. SKIP LOCKED lets several senders work side by side; SQLite has one writer anyway."""
    now = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    ready = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    skip = connection.features.has_select_for_update_skip_locked
    due = Occurrence.objects.select_for_update(skip_locked=skip).filter(free, ready, status=Status.DUE, due_at__lte=now)
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH])
    Occurrence.objects.filter(pk__in=ids).update(leased_until=now + LEASE)
    return ids


def _handle(ids: list[uuid.UUID]) -> list[str]:
    """Re-check, send and mark one claimed batch. No row is locked while the network is waited for."""
    rows = list(Occurrence.objects.filter(pk__in=ids).select_related("rule", "patient__user"))
    outcomes = []
    loud = []
    for row in rows:
        silence = reason_for_silence(_situation(row))
        if silence:
            _finish(row, Status.SILENT, silence)
            outcomes.append(f"silent:{silence}")
        else:
            loud.append(row)
    sent: dict[uuid.UUID, list[Sent]] = {row.pk: [] for row in loud}
    for channel in CHANNELS:
        # E-mail is for those whom no push reached.
        open_rows = [row for row in loud if not _accepted(sent[row.pk])]
        for result in channel.send([_notice(row) for row in open_rows]) if open_rows else []:
            sent[result.occurrence_id].append(result)
    return outcomes + [_mark(row, sent[row.pk]) for row in loud]


def _situation(row: Occurrence) -> Situation:
    now = clock.now()
    patient = row.patient
    version = current_version(patient.pk) if row.rule.kind == Kind.SESSION else None
    if row.rule.kind == Kind.SESSION:
        done = has_session(patient.pk, row.local_date, row.slot)
    else:
        done = has_answer(patient.pk, row.local_date)
    return Situation(
        kind=row.rule.kind,
        rule_enabled=row.rule.enabled,
        in_care=patient.status == PatientStatus.ACTIVE and bool(patient.user and patient.user.is_active),
        has_program=version is not None,
        held=version is not None and is_held(patient.pk),
        paused=version is not None and is_paused(patient.pk),
        due_today=version is not None and Slot(row.slot) in slots_due(version, row.local_date),
        done=done,
        due_at=row.due_at,
        expires_at=row.expires_at,
        now=now,
        local_now=now.astimezone(ZoneInfo(patient.time_zone)).time(),
    )


def _notice(row: Occurrence) -> Notice:
    user = row.patient.user
    if user is None:  # ruled out by the re-check: without a user the patient is not in care
        raise ValueError(f"occurrence {row.pk} has nobody to tell")
    return Notice(row.pk, user.pk, user.email, row.patient.language, row.rule.kind, row.expires_at)


def _accepted(results: list[Sent]) -> bool:
    return any(result.result == Result.ACCEPTED for result in results)


@transaction.atomic
def _mark(row: Occurrence, results: list[Sent]) -> str:
    now = clock.now()
    Delivery.objects.bulk_create(
        Delivery(
            occurrence=row,
            channel=result.channel,
            target_id=result.target_id,
            result=result.result,
            detail=result.detail,
            at=now,
        )
        for result in results
    )
    if _accepted(results):
        _finish(row, Status.SENT, None)
        return "sent"
    if not results:
        _finish(row, Status.SILENT, Silence.NO_CHANNEL)
        return f"silent:{Silence.NO_CHANNEL}"
    later = [result for result in results if result.result == Result.LATER]
    if not later or row.attempts + 1 >= MAX_ATTEMPTS:
        _finish(row, Status.FAILED, None)
        return "failed"
    wait = max((result.retry_after or 0 for result in later), default=0)
    pause = max(dt.timedelta(seconds=wait), BACKOFF * 2**row.attempts)
    Occurrence.objects.filter(pk=row.pk, status=Status.DUE).update(
        attempts=row.attempts + 1, next_try_at=now + pause, leased_until=None
    )
    return "later"


def _finish(row: Occurrence, status: Status, silence: Silence | None) -> None:
    Occurrence.objects.filter(pk=row.pk, status=Status.DUE).update(
        status=status, silence_reason=silence or "", leased_until=None, done_at=clock.now()
    )
