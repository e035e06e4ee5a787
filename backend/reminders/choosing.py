"""Which of the reminders that may be sent goes out now: one for each patient, ten minutes apart. Pure.

So an outage is followed by no burst, and two reminders of one minute are one notification.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

BETWEEN = dt.timedelta(minutes=10)
# When another sender has a newer one for the same patient on its way: time to see what becomes of it.
WAIT = dt.timedelta(seconds=15)


class Waiting(Protocol):
    pk: uuid.UUID
    due_at: dt.datetime
    expires_at: dt.datetime


_Row = TypeVar("_Row", bound=Waiting)


@dataclass
class Choice(Generic[_Row]):
    """`later`: instant -> those that wait until then; the newest stands for the `superseded`."""

    now: list[_Row] = field(default_factory=list)
    later: dict[dt.datetime, list[_Row]] = field(default_factory=dict)
    superseded: list[_Row] = field(default_factory=list)


def choose(
    by_patient: Mapping[uuid.UUID, Sequence[_Row]],
    last_sent: Mapping[uuid.UUID, dt.datetime],
    elsewhere: Mapping[uuid.UUID, dt.datetime],
    now: dt.datetime,
) -> Choice[_Row]:
    """Sort each patient's reminders. `last_sent`: patient -> when anything last went to them; `elsewhere`: patient ->
    due time of the newest that another sender holds."""
    choice: Choice[_Row] = Choice()
    for patient_id, theirs in by_patient.items():
        *older, row = sorted(theirs, key=lambda each: (each.due_at, each.pk))
        choice.superseded += older
        last = last_sent.get(patient_id)
        free_at = now if last is None else max(now, last + BETWEEN)
        if elsewhere.get(patient_id, row.due_at) > row.due_at:
            free_at = now + WAIT
        if free_at == now:
            choice.now.append(row)
        elif free_at < row.expires_at:
            choice.later.setdefault(free_at, []).append(row)
        else:
            choice.superseded.append(row)
    return choice
