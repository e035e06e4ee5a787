"""Erasing a patient: the record and the account, or, where the clinic must keep records, locked until it may go.

GDPR Art. 17(1) and 17(3)(b), (c). The audit events stay: they hold plain ids, and say nothing of what the record said.
"""

import datetime as dt
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from backend.accounts.models import Contact, Patient, PatientStatus, User, gives_access
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.faults import note_fault
from backend.audit.models import Action
from backend.common import clock
from backend.common.halving import halving_stored
from backend.diary.models import SessionLog
from backend.insights.services import refresh_summary
from backend.messages.models import Message
from backend.reminders.models import ReminderPreferences, ReminderRule
from backend.rights.devices import close_devices
from backend.rights.models import Erasure, LockedOpening


@transaction.atomic
def erase_patient(user: User, patient: Patient) -> dt.date | None:
    """Do what a patient asked for. Returns None when all is gone, else the date until which the clinic keeps it."""
    patient = lock_patient(patient.pk)
    note_act(Action.ERASED, "record", user, patient)
    until = kept_until(patient)
    erasure, _ = Erasure.objects.get_or_create(
        patient_id=patient.pk,
        defaults={"clinic_id": patient.clinic_id, "asked_at": clock.now(), "erase_on": until},
    )
    if until:
        _lock(patient)
    else:
        wipe(erasure)
    return until


def wipe(erasure: Erasure) -> None:
    """Delete a record and its account for good. Safe to call again."""
    patient = Patient.objects.select_related("user").filter(pk=erasure.patient_id).first()
    if patient:
        # These point at rows that the patient's own deletion takes along, and protect them.
        SessionLog.objects.filter(patient=patient).delete()
        Message.objects.filter(patient=patient).delete()
        user = patient.user
        patient.delete()
        if user:
            _close_doors(user)
            user.delete()
    LockedOpening.objects.filter(erasure=erasure).delete()
    erasure.erased_at = clock.now()
    erasure.erase_on = None
    erasure.save()


def wipe_due_records(today: dt.date) -> int:
    """Delete the locked records whose keeping time is over. Returns how many."""
    return _wipe_each(list(Erasure.objects.filter(erased_at__isnull=True, erase_on__lte=today)))


def reapply() -> int:
    """Erase or lock again whatever a restored backup brought back. Returns how many records that were."""
    back = Erasure.objects.filter(erased_at__isnull=False, patient_id__in=Patient.objects.values_list("pk", flat=True))
    return _wipe_each(list(back)) + _lock_again()


@transaction.atomic
def _lock_again() -> int:
    held = Erasure.objects.filter(erased_at__isnull=True).values("patient_id")
    opened = Patient.objects.filter(pk__in=held).exclude(status=PatientStatus.LOCKED).order_by("pk")
    patients = list(opened.select_for_update(of=("self",)))
    for patient in patients:
        _lock(patient)
    return len(patients)


def _wipe_each(due: Sequence[Erasure]) -> int:
    """Wipe each by itself; what cannot be wiped stays due, for the operator to see."""
    wiped = 0
    for erasure in due:
        wiped += len(halving_stored([erasure], lambda each: wipe(each[0]), _note_fault))
    return wiped


def _note_fault(erasure: Erasure, error: Exception) -> None:
    note_fault("erasure", erasure.pk, error)


def kept_until(patient: Patient) -> dt.date | None:
    """Return until when this patient's clinic would have to keep the record, or None: then it goes at once."""
    years = patient.clinic.keeps_records_years
    if not years:
        return None
    today = clock.local_today(patient.clinic.time_zone)
    try:
        return today.replace(year=today.year + years)
    except ValueError:
        return today.replace(year=today.year + years, day=28)


def _lock(patient: Patient) -> None:
    """End care and every way in; what is kept is the record, which nobody opens any more (accounts/access.py)."""
    now = clock.now()
    patient.care.filter(gives_access(now)).update(ended_at=now)
    # Nobody calls any more, and one of the numbers is somebody else's.
    Contact.objects.filter(patient=patient).delete()
    ReminderRule.objects.filter(patient=patient).delete()
    ReminderPreferences.objects.filter(patient=patient).delete()
    patient.status = PatientStatus.LOCKED
    patient.save(update_fields=["status"])
    # What was open in it waits for nobody any more.
    refresh_summary(patient)
    user = patient.user
    if user is None:
        return
    _close_doors(user)
    user.is_active = False
    user.email = f"erased-{user.pk}@invalid"
    user.set_unusable_password()
    user.save()


def _close_doors(user: User) -> None:
    close_devices(user)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
