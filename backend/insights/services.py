"""Keeps summaries and reasons true to the raw rows; calling it twice, or late, gives the same result."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import DurationField, F, Max, Q

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import NotFound
from backend.diary.models import DayEntry, DayRevision, ExerciseLog, SessionLog
from backend.insights.dose import ends_on, program_adherence
from backend.insights.headache_days import WINDOW_DAYS, Day, last_28_days
from backend.insights.medicine_days import medicine_use
from backend.insights.models import PatientSummary, Reason
from backend.insights.reasons import VERSION, Code, Facts, Found, find_reasons
from backend.insights.response import find_baseline
from backend.messages.models import Message
from backend.programs.selectors import active_programs_by_patient

LOOK_BACK = dt.timedelta(days=35)
# Three windows of medicine days, and a date beyond.
DIARY_LOOK_BACK = dt.timedelta(days=92)


@transaction.atomic
def refresh_summary(patient: Patient) -> None:
    """Rebuild one patient's summary and reasons from the raw rows. Costs a constant number of queries."""
    now = clock.now()
    today = clock.local_date(now, patient.time_zone)
    program = active_programs_by_patient([patient.pk]).get(patient.pk)
    days = diary_days(patient.pk, today - DIARY_LOOK_BACK, program.start_on if program else None)
    # A session or entry may carry tomorrow's date when the phone is ahead of us across the date line.
    session_dates = list(
        SessionLog.objects.filter(patient=patient, occurred_on__gte=today - LOOK_BACK).values_list(
            "occurred_on", flat=True
        )
    )
    recent_days = [day.occurred_on for day in days if day.occurred_on >= today - LOOK_BACK]
    heard = recent_days + session_dates
    last_heard = max(heard) if heard else _last_heard_earlier(patient)
    yesterday = today - dt.timedelta(days=1)
    count = last_28_days(days, yesterday)
    peaks = {day.occurred_on: day for day in days}
    PatientSummary.objects.update_or_create(
        patient=patient,
        defaults={
            "clinic_id": patient.clinic_id,
            "last_heard_on": last_heard,
            "recorded_days": count.recorded_days,
            "headache_days": count.headache_days,
            "monthly_headache_days": None if count.monthly is None else float(count.monthly),
            "quality": count.quality,
            "sessions_7d": sum(date > today - dt.timedelta(days=7) for date in session_dates),
            "recent": [_spark(peaks.get(today - dt.timedelta(days=back))) for back in range(27, -1, -1)],
            "refreshed_at": now,
        },
    )
    logs = _exercise_logs(patient, today - LOOK_BACK)
    facts = Facts(
        today=today,
        days=days,
        last_heard_on=last_heard,
        expected_since=program.start_on if program else None,
        unanswered_since=_unanswered_since(patient),
        exercise_pains=[(log.session.occurred_on, log.pain) for log in logs if log.pain is not None],
        baseline=find_baseline(days, program.start_on, yesterday) if program else None,
        current=count,
        medicine=medicine_use(days, yesterday),
        adherence=program_adherence(program, logs, yesterday) if program else None,
        program_ends_on=ends_on(program) if program else None,
        phone_ahead_minutes=_phone_ahead(patient, now),
    )
    _store_reasons(patient, find_reasons(facts), now)


def diary_days(patient_id: uuid.UUID, since: dt.date, program_start: dt.date | None = None) -> list[Day]:
    """Return the diary from a date on, as the pure rules read it, and the days round a program's start."""
    wanted = Q(occurred_on__gte=since)
    if program_start:
        month = dt.timedelta(days=WINDOW_DAYS)
        wanted |= Q(occurred_on__gte=program_start - month, occurred_on__lt=program_start + month)
    rows = DayEntry.objects.filter(wanted, patient_id=patient_id).order_by("occurred_on")
    return [
        Day(
            occurred_on=row.occurred_on,
            headache=row.headache,
            peak_intensity=row.peak_intensity,
            duration_min=row.fields.get("duration_min"),
            medicines=frozenset(item["class"] for item in row.fields.get("medicines") or []),
        )
        for row in rows
    ]


@transaction.atomic
def acknowledge_reason(therapist: User, patient_id: uuid.UUID, code: str) -> Reason:
    """Mark an open reason as seen; it stays on record, and comes back only after it was cleared and holds again."""
    patient = access.patient_in_care(therapist, patient_id)
    reason = Reason.objects.filter(patient=patient, code=code, cleared_at__isnull=True).first()
    if reason is None:
        raise NotFound
    if reason.acknowledged_at is None:
        reason.acknowledged_at = clock.now()
        reason.acknowledged_by = therapist
        reason.save(update_fields=["acknowledged_at", "acknowledged_by"])
        record(Action.CHANGED, "reason", actor_id=therapist.pk, patient_id=patient.pk, clinic_id=patient.clinic_id)
    return reason


def _last_heard_earlier(patient: Patient) -> dt.date | None:
    dates = [
        DayEntry.objects.filter(patient=patient).order_by("-occurred_on").values_list("occurred_on", flat=True).first(),
        SessionLog.objects.filter(patient=patient)
        .order_by("-occurred_on")
        .values_list("occurred_on", flat=True)
        .first(),
    ]
    return max((date for date in dates if date), default=None)


def _exercise_logs(patient: Patient, since: dt.date) -> list[ExerciseLog]:
    logs = ExerciseLog.objects.filter(session__patient=patient, session__occurred_on__gte=since)
    return list(logs.select_related("session", "item__exercise"))


def _phone_ahead(patient: Patient, now: dt.datetime) -> int:
    """Return by how many minutes the newest days' revisions of the last week carry a time after they arrived."""
    revisions = DayRevision.objects.filter(patient=patient, received_at__gte=now - dt.timedelta(days=7))
    ahead = revisions.aggregate(most=Max(F("recorded_at") - F("received_at"), output_field=DurationField()))["most"]
    return int(ahead.total_seconds() // 60) if ahead else 0


def _unanswered_since(patient: Patient) -> dt.datetime | None:
    thread = Message.objects.filter(patient=patient).order_by("-sync_seq").values_list("from_patient", "recorded_at")
    newest = thread.first()
    return newest[1] if newest and newest[0] else None


def _spark(day: Day | None) -> int | None:
    """Return a day's worst pain for the sparkline: None for not recorded, 0 for no headache."""
    if day is None or day.headache is None:
        return None
    return (day.peak_intensity or 1) if day.headache else 0


def _store_reasons(patient: Patient, found: list[Found], now: dt.datetime) -> None:
    open_rows = {row.code: row for row in Reason.objects.filter(patient=patient, cleared_at__isnull=True)}
    holding = {reason.code for reason in found}
    gone = [row.pk for code, row in open_rows.items() if Code(code) not in holding]
    if gone:
        Reason.objects.filter(pk__in=gone).update(cleared_at=now)
    for reason in found:
        row = open_rows.get(reason.code)
        if row is None:
            Reason.objects.create(
                clinic_id=patient.clinic_id,
                patient=patient,
                code=reason.code,
                rule_version=VERSION,
                evidence=reason.evidence,
                opened_at=now,
            )
        elif row.evidence != reason.evidence:
            Reason.objects.filter(pk=row.pk).update(evidence=reason.evidence, rule_version=VERSION)
