"""The only way to patient data: every view and service that touches a patient's record asks here."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from backend.accounts.models import Patient, PatientStatus, Role, User, gives_access
from backend.accounts.second_factor import lacks_second_factor
from backend.common import clock
from backend.common.errors import Conflict, NotFound

Actor = User | AnonymousUser


def role_of(user: Actor) -> str | None:
    """Return "patient", "therapist", "lead", "curator" or None: anonymous, inactive, without any role, or staff who
    have not set up their second factor."""
    if not isinstance(user, User) or not user.is_active or lacks_second_factor(user):
        return None
    membership = getattr(user, "membership", None)
    if membership:
        return str(membership.role)
    if getattr(user, "patient", None):
        return "patient"
    return "curator" if user.is_staff else None


def patients_of_clinic(user: Actor) -> "QuerySet[Patient]":
    """Return whose records can be opened at all in this clinic, by care or in an emergency.

    A locked record, erased but kept for the law, opens for nobody; only `manage.py open_locked_record` reads it.
    """
    if role_of(user) not in Role.values:
        return Patient.objects.none()
    clinic_id = user.membership.clinic_id  # type: ignore[union-attr]
    return Patient.objects.filter(clinic=clinic_id).exclude(status=PatientStatus.LOCKED)


def caseload_of(user: Actor) -> "QuerySet[Patient]":
    """Return the patients whom this therapist or lead cares for now, or has opened in an emergency within the hour."""
    return patients_of_clinic(user).filter(gives_access(clock.now(), "care__"), care__therapist_id=user.pk)


def patient_in_care(user: Actor, patient_id: uuid.UUID) -> Patient:
    """Return a patient of this therapist's caseload, or raise NotFound: unknown and foreign answer alike."""
    patient = caseload_of(user).select_related("clinic").filter(pk=patient_id).first()
    if patient is None:
        raise NotFound
    return patient


def patient_to_change(user: Actor, patient_id: uuid.UUID) -> Patient:
    """Return a patient whom this therapist cares for, for any act but notes, messages and marking as seen.

    Raises NotFound like `patient_in_care`, Conflict where only an emergency lets in: it opens the record to read.
    """
    patient = patient_in_care(user, patient_id)
    if not is_carer(user, patient):
        raise Conflict(
            "You opened this record in an emergency: you can read it, write notes and messages, and mark answers as "
            "seen. Ask who cares for the patient to change it, or to share care with you.",
            "emergency",
        )
    return patient


def is_carer(user: Actor, patient: Patient) -> bool:
    """Say whether a therapist cares for the patient, not only for an emergency's hour."""
    return patient.care.filter(therapist_id=user.pk, ended_at__isnull=True).exists()


def own_patient(user: Actor) -> Patient:
    """Return the signed-in person's own patient record, or raise NotFound."""
    patient: Patient | None = getattr(user, "patient", None) if role_of(user) == "patient" else None
    # A discharged patient keeps the own record: to read, to go on with, to take along, to erase.
    if patient is None or patient.status not in (PatientStatus.ACTIVE, PatientStatus.DISCHARGED):
        raise NotFound
    return patient


def known(user: Actor) -> User:
    """Return the signed-in user, or raise NotFound. The policies have let only signed-in people so far."""
    if not isinstance(user, User):
        raise NotFound
    return user


def clinic_of(user: Actor) -> uuid.UUID:
    """Return the id of the clinic a member of staff works in, or raise NotFound."""
    membership = getattr(user, "membership", None)
    if membership is None:
        raise NotFound
    return membership.clinic_id  # type: ignore[no-any-return]
