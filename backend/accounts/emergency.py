"""Emergency access ("break glass", 45 CFR 164.312(a)(2)(ii)): somebody of the clinic opens a record that is not theirs.

It is care with an end: for an hour, with a typed reason. The clinic's leads and the patient's therapists get a mail
(desk/staff_mail.py), and the patient sees it among those who looked.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from backend.accounts import access
from backend.accounts.models import CareRelationship, Patient, Role, User, gives_access
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError, NotFound

LASTS = dt.timedelta(minutes=60)
NOBODY = FieldFault(
    "who", "unknown", "Nobody in this clinic has this name, address or number. Enter it as it is on the invitation."
)
SHOWN_FOR = dt.timedelta(days=30)


def find_patient(user: User, who: str) -> Patient:
    """Return the patient of this clinic with exactly this name, email address or record number.

    Raises NodError for nobody of that name (which is written down), Conflict for two of that name.
    """
    clinic_id = access.clinic_of(user)
    named = Q(name__iexact=who.strip()) | Q(user__email__iexact=who.strip()) | Q(contact__record_number=who.strip())
    found = list(access.patients_of_clinic(user).filter(named)[:2])
    if not found:
        record(Action.DENIED, "emergency-access", actor_id=user.pk, clinic_id=clinic_id)
        raise NodError("Nothing was opened.", faults=[NOBODY])
    if len(found) > 1:
        raise Conflict(
            "Two patients have this name. Enter the email address or the record number instead.", "ambiguous"
        )
    return found[0]


@transaction.atomic
def open_in_emergency(user: User, patient: Patient, because: str) -> CareRelationship:
    """Give an hour's access to a patient of the user's clinic.

    Raises Conflict for one already in one's care, NotFound for a record that was locked in the meantime.
    """
    lock_patient(patient.pk)
    if not access.patients_of_clinic(user).filter(pk=patient.pk).exists():
        raise NotFound
    if access.caseload_of(user).filter(pk=patient.pk).exists():
        raise Conflict("You can already open this record.", "in_care")
    now = clock.now()
    note_act(Action.EMERGENCY, "record", user, patient)
    return CareRelationship.objects.create(
        patient=patient, therapist=user, started_at=now, ended_at=now + LASTS, emergency_because=because
    )


def open_until(user: access.Actor, patients: "QuerySet[Patient]") -> "QuerySet[Patient]":
    """Add `open_until` to these patients: when the user's emergency access ends, null for who cares for them."""
    mine = CareRelationship.objects.filter(gives_access(clock.now()), patient=OuterRef("pk"), therapist_id=user.pk)
    ends = mine.order_by(F("ended_at").desc(nulls_first=True)).values("ended_at")
    return patients.annotate(open_until=Subquery(ends[:1]))


def emergencies_seen_by(user: User) -> "QuerySet[CareRelationship]":
    """Return the accesses of the last 30 days: for a lead all of the clinic, else one's own and to own patients."""
    since = clock.now() - SHOWN_FOR
    rows = CareRelationship.objects.exclude(emergency_because="").filter(
        patient__in=access.patients_of_clinic(user), started_at__gte=since
    )
    if access.role_of(user) != Role.LEAD:
        mine = CareRelationship.objects.filter(therapist=user, ended_at__isnull=True).values("patient_id")
        rows = rows.filter(Q(therapist=user) | Q(patient_id__in=mine))
    return rows.select_related("patient", "therapist").order_by("-started_at")
