"""Writes audit events, in the transaction of the act they record."""

import uuid
from typing import Any

from backend.audit.models import Action, AuditEvent
from backend.audit.source import source
from backend.common import clock


def record(
    action: Action,
    what: str,
    *,
    actor_id: uuid.UUID | None,
    patient_id: uuid.UUID | None = None,
    clinic_id: uuid.UUID | None = None,
    counts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event and return it.

    `what` names a kind of record ("program"), never its content; `counts` holds numbers only.
    """
    origin = source()
    return AuditEvent.objects.create(
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        what=what,
        patient_id=patient_id,
        clinic_id=clinic_id,
        counts=counts or {},
        address=origin.address,
        device=origin.device,
    )
