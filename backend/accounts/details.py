"""What a therapist writes down about a patient: precautions, year of birth, sex."""

import uuid
from typing import Any

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action

FIELDS = ("precautions", "birth_year", "sex")


@transaction.atomic
def set_details(therapist: User, patient_id: uuid.UUID, **values: Any) -> Patient:
    """Set some of FIELDS. Raises NotFound for a patient out of care."""
    patient = access.patient_in_care(therapist, patient_id)
    for name in FIELDS:
        setattr(patient, name, values.get(name, getattr(patient, name)))
    patient.save(update_fields=FIELDS)
    note_act(Action.CHANGED, "details", therapist, patient)
    return patient
