"""Work on one row that failed for a reason of its own: kept for the operator, while the rest goes on without it."""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from backend.audit.models import Fault
from backend.common import clock

SHOWN = dt.timedelta(days=7)

log = logging.getLogger(__name__)


def note_fault(work: str, item_id: Any, error: Exception) -> int:
    """Count one more failed try of a piece of work on a row, and return how many there were.

    Only the kind of error is kept: its text may hold what a person wrote.
    """
    now = clock.now()
    kind = type(error).__name__
    with transaction.atomic():
        row, _ = Fault.objects.select_for_update().get_or_create(
            work=work, item_id=str(item_id), defaults={"first_at": now, "last_at": now}
        )
        row.tries, row.error, row.last_at = row.tries + 1, kind[:60], now
        row.save()
    log.error("work_failed work=%s item=%s error=%s tries=%s", work, item_id, kind, row.tries)
    return row.tries


@dataclass(frozen=True)
class Failing:
    """How many rows one piece of work failed on with one kind of error, and when it last did."""

    work: str
    error: str
    rows: int
    last: dt.datetime


def failing_lately() -> list[Failing]:
    """Return what failed in the last seven days. One query."""
    recent = Fault.objects.filter(last_at__gt=clock.now() - SHOWN).values_list("work", "error")
    return [Failing(*row) for row in recent.annotate(rows=Count("pk"), last=Max("last_at")).order_by("work", "error")]
