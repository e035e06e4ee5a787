"""Reads for the phone: whether a therapist has reviewed its open safety answers, and who."""

import uuid
from typing import Any

from django.db.models import UUIDField

from backend.common.compiled import Compiled, Param
from backend.insights.facts import Code
from backend.insights.models import Reason

_SEEN = Compiled(
    lambda: Reason.objects.filter(
        patient=Param("patient_id", UUIDField()), code=Code.RED_FLAG, cleared_at__isnull=True
    ).values_list("acknowledged_at", "acknowledged_by__name")
)


def seen_answer(patient_id: uuid.UUID) -> dict[str, Any] | None:
    """Return when a therapist looked at the open safety answers, and who: nulls when nobody has, or more came since.

    None when no answer is open.
    """
    found = _SEEN.first(patient_id=patient_id)
    return {"seen_at": found[0], "seen_by": found[1]} if found else None
