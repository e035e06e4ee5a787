"""Claims due reminders, stores what the channels answered, and marks them, in few statements.

Claiming is one statement and noting takes arrays, because row by row they took much of the time of the whole road
(`make bench-reminders`).
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from backend.common.among import among
from backend.reminders.channels.base import Sent
from backend.reminders.models import Delivery, Occurrence, Status

# The inner select is materialised, so that it is asked once and never claims more than a batch.
_CLAIM = """
    WITH picked AS MATERIALIZED (
        SELECT id AS picked_id FROM reminders_occurrence
        WHERE status = 'due' AND due_at <= %(now)s
            AND (leased_until IS NULL OR leased_until < %(now)s) AND (next_try_at IS NULL OR next_try_at <= %(now)s)
        ORDER BY due_at LIMIT %(limit)s {lock}
    )
    UPDATE reminders_occurrence SET leased_until = %(until)s FROM picked WHERE id = picked_id RETURNING id
"""
_DELIVERY_COLUMNS = ("occurrence_id", "channel", "target_id", "host", "result", "detail")


def claim_due(limit: int, now: dt.datetime, until: dt.datetime) -> list[uuid.UUID]:
    """Lease a batch of due rows. SKIP LOCKED lets several senders work side by side; SQLite has one writer anyway."""
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    values = {"now": _at(now), "until": _at(until), "limit": limit}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(lock=lock), values)
        return [each if isinstance(each, uuid.UUID) else uuid.UUID(each) for (each,) in cursor.fetchall()]


def finish(
    ids: Sequence[uuid.UUID], status: Status, now: dt.datetime, silence: str = "", *, pushed: bool = False
) -> None:
    """Mark rows that are still due as sent, silent or failed."""
    if ids:
        Occurrence.objects.filter(among("pk", ids), status=Status.DUE).update(
            status=status, silence_reason=silence, pushed=pushed, leased_until=None, done_at=now
        )


def note_deliveries(sent: Sequence[Sent], now: dt.datetime) -> None:
    """Keep what the channels said of each address."""
    rows = [
        (each.occurrence_id, each.channel, each.target_id, each.host, str(each.result), each.detail[:80])
        for each in sent
    ]
    if not rows:
        return
    if connection.vendor != "postgresql":
        Delivery.objects.bulk_create(Delivery(**dict(zip(_DELIVERY_COLUMNS, row, strict=True)), at=now) for row in rows)
        return
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reminders_delivery ({', '.join(_DELIVERY_COLUMNS)}, at)"  # noqa: S608  names of our own
            " SELECT *, %s FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])",
            [now, *columns],
        )


def _at(instant: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(instant)
