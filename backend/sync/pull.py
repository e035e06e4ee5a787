"""Gives a phone what it has not seen: days, sessions and messages after its cursor, and the plan when it changed.

A phone keeps 90 days, so that a lost one gives away no more; what lies before is asked for when it is looked at.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from backend.accounts.clinics import to_patients
from backend.accounts.models import Patient, PatientStatus
from backend.common import clock
from backend.common.compiled import Compiled, Param
from backend.diary.models import DayEntry
from backend.diary.red_flags import is_gentle
from backend.diary.selectors import baseline_of, changes_after, day_payload, hold_of, open_urgencies
from backend.insights.gather import diary_days
from backend.insights.numbers.headache_days import WINDOW_DAYS, last_28_days
from backend.insights.selectors import seen_answer
from backend.messages.selectors import message_payload, thread_of, thread_since
from backend.programs.plan import plan_of, tag_of
from backend.sync.models import FIRST_EPOCH, Epoch

# The phone counts the same (frontend/src/domain/keeping.ts).
PHONE_DAYS = 90


def _where_we_are() -> "QuerySet[Patient, Any]":
    epoch = Subquery(Epoch.objects.values("value")[:1])
    # A copy that was brought back may begin before this record does.
    first_days = DayEntry.objects.filter(patient=OuterRef("pk")).order_by("occurred_on").values("occurred_on")
    rows = Patient.objects.filter(pk=Param("patient_id", UUIDField()))
    return rows.values_list("sync_seq", epoch, Subquery(first_days[:1]))


_WHERE_WE_ARE = Compiled(_where_we_are)


def pull(patient: Patient, cursor: int, plan_tag: str) -> dict[str, Any]:
    """Return the changes since `cursor`; `plan` is left out when the phone's `plan_tag` is still right.

    The cursor is read first: a record stored meanwhile is sent twice rather than never.
    """
    now = clock.now()
    with transaction.atomic():
        [(seen, epoch_now, first_day)] = _WHERE_WE_ARE(patient_id=patient.pk)
        plan = plan_of(patient.pk)
        tag = tag_of(plan)
        urgencies = open_urgencies(patient.pk)
        return {
            "cursor": seen,
            "epoch": epoch_now or FIRST_EPOCH,
            "server_time": now,
            "name": patient.name,
            "language": patient.language,
            "in_care": patient.status == PatientStatus.ACTIVE,
            "time_zone": patient.time_zone,
            "record_since": min(filter(None, (first_day, clock.local_date(patient.created_at, patient.time_zone)))),
            "headache_min_minutes": patient.clinic.headache_min_minutes,
            "clinic": to_patients(patient.clinic),
            "hold": hold_of(patient.pk, urgencies),
            "gentle": is_gentle(urgencies),
            "open_answer": seen_answer(patient.pk),
            "plan_tag": tag,
            "plan_changed": tag != plan_tag,
            "plan": plan if tag != plan_tag else None,
            **(_records_after(cursor, patient, now) if cursor < seen else _NOTHING_NEW),
            "baseline": baseline_of(patient.pk),
            "before": _before(patient, plan),
        }


# Each of these raises the patient's counter when it is stored, so that none is newer than the counter.
_NOTHING_NEW: dict[str, list[Any]] = {"days": [], "sessions": [], "messages": [], "scores": [], "checks": []}


def _records_after(cursor: int, patient: Patient, now: dt.datetime) -> dict[str, list[Any]]:
    first_on, since = _kept(patient, now)
    return {
        **changes_after(patient.pk, cursor, first_on),
        "messages": [message_payload(message) for message in thread_since(patient.pk, cursor, since)],
    }


def earlier_days(patient: Patient, first_on: dt.date, last_on: dt.date) -> list[dict[str, Any]]:
    """Return the days between two dates that a phone does not keep."""
    kept_from, _ = _kept(patient, clock.now())
    rows = DayEntry.objects.filter(patient=patient, occurred_on__range=(first_on, last_on), occurred_on__lt=kept_from)
    days = rows.order_by("occurred_on").values_list("occurred_on", "fields", "heads", "conflicts")
    return [day_payload(*day) for day in days]


def earlier_messages(patient: Patient) -> list[dict[str, Any]]:
    """Return the messages that a phone does not keep, oldest first."""
    _, since = _kept(patient, clock.now())
    return [message_payload(message) for message in thread_of(patient.pk).filter(received_at__lt=since)]


def _kept(patient: Patient, now: dt.datetime) -> tuple[dt.date, dt.datetime]:
    """Return the first patient-local date that a phone keeps, and the instant in which it begins."""
    first_on = clock.local_date(now, patient.time_zone) - dt.timedelta(days=PHONE_DAYS)
    return first_on, clock.start_of(first_on, patient.time_zone)


def _before(patient: Patient, plan: dict[str, Any] | None) -> dict[str, int] | None:
    """Count the 28 dates before the program, which a long one leaves behind what the phone keeps."""
    if plan is None:
        return None
    start_on = dt.date.fromisoformat(plan["start_on"])
    last_on = start_on - dt.timedelta(days=1)
    window = last_28_days(diary_days(patient, start_on - dt.timedelta(days=WINDOW_DAYS), last_on), last_on)
    return {"recorded_days": window.recorded_days, "headache_days": window.headache_days}
