"""Takes due reminders through claim, re-check, send and mark.

At least once towards mail and push services, once to the patient's eye: a row is claimed by a lease, sent, then
marked. A sender that dies between sending and marking sends again, under the same Topic, tag and Message-ID. No
transaction is open and no row is locked while the network is waited for.
"""

import contextlib
import datetime as dt
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils.module_loading import import_string

from backend.common import clock
from backend.reminders.channels.base import Channel, Notice, Parcel, Result, Sent
from backend.reminders.heartbeat import SWEEP, beat
from backend.reminders.models import Delivery, Occurrence, Status
from backend.reminders.reach import BROKEN_AFTER, note_reach
from backend.reminders.situations import preferences_of, rows_of, sent_to, situations_of
from backend.reminders.suppression import Silence, reason_for_silence

BATCH = 500
LEASE = dt.timedelta(seconds=60)
BACKOFF_SECONDS = 30
MAX_ATTEMPTS = 6
# After an outage nobody is rung up again and again.
BETWEEN = dt.timedelta(minutes=10)
# When another sender has a newer one for the same patient on its way: time to see what becomes of it.
WAIT = dt.timedelta(seconds=15)
# Batches on the road at once: while one waits for a slow service, the others go on.
ON_THE_ROAD = 4
LATER, POSTPONED = "later", "postponed"


@dataclass
class _Batch:
    """Claimed rows on their way: those still open, and what each channel has said of them so far."""

    rows: dict[uuid.UUID, Occurrence]
    stage: int = -1
    parcels: Sequence[Parcel] = ()
    sent: dict[uuid.UUID, list[Sent]] = field(default_factory=dict)


def send_due(*, seconds: float = 40.0, on_full: Callable[[], object] | None = None) -> Counter[str]:
    """Send everything that is due, batch by batch, until nothing is or the time is up; return counts by outcome.

    `on_full` is called after each full batch: a good moment to wake another sender.
    """
    counts: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    with _open_channels() as channels, ThreadPoolExecutor(ON_THE_ROAD) as threads:
        flying: dict[Future[list[Sent]], _Batch] = {}

        def go_on(batch: _Batch) -> None:
            if step := _next_step(batch, channels, counts):
                flying[threads.submit(step.deliver, batch.parcels)] = batch

        while True:
            claimed = claim() if len(flying) < ON_THE_ROAD and time.monotonic() < deadline else []
            if claimed:
                if on_full and len(claimed) == BATCH:
                    on_full()
                go_on(_Batch(_recheck(claimed, counts)))
            elif flying:
                for done in wait(flying, return_when=FIRST_COMPLETED).done:
                    batch = flying.pop(done)
                    _hear(batch, channels[batch.stage], done.result(), counts, last=batch.stage + 1 == len(channels))
                    go_on(batch)
            else:
                break
    beat(SWEEP, dict(+counts))
    return +counts


@contextlib.contextmanager
def _open_channels() -> Iterator[list[Channel]]:
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(contextlib.closing(make())) for make in channel_classes()]


def channel_classes() -> list[type[Channel]]:
    """Return the channels in the order in which they are tried."""
    return [import_string(path) for path in settings.REMINDER_CHANNELS]


@transaction.atomic
def claim() -> list[uuid.UUID]:
    """Lease a batch of due rows. SKIP LOCKED lets several senders work side by side; SQLite has one writer anyway."""
    now = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    ready = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    skip = connection.features.has_select_for_update_skip_locked
    due = Occurrence.objects.select_for_update(skip_locked=skip).filter(free, ready, status=Status.DUE, due_at__lte=now)
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH])
    Occurrence.objects.filter(pk__in=ids).update(leased_until=now + LEASE)
    return ids


def _recheck(ids: Sequence[uuid.UUID], counts: Counter[str]) -> dict[uuid.UUID, Occurrence]:
    """Return the claimed rows that are still to be sent; those that must stay silent are marked with the reason."""
    now = clock.now()
    rows = rows_of(ids)
    sent = sent_to({row.patient_id for row in rows})
    situations = situations_of(rows, sent)
    silent: list[tuple[Occurrence, Silence]] = []
    wanted: dict[uuid.UUID, list[Occurrence]] = {}
    for row in rows:
        if reason := reason_for_silence(situations[row.pk]):
            silent.append((row, reason))
        else:
            wanted.setdefault(row.patient_id, []).append(row)
    elsewhere = _newest_elsewhere(wanted, ids, now)
    postponed, loud = [], {}
    for patient_id, theirs in wanted.items():
        # One at a time: the newest, which also stands for the others.
        *older, row = sorted(theirs, key=lambda each: (each.due_at, each.pk))
        silent += [(each, Silence.SUPERSEDED) for each in older]
        free_at = max(sent.last.get(patient_id, now - BETWEEN) + BETWEEN, now)
        if elsewhere.get(patient_id, row.due_at) > row.due_at:
            free_at = now + WAIT
        if free_at == now:
            loud[row.pk] = row
        elif free_at < row.expires_at:
            row.next_try_at, row.leased_until = free_at, None
            postponed.append(row)
        else:
            silent.append((row, Silence.SUPERSEDED))
    mark_silent(silent)
    Occurrence.objects.bulk_update(postponed, ["next_try_at", "leased_until"])
    counts.update(f"silent:{reason}" for _, reason in silent)
    counts[POSTPONED] += len(postponed)
    return loud


