"""Builds an export from parts that fail alone: a part that can't be read is left out, named and noted as a fault."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from backend.audit.faults import note_fault
from backend.common.halving import NOT_THE_ITEM

Made = TypeVar("Made")


class Parts:
    """The parts of one piece of work about one patient. `missing` names those that could not be made."""

    def __init__(self, work: str, patient_id: uuid.UUID) -> None:
        self.missing: list[str] = []
        self._work, self._patient_id = work, patient_id

    def take(self, name: str, make: Callable[[], Made], instead: Made) -> Made:
        """Return a part, or `instead` when it cannot be made for a reason of its own: then it is kept as a fault."""

        def stored() -> Made:
            with transaction.atomic():
                return make()

        return self.take_read(name, stored, instead)

    def take_read(self, name: str, make: Callable[[], Made], instead: Made) -> Made:
        """Do the same for one of many rows that are read already: without a savepoint of its own."""
        try:
            return make()
        except NOT_THE_ITEM:
            raise
        except Exception as error:
            note_fault(self._work, f"{self._patient_id} {name}"[:64], error)
            if name not in self.missing:
                self.missing.append(name)
            return instead
