"""Takes due reminders through claim, re-check, send and mark.

At least once towards mail and push services, once to the patient's eye: a row is claimed by a lease, sent, then
marked. A sender that dies between sending and marking sends again, under the same Topic, tag and Message-ID. No
transaction is open and no row is locked while the network is waited for.
"""

import contextlib
import datetime as dt
import logging
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, F, Max
from django.utils.module_loading import import_string

from backend.audit.faults import note_fault
from backend.common import clock
from backend.common.among import among
from backend.common.halving import halving, halving_stored
from backend.insights.thresholds import UNSEEN_PUSHES
from backend.reminders.channels.base import Channel, Notice, Parcel, Result, Sent
from backend.reminders.choosing import choose
from backend.reminders.claims import claim_due, finish, note_deliveries
from backend.reminders.heartbeat import SWEEP, beat
from backend.reminders.models import Occurrence, Status
from backend.reminders.reach import note_reach, was_pushed
from backend.reminders.situations import DueRow, rows_of, sent_lately, situations_of
from backend.reminders.suppression import Silence, reason_for_silence

BATCH = 500
LEASE = dt.timedelta(seconds=60)
BACKOFF_SECONDS = 30
MAX_ATTEMPTS = 6
# Batches on the road at once: while one waits for a slow service, the others go on.
ON_THE_ROAD = 4
LATER, POSTPONED = "later", "postponed"

log = logging.getLogger(__name__)


@dataclass
class _Batch:
    """Claimed rows on their way: those still open, and what each channel has said of them so far."""

    rows: dict[uuid.UUID, DueRow]
    stage: int = -1
    parcels: Sequence[Parcel] = ()
    sent: dict[uuid.UUID, list[Sent]] = field(default_factory=dict)


def send_due_reminders(*, seconds: float = 40.0, on_full: Callable[[], object] | None = None) -> Counter[str]:
    """Send everything that is due, batch by batch, until nothing is or the time is up; return counts by outcome.

    `on_full` is called after each full batch: a good moment to wake another sender.
    """
    counts: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    with _open_channels() as channels, ThreadPoolExecutor(ON_THE_ROAD) as threads:
        flying: dict[Future[list[Sent]], _Batch] = {}

        def go_on(batch: _Batch) -> None:
            if step := _next_step(batch, channels, counts):
                flying[threads.submit(_deliver, step, batch.parcels)] = batch

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


def claim() -> list[uuid.UUID]:
    """Lease the next batch of due rows."""
    now = clock.now()
    return claim_due(BATCH, now, now + LEASE)


def _recheck(ids: Sequence[uuid.UUID], counts: Counter[str]) -> dict[uuid.UUID, DueRow]:
    """Return the claimed rows that are still to be sent; those that must stay silent are marked with the reason."""
    open_rows: dict[uuid.UUID, DueRow] = {}
    for rows, counted in halving_stored(ids, _recheck_some, lambda pk, error: _set_aside(pk, error, counts)):
        open_rows |= rows
        counts.update(counted)
    return open_rows


def _set_aside(pk: uuid.UUID, error: Exception, counts: Counter[str]) -> None:
    """Put off a row that cannot be worked on for a reason of its own; after some tries it has failed."""
    now = clock.now()
    tries = note_fault("reminder", pk, error)
    if tries < MAX_ATTEMPTS:
        _try_again([pk], now + dt.timedelta(seconds=BACKOFF_SECONDS << tries), attempts=1)
        counts[LATER] += 1
    else:
        finish([pk], Status.FAILED, now)
        counts[str(Status.FAILED)] += 1


