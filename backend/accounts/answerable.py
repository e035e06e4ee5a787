"""Keeps somebody answerable for every patient in care: a therapist or lead who works in their clinic.

Every change of that locks the clinic's staff first, then the patient, so that neither two hand-overs at once nor a
colleague who leaves at the same moment leaves a patient with nobody. Where it still happens (staff removed by hand, the
last lead gone), `unattended_patients` finds them: leads are emailed (desk/staff_mail.py) and assign somebody.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from backend.accounts import access
from backend.accounts.models import (
    IN_CARE,
    CareRelationship,
    Clinic,
    Membership,
    Patient,
    PatientStatus,
    Role,
    User,
)
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import FieldFault, Forbidden, NodError, NotFound

# Care that somebody answers for. An hour's access in an emergency is none: it has its end from the start.
ANSWERED_FOR = Q(ended_at__isnull=True, therapist__is_active=True, therapist__membership__clinic=F("patient__clinic"))


@dataclass(frozen=True)
class Closed:
    """What became of the patients of somebody who left: how many had nobody else, and who has them now."""

    patients: int
    heir: User | None


def lock_staff(member: User) -> uuid.UUID:
    """Let nobody of the clinic leave or hand over until the transaction ends, and return the clinic's id.

    Raises NotFound for somebody who has left in the meantime.
    """
    clinic_id = access.clinic_of(member)
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic_id)
    if not User.objects.filter(pk=member.pk, is_active=True).exists():
        raise NotFound
    return clinic_id


def unattended_patients() -> "QuerySet[Patient]":
    """Return the patients in care, of all clinics, for whom nobody answers."""
    return Patient.objects.filter(~_answered_for(), status__in=IN_CARE)


def unattended_in_clinic(lead: User) -> "QuerySet[Patient]":
    """Return those of the lead's clinic, by name. Raises Forbidden for anybody but a lead."""
    if access.role_of(lead) != Role.LEAD:
        raise Forbidden("Only a clinic lead can see patients without a therapist.", "not_a_lead")
    return unattended_patients().filter(clinic=access.clinic_of(lead)).order_by("name", "pk")


def last_carers(patients: Iterable[Patient]) -> dict[uuid.UUID, list[str]]:
    """Return the names of those whose care of each patient is open still, though they are gone."""
    rows = CareRelationship.objects.filter(patient__in=list(patients), ended_at__isnull=True)
    found: dict[uuid.UUID, list[str]] = {}
    for row in rows.select_related("therapist").order_by("therapist__name"):
        found.setdefault(row.patient_id, []).append(row.therapist.name)
    return found


@transaction.atomic
def assign_care(lead: User, patient_id: uuid.UUID, colleague_id: uuid.UUID) -> None:
    """Let somebody of the clinic, the lead too, care for a patient who has nobody.

    Raises Forbidden for anybody but a lead, NotFound for a patient who has somebody by now, NodError for a stranger.
    """
    clinic_id = lock_staff(lead)
    unattended = unattended_in_clinic(lead).filter(pk=patient_id)
    if not unattended.exists():
        raise NotFound
    lock_patient(patient_id)
    patient = unattended.first()
    if patient is None:
        raise NotFound
    found = Membership.objects.filter(clinic_id=clinic_id, user__is_active=True, user_id=colleague_id).first()
    if found is None:
        fault = FieldFault("colleague", "unknown", "Choose someone in your clinic.")
        raise NodError("Nothing was changed.", faults=[fault])
    patient.care.filter(ended_at__isnull=True).update(ended_at=clock.now())
    _begin_care([patient], found.user)
    note_act(Action.CHANGED, "care", lead, patient)


@transaction.atomic
def close_account(user: User, *, heir: str = "") -> Closed:
    """Let somebody never in again. Patients who have nobody else go to the heir, by address, else to a clinic lead.

    With no lead left the account is closed all the same. Raises NodError for an heir who does not work there.
    """
    membership: Membership | None = getattr(user, "membership", None)
    if membership is None:
        User.objects.filter(pk=user.pk).update(is_active=False)
        return Closed(0, None)
    Clinic.objects.select_for_update(no_key=True).get(pk=membership.clinic_id)
    taker = _heir(membership, heir)
    User.objects.filter(pk=user.pk).update(is_active=False)
    mine = CareRelationship.objects.filter(therapist=user, ended_at__isnull=True)
    rows = Patient.objects.filter(pk__in=mine.values("patient_id")).exclude(status=PatientStatus.LOCKED)
    patients = list(rows.select_for_update(of=("self",)).order_by("pk"))
    # Of the discharged, too: somebody has to be able to take them back into care.
    alone = list(rows.filter(~_answered_for(), pk__in=[patient.pk for patient in patients]))
    if taker is None:
        # Their care stays open, so that the next lead sees whose patients they were.
        mine.exclude(patient__in=alone).update(ended_at=clock.now())
        return Closed(sum(patient.status in IN_CARE for patient in alone), None)
    mine.update(ended_at=clock.now())
    _begin_care(alone, taker)
    for patient in alone:
        record(Action.CHANGED, "care", actor_id=None, patient_id=patient.pk, clinic_id=patient.clinic_id)
    return Closed(len(alone), taker if alone else None)


def _answered_for() -> Exists:
    return Exists(CareRelationship.objects.filter(ANSWERED_FOR, patient=OuterRef("pk")))


def _begin_care(patients: list[Patient], therapist: User) -> None:
    now = clock.now()
    # An hour of emergency access ends where care begins.
    CareRelationship.objects.filter(patient__in=patients, therapist=therapist, ended_at__gt=now).update(ended_at=now)
    CareRelationship.objects.bulk_create(
        CareRelationship(patient=patient, therapist=therapist, started_at=now) for patient in patients
    )


def _heir(leaver: Membership, email: str) -> User | None:
    """Return who takes over: whom the operator named, else a lead who is at work, else any lead."""
    others = Membership.objects.filter(clinic=leaver.clinic_id, user__is_active=True).exclude(pk=leaver.pk)
    if email:
        named = others.select_related("user").filter(user__email__iexact=email.strip()).first()
        if named is None:
            raise NodError("Nobody else in this clinic has the address to hand over to.")
        return named.user
    today = clock.local_today(leaver.clinic.time_zone)
    leads = others.select_related("user").filter(role=Role.LEAD).order_by("user__name", "pk")
    at_work = leads.filter(Q(away_until__isnull=True) | Q(away_until__lt=today))
    lead = at_work.first() or leads.first()
    return lead.user if lead else None
