"""What a therapist writes down about a patient: precautions, year of birth, sex, and the name put right."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict

FIELDS = ("precautions", "birth_year", "sex")


@transaction.atomic
def set_details(
    therapist: User, patient_id: uuid.UUID, /, *, precautions_read: Sequence[str] | None = None, **values: Any
) -> Patient:
    """Set some of FIELDS. `precautions_read` are those that stood on the page, None when nobody looked.

    Raises NotFound for a patient out of care, Conflict when the precautions have changed since.
    """
    patient = lock_patient(access.patient_to_change(therapist, patient_id).pk)
    if precautions_read is not None and set(precautions_read) != set(patient.precautions):
        raise Conflict("The precautions have changed. Read them before you save.", "newer_precautions")
    for name in FIELDS:
        setattr(patient, name, values.get(name, getattr(patient, name)))
    patient.save(update_fields=FIELDS)
    note_act(Action.CHANGED, "details", therapist, patient)
    return patient


@transaction.atomic
def correct_name(therapist: User, patient_id: uuid.UUID, *, name: str, because: str) -> Patient:
    """Put a name right; the earlier one stays in the record, and the trail holds neither. Raises NotFound."""
    patient = access.patient_to_change(therapist, patient_id)
    patient = Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)
    if name == patient.name:
        return patient
    entry = {"at": clock.now().isoformat(), "by": therapist.name, "because": because, "was": patient.name}
    patient.earlier_names, patient.name = [*patient.earlier_names, entry], name
    patient.save(update_fields=["name", "earlier_names"])
    if patient.user_id:
        User.objects.filter(pk=patient.user_id).update(name=name)
    note_act(Action.CHANGED, "name", therapist, patient)
    return patient