def _deliver(channel: Channel, parcels: Sequence[Parcel]) -> list[Sent]:
    """Let a channel send. Whatever it raises costs the one parcel that it is about; runs in a thread."""
    refused: dict[int, Sent] = {}

    def refuse(place: int, error: Exception) -> None:
        parcel = parcels[place]
        log.error("Reminders: %s cannot send a notice (%s)", channel.name, type(error).__name__)
        detail = f"fault of ours: {type(error).__name__}"
        refused[place] = Sent(parcel.notice.occurrence_id, channel.name, parcel.target_id, Result.REFUSED, detail)

    places = range(len(parcels))
    answered: dict[int, Sent] = {}
    for some, sent in halving(places, lambda some: (some, channel.deliver([parcels[each] for each in some])), refuse):
        answered |= dict(zip(some, sent, strict=True))
    return [answered.get(place) or refused[place] for place in places]


def _recheck_some(ids: Sequence[uuid.UUID]) -> tuple[dict[uuid.UUID, DueRow], Counter[str]]:
    counts: Counter[str] = Counter()
    now = clock.now()
    rows = rows_of(ids)
    lately = sent_lately({row.patient_id for row in rows})
    situations = situations_of(rows, lately)
    silent: list[tuple[DueRow, Silence]] = []
    wanted: dict[uuid.UUID, list[DueRow]] = {}
    for row in rows:
        if reason := reason_for_silence(situations[row.pk]):
            silent.append((row, reason))
        else:
            wanted.setdefault(row.patient_id, []).append(row)
    mark_silent(silent)
    counts.update(f"silent:{reason}" for _, reason in silent)
    choice = choose(wanted, lately.last, _newest_elsewhere(wanted, now) if wanted else {}, now)
    mark_silent([(row, Silence.SUPERSEDED) for row in choice.superseded])
    counts[f"silent:{Silence.SUPERSEDED}"] += len(choice.superseded)
    for at, waiting in choice.later.items():
        _try_again([row.pk for row in waiting], at)
        counts[POSTPONED] += len(waiting)
    for row in choice.now:
        row.unseen = lately.unseen.get(row.patient_id, 0)
    return {row.pk: row for row in choice.now}, counts


def _newest_elsewhere(patient_ids: Collection[uuid.UUID], now: dt.datetime) -> dict[uuid.UUID, dt.datetime]:
    """Return patient -> due time of the newest row on its way, for those who have several: another sender may hold one.

    Nearly everybody has one, which is ours, and says nothing.
    """
    on_the_way = Occurrence.objects.filter(among("patient_id", patient_ids), status=Status.DUE, leased_until__gt=now)
    several = on_the_way.values_list("patient_id").annotate(newest=Max("due_at"), count=Count("pk")).filter(count__gt=1)
    return {patient_id: newest for patient_id, newest, _ in several}


def _next_step(batch: _Batch, channels: Sequence[Channel], counts: Counter[str]) -> Channel | None:
    """Move a batch on to the next channel that has an address for any of its rows; None when it is at its end."""
    while batch.rows:
        batch.stage += 1
        channel = channels[batch.stage]
        batch.parcels = _address(channel, batch, counts)
        if batch.parcels:
            if batch.stage > 0:
                # The lease begins again with each channel: none takes longer than 40 seconds.
                Occurrence.objects.filter(pk__in=list(batch.rows)).update(leased_until=clock.now() + LEASE)
            return channel
        _hear(batch, channel, [], counts, last=batch.stage + 1 == len(channels))
    return None


def _address(channel: Channel, batch: _Batch, counts: Counter[str]) -> list[Parcel]:
    def set_aside(row: DueRow, error: Exception) -> None:
        _set_aside(row.pk, error, counts)
        del batch.rows[row.pk]

    rows = list(batch.rows.values())
    found = halving_stored(rows, lambda some: channel.address([_notice(row) for row in some]), set_aside)
    return [parcel for parcels in found for parcel in parcels]


def _notice(row: DueRow) -> Notice:
    if row.user_id is None:  # ruled out by the re-check: without a user the patient is not in care
        raise ValueError(f"occurrence {row.pk} has nobody to tell")
    email = row.email if row.by_email else ""
    return Notice(row.pk, row.patient_id, row.user_id, email, row.language, row.kind, row.clear_text, row.expires_at)


