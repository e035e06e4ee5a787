"""Who cares for a patient: sharing, handing over, discharge with a reason, and taking somebody up again."""

import uuid

from django.db import transaction
from django.db.models import QuerySet

from backend.accounts import access
from backend.accounts.answerable import lock_staff
from backend.accounts.models import CareRelationship, Membership, Patient, PatientStatus, User
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError


def colleagues_of(user: User) -> "QuerySet[Membership]":
    """Return the other active members of staff of the user's clinic, by name."""
    rows = Membership.objects.filter(clinic_id=access.clinic_of(user), user__is_active=True)
    return rows.exclude(user=user).select_related("user", "clinic").order_by("user__name")


@transaction.atomic
def share_care(therapist: User, patient_id: uuid.UUID, colleague_id: uuid.UUID, *, hand_over: bool) -> Patient:
    """Let a colleague of the same clinic care for a patient too; with `hand_over`, instead.

    Raises NotFound out of care, NodError for somebody who is no colleague, Conflict when they share care already.
    """
    lock_staff(therapist)
    patient = _locked(therapist, patient_id)
    found = colleagues_of(therapist).filter(user_id=colleague_id).first()
    if found is None:
        fault = FieldFault("colleague", "unknown", "Choose someone in your clinic.")
        raise NodError("Nothing was changed.", faults=[fault])
    now = clock.now()
    patient.care.filter(therapist=found.user, ended_at__gt=now).update(ended_at=now)
    _, is_new = CareRelationship.objects.get_or_create(
        patient=patient, therapist=found.user, ended_at__isnull=True, defaults={"started_at": now}
    )
    if not is_new and not hand_over:
        raise Conflict(f"{found.user.name} already cares for this patient.", "shared_already")
    if hand_over:
        patient.care.filter(therapist=therapist, ended_at__isnull=True).update(ended_at=now)
    _record(therapist, patient, "care")
    return patient


@transaction.atomic
def discharge(therapist: User, patient_id: uuid.UUID, because: str) -> Patient:
    """End care: the patient leaves the work list and keeps the app with everything in it. Raises Conflict if ended."""
    patient = _locked(therapist, patient_id)
    if patient.status == PatientStatus.DISCHARGED:
        raise Conflict("This patient has already been discharged.", "discharged")
    patient.discharged_at, patient.discharged_because = clock.now(), because
    patient.status = PatientStatus.DISCHARGED
    patient.save(update_fields=["status", "discharged_at", "discharged_because"])
    patient.invitations.filter(used_at__isnull=True).update(expires_at=clock.now())
    _record(therapist, patient, "discharge")
    return patient


@transaction.atomic
def reopen(therapist: User, patient_id: uuid.UUID) -> Patient:
    """Take a discharged patient up again. Raises Conflict for one in care."""
    patient = _locked(therapist, patient_id)
    if patient.status != PatientStatus.DISCHARGED:
        raise Conflict("This patient is already in care.", "in_care")
    patient.status = PatientStatus.ACTIVE if patient.user_id else PatientStatus.INVITED
    patient.discharged_at, patient.discharged_because = None, ""
    patient.save(update_fields=["status", "discharged_at", "discharged_because"])
    _record(therapist, patient, "discharge")
    return patient


def _locked(therapist: User, patient_id: uuid.UUID) -> Patient:
    """Lock a patient whom the therapist cares for, and look again: a colleague may have been quicker."""
    access.patient_to_change(therapist, patient_id)
    lock_patient(patient_id)
    return access.patient_to_change(therapist, patient_id)


def _record(therapist: User, patient: Patient, what: str) -> None:
    note_act(Action.CHANGED, what, therapist, patient)
