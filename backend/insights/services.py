"""Keeps summaries and reasons true to the raw rows; calling it twice, or late, gives the same result."""

import datetime as dt
import uuid

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import NotFound
from backend.diary.models import DayEntry, ExerciseLog, SessionLog
from backend.insights.headache_days import Day, last_28_days
from backend.insights.models import PatientSummary, Reason
from backend.insights.reasons import VERSION, Code, Facts, Found, find_reasons
from backend.messages.models import Message
from backend.programs.selectors import active_programs_by_patient

LOOK_BACK = dt.timedelta(days=35)


@transaction.atomic
def refresh_summary(patient: Patient) -> None:
    """Rebuild one patient's summary and reasons from the raw rows. Costs a constant number of queries."""
    now = clock.now()
    today = clock.local_date(now, patient.time_zone)
    days = diary_days(patient.pk, today - LOOK_BACK)
    # A session or entry may carry tomorrow's date when the phone is ahead of us across the date line.
    session_dates = list(
        SessionLog.objects.filter(patient=patient, occurred_on__gte=today - LOOK_BACK).values_list(
            "occurred_on", flat=True
        )
    )
    heard = [day.occurred_on for day in days] + session_dates
    last_heard = max(heard) if heard else _last_heard_earlier(patient)
    program = active_programs_by_patient([patient.pk]).get(patient.pk)
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
    facts = Facts(
        today=today,
        days=days,
        last_heard_on=last_heard,
        expected_since=program.start_on if program else None,
        unanswered_since=_unanswered_since(patient),
        exercise_pains=_exercise_pains(patient, today - LOOK_BACK),
    )
    _store_reasons(patient, find_reasons(facts), now)


def diary_days(patient_id: uuid.UUID, since: dt.date) -> list[Day]:
    """Return the diary from a date on, as the pure rules read it."""
    rows = DayEntry.objects.filter(patient_id=patient_id, occurred_on__gte=since).order_by("occurred_on")
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


def _exercise_pains(patient: Patient, since: dt.date) -> list[tuple[dt.date, int]]:
    logs = ExerciseLog.objects.filter(session__patient=patient, session__occurred_on__gte=since)
    rows = logs.values_list("session__occurred_on", "pain")
    return [(on, pain) for on, pain in rows.filter(pain__isnull=False) if pain is not None]


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
