"""Copies a record that was erased but is kept by law: only for an operator, with a written reason."""

import uuid
from typing import IO

from django.db import transaction
from django.db.models import Q

from backend.accounts.models import Patient, PatientStatus, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError
from backend.rights.export import copy_of
from backend.rights.models import Erasure, LockedOpening

SHORTEST, LONGEST = 10, 300


def find_locked(who: str) -> Patient:
    """Return the locked record with this id or exactly this name. Raises NodError for none, Conflict for several."""
    try:
        named = Q(pk=uuid.UUID(who.strip()))
    except ValueError:
        named = Q(name__iexact=who.strip())
    found = list(Patient.objects.select_related("clinic").filter(named, status=PatientStatus.LOCKED).order_by("pk"))
    if not found:
        raise NodError("No locked record has this name or id.")
    if len(found) > 1:
        ids = ", ".join(f"{patient.pk} ({patient.clinic.name})" for patient in found)
        raise Conflict(f"Several locked records have this name. Give the id of one: {ids}.", "ambiguous")
    return found[0]


@transaction.atomic
def open_locked(patient: Patient, *, by: str, because: str) -> IO[bytes]:
    """Return a copy of a locked record as an open zip, and write down who made it and why. The record stays locked.

    Raises NodError without a name and a reason of 10 to 300 characters.
    """
    faults = []
    if not by.strip():
        faults.append(FieldFault("by", "required", "Say who opens it."))
    if not SHORTEST <= len(because.strip()) <= LONGEST:
        faults.append(FieldFault("because", "required", f"Say why, in {SHORTEST} to {LONGEST} characters."))
    if faults:
        raise NodError("Nothing was opened.", faults=faults)
    erasure = Erasure.objects.select_for_update().get(pk=patient.pk, erased_at__isnull=True)
    copy = copy_of(patient, User(name=by.strip()))
    LockedOpening.objects.create(erasure=erasure, opened_at=clock.now(), by=by.strip()[:120], because=because.strip())
    record(Action.EXPORTED, "locked record", actor_id=None, patient_id=patient.pk, clinic_id=patient.clinic_id)
    return copy
