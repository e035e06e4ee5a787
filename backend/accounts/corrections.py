"""What staff wrote can be corrected or withdrawn, with a reason; what it said before stays with it."""

from typing import Any, ClassVar

from django.db import models

from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict, NotFound


class Correctable(models.Model):
    """A row about a patient. `corrections`, oldest first: {"at", "by", "because", "act", "was"}.

    "act" is "corrected" or "withdrawn", "was" holds the fields as they stood before. A withdrawn row counts nowhere.
    """

    # The fields that a correction may change.
    CORRECTABLE: ClassVar[tuple[str, ...]]
    WHAT: ClassVar[str]

    corrections = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def revision(self) -> int:
        """Return how often it was corrected: a request names the one that was on the screen."""
        return len(self.corrections)


def correctable_row(model: type[Correctable], patient: Patient, record_id: Any, revision: int) -> Any:
    """Return a row that may be corrected, locked until the transaction ends.

    Raises NotFound where the patient has no such row, Conflict where it was withdrawn or has changed since `revision`.
    """
    rows: Any = model._default_manager
    row = rows.select_for_update().filter(patient=patient, pk=record_id).first()
    if row is None:
        raise NotFound
    if row.withdrawn_at:
        raise Conflict("This has since been withdrawn.", "withdrawn")
    if row.revision != revision:
        raise Conflict("This has since been corrected. Read it before you change it.", "corrected")
    return row


def correct(row: Any, therapist: User, because: str, **values: Any) -> None:
    """Give a row other values; what it said before goes into its history."""
    _remember(row, therapist, because, "corrected")
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*row.CORRECTABLE, "corrections"])
    note_act(Action.CHANGED, row.WHAT, therapist, row.patient)


def withdraw(row: Any, therapist: User, because: str) -> None:
    """Take a row back: it stays to be read, and counts nowhere."""
    _remember(row, therapist, because, "withdrawn")
    row.withdrawn_at = clock.now()
    row.save(update_fields=["corrections", "withdrawn_at"])
    note_act(Action.WITHDRAWN, row.WHAT, therapist, row.patient)


def history_of(row: Any) -> dict[str, Any]:
    """Return what the desk shows and sends back of a row: its id, its revision and its history."""
    return {
        "id": row.pk,
        "revision": row.revision,
        "withdrawn": row.withdrawn_at is not None,
        "corrections": row.corrections,
    }


def _remember(row: Any, therapist: User, because: str, act: str) -> None:
    was = {name: _plain(getattr(row, name)) for name in row.CORRECTABLE}
    entry = {"at": clock.now().isoformat(), "by": therapist.name, "because": because, "act": act, "was": was}
    row.corrections = [*row.corrections, entry]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
