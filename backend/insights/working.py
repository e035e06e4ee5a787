"""Working through the list: snoozing a reason, noting what was done and how long it took."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Sum

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import FieldFault, NodError, NotFound
from backend.diary.models import DayEntry, SessionLog
from backend.insights.models import CareNote, Reason

LONGEST = dt.timedelta(days=90)
RTM_DAYS = 30


@transaction.atomic
def snooze_reason(therapist: User, patient_id: uuid.UUID, code: str, *, until: dt.date, note: str) -> Reason:
    """Let an open reason wait until a date. Raises NotFound without it, NodError for a date that cannot be."""
    patient = access.patient_in_care(therapist, patient_id)
    today = clock.local_today(patient.clinic.time_zone)
    if not today < until <= today + LONGEST:
        fault = FieldFault("until", "out_of_range", "Choose a date from tomorrow to three months from now.")
        raise NodError("This date cannot be used.", faults=[fault])
    reason = Reason.objects.filter(patient=patient, code=code, cleared_at__isnull=True).first()
    if reason is None:
        raise NotFound
    if code == "red_flag":
        fault = FieldFault("until", "not_possible", "A safety answer is cleared with a reason, not put off.")
        raise NodError("A safety answer cannot wait.", faults=[fault])
    reason.snoozed_until, reason.note = until, note
    reason.save(update_fields=["snoozed_until", "note"])
    record(Action.CHANGED, "reason", actor_id=therapist.pk, patient_id=patient.pk, clinic_id=patient.clinic_id)
    return reason


@transaction.atomic
def add_note(therapist: User, patient_id: uuid.UUID, *, text: str, minutes: int) -> CareNote:
    """Write a note, minutes, or both. Raises NotFound out of care, NodError for neither."""
    patient = access.patient_in_care(therapist, patient_id)
    if not text.strip() and not minutes:
        fault = FieldFault("text", "empty", "Write a note, or the minutes it took.")
        raise NodError("There is nothing to keep yet.", faults=[fault])
    made = CareNote.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        therapist=therapist,
        written_at=clock.now(),
        occurred_on=clock.local_today(patient.clinic.time_zone),
        text=text.strip(),
        minutes=minutes,
    )
    record(Action.CREATED, "note", actor_id=therapist.pk, patient_id=patient.pk, clinic_id=patient.clinic_id)
    return made


def notes_of(patient: Patient) -> dict[str, Any]:
    """Return the notes, newest first, and the counts of remote monitoring: days with data in 30, minutes this month."""
    today = clock.local_today(patient.clinic.time_zone)
    since = today - dt.timedelta(days=RTM_DAYS - 1)
    dates: set[dt.date] = set()
    for model in (DayEntry, SessionLog):
        rows = model._default_manager.filter(patient=patient, occurred_on__range=(since, today))
        dates |= set(rows.values_list("occurred_on", flat=True))
    notes = CareNote.objects.filter(patient=patient).select_related("therapist").order_by("-written_at")
    month = notes.filter(occurred_on__gte=today.replace(day=1)).aggregate(minutes=Sum("minutes"))["minutes"] or 0
    return {
        "notes": [
            {"occurred_on": note.occurred_on, "by": note.therapist.name, "text": note.text, "minutes": note.minutes}
            for note in notes
        ],
        "monitoring": {"days_with_data": len(dates), "of_days": RTM_DAYS, "minutes_this_month": month},
    }
