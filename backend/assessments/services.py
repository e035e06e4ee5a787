"""Writing down what was found and done in the clinic."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from backend.accounts import access, corrections
from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.assessments.models import Assessment, ClinicTreatment
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import FieldFault, NodError

EARLIEST = dt.timedelta(days=366)


@transaction.atomic
def add_assessment(therapist: User, patient_id: uuid.UUID, /, **values: Any) -> Assessment:
    """Write down an examination. Raises NotFound out of care, NodError for a date that cannot be."""
    patient = access.patient_to_change(therapist, patient_id)
    _check_date(patient, values["occurred_on"])
    _check_findings(values)
    made = Assessment.objects.create(patient=patient, **_by(therapist, patient), **values)
    _record(therapist, patient, "assessment")
    return made


@transaction.atomic
def add_treatment(therapist: User, patient_id: uuid.UUID, **values: Any) -> ClinicTreatment:
    """Write down a treatment given in the clinic. Raises NotFound out of care, NodError for a date that cannot be."""
    patient = access.patient_to_change(therapist, patient_id)
    _check_date(patient, values["occurred_on"])
    made = ClinicTreatment.objects.create(patient=patient, **_by(therapist, patient), **values)
    _record(therapist, patient, "treatment")
    return made


@transaction.atomic
def correct_assessment(
    therapist: User, patient_id: uuid.UUID, /, record_id: uuid.UUID, *, revision: int, because: str, **values: Any
) -> Assessment:
    """Write an examination anew, with its history. Raises as `add_assessment`, and Conflict when it has changed."""
    patient = access.patient_to_change(therapist, patient_id)
    _check_date(patient, values["occurred_on"])
    _check_findings(values)
    row: Assessment = corrections.correctable_row(Assessment, patient, record_id, revision)
    corrections.correct(row, therapist, because, **values)
    return row


@transaction.atomic
def correct_treatment(
    therapist: User, patient_id: uuid.UUID, record_id: uuid.UUID, *, revision: int, because: str, **values: Any
) -> ClinicTreatment:
    """Write a treatment anew, with its history. Raises as `add_treatment`, and Conflict when it has changed."""
    patient = access.patient_to_change(therapist, patient_id)
    _check_date(patient, values["occurred_on"])
    row: ClinicTreatment = corrections.correctable_row(ClinicTreatment, patient, record_id, revision)
    corrections.correct(row, therapist, because, **values)
    return row


def _check_findings(values: dict[str, Any]) -> None:
    if not values["findings"] and not values["checklist"] and not values["note"]:
        fault = FieldFault("findings", "empty", "Enter at least one finding.")
        raise NodError("There is nothing to save yet.", faults=[fault])


def _check_date(patient: Patient, on: dt.date) -> None:
    today = clock.local_today(patient.clinic.time_zone)
    if on > today + dt.timedelta(days=1):
        raise NodError(
            "This date is in the future.", faults=[FieldFault("occurred_on", "future", "Choose a past date.")]
        )
    if on < today - EARLIEST:
        fault = FieldFault("occurred_on", "too_old", "Choose a date of the last twelve months.")
        raise NodError("This date is too far in the past.", faults=[fault])


def _by(therapist: User, patient: Patient) -> dict[str, Any]:
    return {"clinic_id": patient.clinic_id, "therapist": therapist, "written_at": clock.now()}


def _record(therapist: User, patient: Patient, what: str) -> None:
    note_act(Action.CREATED, what, therapist, patient)
