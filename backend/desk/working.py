"""Writes, corrects and withdraws notes and minutes, and counts the minutes of a monitoring period."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Sum

from backend.accounts import access, corrections
from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import FieldFault, NodError
from backend.desk.models import CareNote
from backend.diary.models import DayRevision, MeasureScore, RedFlagCheck, SessionLog
from backend.insights.numbers.monitoring import monitoring_period


@transaction.atomic
def add_note(therapist: User, patient_id: uuid.UUID, *, text: str, minutes: int) -> CareNote:
    """Write a note, minutes, or both. Raises NotFound out of care, NodError for neither."""
    patient = access.patient_in_care(therapist, patient_id)
    _check(text, minutes)
    made = CareNote.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        therapist=therapist,
        written_at=clock.now(),
        occurred_on=clock.local_today(patient.clinic.time_zone),
        text=text.strip(),
        minutes=minutes,
    )
    note_act(Action.CREATED, "note", therapist, patient)
    return made


@transaction.atomic
def correct_note(
    therapist: User,
    patient_id: uuid.UUID,
    record_id: uuid.UUID,
    *,
    revision: int,
    because: str,
    text: str,
    minutes: int,
) -> CareNote:
    """Write a note anew, with its history. Raises as `add_note`, and Conflict when it has changed."""
    patient = access.patient_in_care(therapist, patient_id)
    _check(text, minutes)
    row: CareNote = corrections.correctable_row(CareNote, patient, record_id, revision)
    corrections.correct(row, therapist, because, text=text.strip(), minutes=minutes)
    return row


@transaction.atomic
def withdraw_record(
    therapist: User,
    patient_id: uuid.UUID,
    kind: type[corrections.Correctable],
    record_id: uuid.UUID,
    *,
    revision: int,
    because: str,
) -> Patient:
    """Take back a note, a treatment or an examination. Raises NotFound, and Conflict when it has changed."""
    # An emergency lets in to write notes, and to take them back.
    reach = access.patient_in_care if kind is CareNote else access.patient_to_change
    patient = reach(therapist, patient_id)
    corrections.withdraw(corrections.correctable_row(kind, patient, record_id, revision), therapist, because)
    return patient


def _check(text: str, minutes: int) -> None:
    if not text.strip() and not minutes:
        fault = FieldFault("text", "empty", "Write a note, or the minutes it took.")
        raise NodError("There is nothing to save yet.", faults=[fault])


def notes_of(patient: Patient) -> dict[str, Any]:
    """Return the notes, newest first, and the counts of remote monitoring (docs/numbers.md): days on which data was
    sent in the current period, minutes this month."""
    today = clock.local_today(patient.clinic.time_zone)
    sent_on = _sent_on(patient)
    here = clock.local_today(patient.time_zone)
    period = monitoring_period(sent_on, min(sent_on, default=here), here)
    notes = CareNote.objects.filter(patient=patient).select_related("therapist").order_by("-written_at")
    standing = notes.filter(occurred_on__gte=today.replace(day=1), withdrawn_at__isnull=True)
    month = standing.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    return {
        "notes": [
            {
                **corrections.history_of(note),
                "occurred_on": note.occurred_on,
                "by": note.therapist.name,
                "text": note.text,
                "minutes": note.minutes,
            }
            for note in notes
        ],
        "monitoring": {
            "first_on": period.first_on,
            "last_on": period.last_on,
            "days": period.days,
            "minutes_this_month": month,
        },
    }


def _sent_on(patient: Patient) -> set[dt.date]:
    """Return the local dates on which the patient's phones made records."""
    found: set[dt.date] = set()
    for model in (DayRevision, SessionLog, MeasureScore, RedFlagCheck):
        rows = model._default_manager.filter(patient=patient).values_list("recorded_at", "received_at", "time_zone")
        # A phone's clock that is ahead makes no days that have not come.
        found |= {clock.local_date(min(at, received), zone) for at, received, zone in rows}
    return found
