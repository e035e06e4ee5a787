"""Whom to call about a patient: what the clinic wrote down, and reading it for a page or for many rows."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Contact, Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action

FIELDS = ("phone", "emergency_name", "emergency_phone", "birth_on", "record_number")
# What stands beside an urgent reason; the rest only on the patient's page.
TO_CALL = ("phone", "emergency_name", "emergency_phone")


@transaction.atomic
def set_contact(therapist: User, patient_id: uuid.UUID, /, **values: str) -> dict[str, str]:
    """Replace what is known of whom to call, and return it. Raises NotFound for a patient out of care.

    A date of birth sets the year that the norms of an examination need, so that the two never disagree.
    """
    patient = access.patient_to_change(therapist, patient_id)
    contact = Contact(patient=patient, **{name: values.get(name, "") for name in FIELDS})
    Contact.objects.bulk_create([contact], update_conflicts=True, unique_fields=["patient"], update_fields=list(FIELDS))
    if values.get("birth_on"):
        patient.birth_year = int(values["birth_on"][:4])
        patient.save(update_fields=["birth_year"])
    note_act(Action.CHANGED, "contact", therapist, patient)
    return {name: getattr(contact, name) for name in FIELDS}


def contact_of(patient: Patient) -> dict[str, str]:
    """Return every field of a patient's contact, empty ones included."""
    found = getattr(patient, "contact", None)
    return {name: getattr(found, name, "") for name in FIELDS}


def to_call(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """Return whom to call, by patient; nothing for a patient of whom no number is known. One query at most."""
    ids = list(patient_ids)
    rows = Contact.objects.filter(patient__in=ids).values("patient_id", *TO_CALL) if ids else ()
    return {row.pop("patient_id"): row for row in rows if row["phone"] or row["emergency_phone"]}