def _newest_elsewhere(
    patient_ids: Collection[uuid.UUID], mine: Sequence[uuid.UUID], now: dt.datetime
) -> dict[uuid.UUID, dt.datetime]:
    """Return patient -> due time of the newest row that another sender has on its way to them."""
    theirs = Occurrence.objects.filter(patient_id__in=list(patient_ids), status=Status.DUE, leased_until__gt=now)
    return dict(theirs.exclude(pk__in=mine).values_list("patient_id").annotate(newest=Max("due_at")))


def _next_step(batch: _Batch, channels: Sequence[Channel], counts: Counter[str]) -> Channel | None:
    """Move a batch on to the next channel that has an address for any of its rows; None when it is at its end."""
    while batch.rows:
        batch.stage += 1
        channel = channels[batch.stage]
        batch.parcels = channel.address([_notice(row) for row in batch.rows.values()])
        if batch.parcels:
            # The lease begins again with each channel: none takes longer than 40 seconds.
            Occurrence.objects.filter(pk__in=batch.rows).update(leased_until=clock.now() + LEASE)
            return channel
        _hear(batch, channel, [], counts, last=batch.stage + 1 == len(channels))
    return None


def _notice(row: Occurrence) -> Notice:
    user, wishes = row.patient.user, preferences_of(row.patient)
    if user is None:  # ruled out by the re-check: without a user the patient is not in care
        raise ValueError(f"occurrence {row.pk} has nobody to tell")
    return Notice(
        row.pk,
        row.patient_id,
        user.pk,
        user.email if wishes.by_email else "",
        row.patient.language,
        row.rule.kind,
        wishes.clear_text,
        row.expires_at,
    )


def _hear(batch: _Batch, channel: Channel, answers: Sequence[Sent], counts: Counter[str], *, last: bool) -> None:
    """Take a channel's answers: mark the rows that are settled by them, and leave the others to the next channel."""
    channel.learn(batch.parcels, answers)
    for each in answers:
        batch.sent.setdefault(each.occurrence_id, []).append(each)
    ends = {row: end for row in batch.rows.values() if (end := _end_of(row, batch.sent.get(row.pk, []), last=last))}
    if ends:
        _mark(ends, batch.sent)
    counts.update(f"silent:{Silence.NO_CHANNEL}" if end == Status.SILENT else str(end) for end in ends.values())
    for row in ends:
        del batch.rows[row.pk]


def _end_of(row: Occurrence, sent: Sequence[Sent], *, last: bool) -> str | None:
    """Return how a row's way ends after what was said so far, or None when the next channel shall try."""
    if any(each.result == Result.ACCEPTED for each in sent):
        # Accepted is not seen: a patient whose devices have shown nothing lately gets the mail as well.
        is_broken = preferences_of(row.patient).unseen >= BROKEN_AFTER
        return Status.SENT if last or not is_broken else None
    if any(each.result == Result.LATER for each in sent) and _next_try(row, sent) < row.expires_at:
        return LATER if row.attempts + 1 < MAX_ATTEMPTS else (Status.FAILED if last else None)
    if not last:
        return None
    return Status.FAILED if sent else Status.SILENT


def _next_try(row: Occurrence, sent: Sequence[Sent]) -> dt.datetime:
    asked = max((each.retry_after or 0 for each in sent if each.result == Result.LATER), default=0)
    return clock.now() + max(dt.timedelta(seconds=asked), dt.timedelta(seconds=BACKOFF_SECONDS << row.attempts))


@transaction.atomic
def _mark(ends: dict[Occurrence, str], sent: dict[uuid.UUID, list[Sent]]) -> None:
    now = clock.now()
    Delivery.objects.bulk_create(
        Delivery(
            occurrence_id=each.occurrence_id,
            channel=each.channel,
            target_id=each.target_id,
            host=each.host,
            result=each.result,
            detail=each.detail[:80],
            at=now,
        )
        for row in ends
        for each in sent.get(row.pk, [])
    )
    by_end: dict[str, list[Occurrence]] = {}
    for row, end in ends.items():
        by_end.setdefault(end, []).append(row)
    for status in (Status.SENT, Status.FAILED):
        _finish([row.pk for row in by_end.get(status, [])], status, now)
    mark_silent([(row, Silence.NO_CHANNEL) for row in by_end.get(Status.SILENT, [])])
    later = by_end.get(LATER, [])
    for row in later:
        # Spread, so that a service that comes back is not met by everybody at once.
        row.next_try_at = _next_try(row, sent[row.pk]) + dt.timedelta(seconds=random.uniform(0, 10))  # noqa: S311
        row.attempts, row.leased_until = row.attempts + 1, None
    Occurrence.objects.bulk_update(later, ["attempts", "next_try_at", "leased_until"])
    note_reach([row for row in ends if ends[row] != LATER], sent)


def mark_silent(rows: Sequence[tuple[Occurrence, Silence]]) -> None:
    """Mark rows as silent, one statement per reason."""
    now = clock.now()
    by_reason: dict[Silence, list[uuid.UUID]] = {}
    for row, reason in rows:
        by_reason.setdefault(reason, []).append(row.pk)
    for reason, ids in by_reason.items():
        _finish(ids, Status.SILENT, now, reason)


def _finish(ids: Sequence[uuid.UUID], status: Status, now: dt.datetime, silence: str = "") -> None:
    if ids:
        Occurrence.objects.filter(pk__in=ids, status=Status.DUE).update(
            status=status, silence_reason=silence, leased_until=None, done_at=now
        )