def _hear(batch: _Batch, channel: Channel, answers: Sequence[Sent], counts: Counter[str], *, last: bool) -> None:
    """Take a channel's answers: mark the rows that are settled by them, and leave the others to the next channel."""
    halving_stored(
        list(zip(batch.parcels, answers, strict=True)),
        lambda some: channel.learn([parcel for parcel, _ in some], [each for _, each in some]),
        lambda pair, error: note_fault("push", pair[0].target_id, error),
    )
    for each in answers:
        batch.sent.setdefault(each.occurrence_id, []).append(each)
    ends = [(row, end) for row in batch.rows.values() if (end := _end_of(row, batch.sent.get(row.pk, []), last=last))]
    for row, _ in ends:
        del batch.rows[row.pk]
    for marked in halving_stored(
        ends, lambda some: _mark(some, batch.sent), lambda each, error: _set_aside(each[0].pk, error, counts)
    ):
        counts.update(marked)


def _end_of(row: DueRow, sent: Sequence[Sent], *, last: bool) -> str | None:
    """Return how a row's way ends after what was said so far, or None when the next channel shall try."""
    if any(each.result == Result.ACCEPTED for each in sent):
        # Accepted is not seen: a patient whose devices have shown nothing lately gets the mail as well.
        return Status.SENT if last or row.unseen < UNSEEN_PUSHES else None
    if any(each.result == Result.LATER for each in sent) and _next_try(row, sent) < row.expires_at:
        return LATER if row.attempts + 1 < MAX_ATTEMPTS else (Status.FAILED if last else None)
    if not last:
        return None
    return Status.FAILED if sent else Status.SILENT


def _next_try(row: DueRow, sent: Sequence[Sent]) -> dt.datetime:
    asked = max((each.retry_after or 0 for each in sent if each.result == Result.LATER), default=0)
    return clock.now() + max(dt.timedelta(seconds=asked), dt.timedelta(seconds=BACKOFF_SECONDS << row.attempts))


def _mark(ends: Sequence[tuple[DueRow, str]], sent: dict[uuid.UUID, list[Sent]]) -> Counter[str]:
    now = clock.now()
    note_deliveries([each for row, _ in ends for each in sent.get(row.pk, [])], now)
    by_end: dict[tuple[str, bool], list[DueRow]] = {}
    for row, end in ends:
        by_end.setdefault((end, was_pushed(sent.get(row.pk, []))), []).append(row)
    for (end, pushed), rows in by_end.items():
        if end == LATER:
            for row in rows:
                # Spread, so that a service that comes back is not met by everybody at once.
                spread = dt.timedelta(seconds=random.uniform(0, 10))  # noqa: S311
                _try_again([row.pk], _next_try(row, sent[row.pk]) + spread, attempts=1)
        else:
            silence = Silence.NO_CHANNEL if end == Status.SILENT else ""
            finish([row.pk for row in rows], Status(end), now, silence, pushed=pushed)
    note_reach([row for row, end in ends if end != LATER], sent)
    return Counter(f"silent:{Silence.NO_CHANNEL}" if end == Status.SILENT else str(end) for _, end in ends)


def _try_again(ids: Sequence[uuid.UUID], at: dt.datetime, *, attempts: int = 0) -> None:
    Occurrence.objects.filter(pk__in=ids, status=Status.DUE).update(
        next_try_at=at, leased_until=None, attempts=F("attempts") + attempts
    )


def mark_silent(rows: Sequence[tuple[DueRow, Silence]]) -> None:
    """Mark rows as silent, one statement per reason."""
    now = clock.now()
    by_reason: dict[Silence, list[uuid.UUID]] = {}
    for row, reason in rows:
        by_reason.setdefault(reason, []).append(row.pk)
    for reason, ids in by_reason.items():
        finish(ids, Status.SILENT, now, reason)
