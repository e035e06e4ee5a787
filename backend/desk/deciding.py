"""A therapist decides on the precautions that findings and answers propose: confirmed with one tap, or refused with a
reason."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.assessments.findings import Finding
from backend.assessments.models import FindingDecision
from backend.assessments.selectors import examined
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError
from backend.diary.models import RedFlagAnswer
from backend.diary.selectors import flags_of
from backend.insights.proposals import answer_id, answered
from backend.programs.precautions import TAGS
from backend.programs.prescribing import REASON_LENGTH


@transaction.atomic
def decide_precaution(
    therapist: User, patient_id: uuid.UUID, *, precaution: str, findings: Collection[str], confirmed: bool, because: str
) -> Patient:
    """Confirm a proposed precaution, or say why it is not for this patient; `findings` are the ids that were read.

    Raises NotFound out of care, Conflict when a newer finding proposes it or none does any more, NodError for a no
    without a reason.
    """
    patient = lock_patient(access.patient_to_change(therapist, patient_id).pk)
    proposed = [*examined([patient.pk])[patient.pk].open_findings(), *answered(flags_of(patient.pk))]
    proposing = [each for each in proposed if precaution in each.proposes]
    if any(each.id not in findings for each in proposing):
        raise Conflict("Another finding has been recorded. Read it before you decide.", "newer_finding")
    if not proposing:
        raise Conflict("Someone has already decided on this, or the test was repeated.", "nothing_open")
    if not confirmed and len(because.strip()) < REASON_LENGTH:
        fault = FieldFault("because", "required", "Say why this precaution is not for this patient.")
        raise NodError("Give a reason.", faults=[fault])
    decision = {"precaution": precaution, "confirmed": confirmed, "because": because.strip()}
    _store(therapist, patient, proposing, decision)
    if confirmed:
        patient.precautions = [tag for tag in TAGS if tag == precaution or tag in patient.precautions]
        patient.save(update_fields=["precautions"])
    note_act(Action.CHANGED, "precaution", therapist, patient, confirmed=int(confirmed), findings=len(proposing))
    return patient


def _store(therapist: User, patient: Patient, proposing: list[Finding], decision: dict[str, Any]) -> None:
    now = clock.now()
    answers = {answer for each in proposing if (answer := answer_id(each))}
    FindingDecision.objects.bulk_create(
        FindingDecision(
            clinic_id=patient.clinic_id,
            patient=patient,
            assessment_id=each.id.split(":")[0],
            field=each.id.split(":")[1],
            decided_by=therapist,
            decided_at=now,
            **decision,
        )
        for each in proposing
        if answer_id(each) is None
    )
    rows = list(RedFlagAnswer.objects.filter(patient=patient, pk__in=answers))
    for row in rows:
        row.decisions = [*row.decisions, {**decision, "by": therapist.name, "at": now.isoformat()}]
    RedFlagAnswer.objects.bulk_update(rows, ["decisions"])
