"""Marks a reason as reviewed, takes that back, or snoozes it. Each applies to the evidence that was on the screen."""

import datetime as dt
import uuid

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import User
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError, NotFound
from backend.insights.facts import Code
from backend.insights.models import Reason

LONGEST = dt.timedelta(days=90)
# What somebody has to decide, and what is done instead of putting it off.
DECIDED: dict[str, str] = {
    Code.RED_FLAG: "A safety answer can’t be snoozed. Clear it and give a reason.",
    Code.FINDING: "Confirm the precaution, or say why it is not for this patient.",
    Code.PROGRAM_CONFLICT: "Change the program, or keep the exercise and give a reason.",
}


@transaction.atomic
def acknowledge_reason(therapist: User, patient_id: uuid.UUID, code: str, *, evidence_id: str) -> Reason:
    """Mark an open reason as reviewed; news opens it again. Raises NotFound without it, Conflict when newer came."""
    reason = _open(therapist, patient_id, code, evidence_id)
    if reason.acknowledged_at is None:
        reason.acknowledged_at, reason.acknowledged_by = clock.now(), therapist
        _keep(reason, therapist, seen=reason.evidence)
    return reason


@transaction.atomic
def take_back(therapist: User, patient_id: uuid.UUID, code: str) -> Reason:
    """Let a reason that was reviewed or snoozed wait again, from now on. Raises NotFound without it."""
    reason = _open(therapist, patient_id, code)
    if reason.seen_evidence is not None:
        reason.acknowledged_at = reason.acknowledged_by = reason.snoozed_until = None
        reason.waiting_since = clock.now()
        _keep(reason, therapist, seen=None)
    return reason


@transaction.atomic
def snooze_reason(
    therapist: User, patient_id: uuid.UUID, code: str, *, until: dt.date, note: str, evidence_id: str
) -> Reason:
    """Let an open reason wait until a date; news opens it earlier.

    Raises NotFound without it, NodError for a date that cannot be, Conflict when newer evidence has come.
    """
    today = clock.local_today(access.patient_to_change(therapist, patient_id).clinic.time_zone)
    if not today < until <= today + LONGEST:
        fault = FieldFault("until", "out_of_range", "Choose a date from tomorrow to three months from now.")
        raise NodError("This date can’t be used.", faults=[fault])
    if code in DECIDED:
        fault = FieldFault("until", "not_possible", DECIDED[code])
        raise NodError("This can’t be snoozed.", faults=[fault])
    reason = _open(therapist, patient_id, code, evidence_id)
    reason.snoozed_until, reason.note = until, note
    _keep(reason, therapist, seen=reason.evidence)
    return reason


def _open(therapist: User, patient_id: uuid.UUID, code: str, evidence_id: str | None = None) -> Reason:
    """Return the open reason of a patient in this therapist's care. Who counts reasons locks the patient, too."""
    patient = lock_patient(access.patient_in_care(therapist, patient_id).pk)
    reason = Reason.objects.filter(patient=patient, code=code, cleared_at__isnull=True).first()
    if reason is None:
        raise NotFound
    if evidence_id is not None and evidence_id != reason.evidence_id:
        raise Conflict("Something new has come in. Review it, then choose again.", "newer_evidence")
    return reason


def _keep(reason: Reason, therapist: User, *, seen: dict[str, object] | None) -> None:
    reason.seen_evidence = seen
    reason.save()
    note_act(Action.CHANGED, "reason", therapist, reason.patient)
