"""Writes the audit event of an act on a patient's record: whose it is follows from the patient."""

from typing import Any

from backend.accounts.models import Patient, User
from backend.audit.models import Action
from backend.audit.services import record


def note_act(action: Action, what: str, actor: User, patient: Patient, **counts: Any) -> None:
    """Append one event, in the caller's transaction. `what` names a kind of record, `counts` holds numbers only."""
    record(action, what, actor_id=actor.pk, patient_id=patient.pk, clinic_id=patient.clinic_id, counts=counts)
