"""Seals audit events into a chain of hashes, so that a change behind the triggers' back shows (ASVS V16.4.2).

Sealed in batches by a periodic task: no act on a record waits for another one's seal. The order is that of sealing, not
of ids, because a transaction may commit after a later one.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, Max, Min, OuterRef

from backend.audit.models import AuditEvent, AuditSeal
from backend.common import clock

BATCH = 1_000
# Younger ones may still be followed by an event of a lower id.
SETTLED = dt.timedelta(seconds=60)
OVERDUE = dt.timedelta(hours=1)
# By how many ids an event may commit after later ones and still be sealed.
BEHIND = 10_000
START = "0" * 64
_LOCK = 0x4E6F6441  # "NodA"


@dataclass(frozen=True)
class ChainFault:
    """What does not fit, and where; `event_id` None when it is the chain itself."""

    event_id: int | None
    what: str


def seal_events() -> int:
    """Seal what has settled and return how many. Two at once wait for each other."""
    sealed = 0
    while True:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            links = list(_new_links())
            AuditSeal.objects.bulk_create(links)
        sealed += len(links)
        if len(links) < BATCH:
            return sealed


def _new_links() -> Iterator[AuditSeal]:
    digest = AuditSeal.objects.order_by("-pk").values_list("digest", flat=True).first() or START
    newest: int = AuditSeal.objects.aggregate(Max("event_id"))["event_id__max"] or 0
    # All that came since, and what a slow transaction may have left behind: not years of events each minute.
    recent = AuditEvent.objects.filter(pk__gt=newest - BEHIND)
    settled = recent.filter(~_is_sealed(), at__lte=clock.now() - SETTLED)
    for event in settled.order_by("pk")[:BATCH]:
        digest = link(digest, event)
        yield AuditSeal(event_id=event.pk, digest=digest)


def _is_sealed() -> Exists:
    return Exists(AuditSeal.objects.filter(event_id=OuterRef("pk")))


def link(before: str, event: AuditEvent) -> str:
    """Return the digest that follows `before` with this event: over its fields as sorted JSON, times in UTC."""
    fields = {
        "id": event.pk,
        "at": event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor_id": str(event.actor_id),
        "action": event.action,
        "what": event.what,
        "patient_id": str(event.patient_id),
        "clinic_id": str(event.clinic_id),
        "counts": event.counts,
        # Left out where empty: events from before they were written down keep their digest.
        **{name: value for name in ("address", "device") if (value := getattr(event, name))},
    }
    return hashlib.sha256((before + json.dumps(fields, sort_keys=True)).encode()).hexdigest()


def chain_faults(newest: int | None = None) -> Iterator[ChainFault]:
    """Yield every place at which the chain and the events do not fit, oldest first; only the newest links if asked."""
    yield from _taken_from_the_ends()
    seals = AuditSeal.objects.order_by("pk")
    before, last = START, 0
    if newest is not None and (first := seals.reverse()[newest : newest + 1].first()):
        before, last = first.digest, first.pk
    while batch := list(seals.filter(pk__gt=last)[:BATCH]):
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in batch])
        for seal in batch:
            event = events.get(seal.event_id)
            if event is None:
                yield ChainFault(seal.event_id, "was taken away")
            elif link(before, event) != seal.digest:
                yield ChainFault(seal.event_id, "was changed, or the link before it was")
            # From the link as it stands, so that one fault is named once and not again for all that follow.
            before = seal.digest
        last = batch[-1].pk
    overdue = AuditEvent.objects.filter(~_is_sealed(), at__lte=clock.now() - OVERDUE).order_by("pk")
    for event_id in overdue.values_list("pk", flat=True)[:BATCH]:
        yield ChainFault(event_id, "is not sealed after an hour: is beat running?")


def _taken_from_the_ends() -> Iterator[ChainFault]:
    """Yield what a chain that was emptied, or cut at an end, still shows: the database counted the links it made.

    Two batches' worth may be missing, because the numbers of a batch that was rolled back are not given out again.
    """
    ends = AuditSeal.objects.aggregate(first=Min("pk"), last=Max("pk"))
    made, first, last = _links_made(), ends["first"], ends["last"]
    if made and last is None:
        yield ChainFault(None, f"of {made} links none is left: the chain was emptied")
        return
    if made - (last or 0) > 2 * BATCH:
        yield ChainFault(None, f"of {made} links the last is {last}: the chain's end was taken away")
    if (first or 1) > 2 * BATCH:
        yield ChainFault(None, f"the first link is {first}: the chain's beginning was taken away")


def _links_made() -> int:
    """Return how many links this database has ever made, by its own count."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT last_value, is_called FROM audit_auditseal_id_seq")
        else:
            cursor.execute("SELECT seq, 1 FROM sqlite_sequence WHERE name = 'audit_auditseal'")
        row = cursor.fetchone()
    return int(row[0]) if row and row[1] else 0


def head() -> tuple[int, str]:
    """Return how many events are sealed, and the last digest. Kept elsewhere, it shows when the end is cut off."""
    last = AuditSeal.objects.order_by("-pk").first()
    return AuditSeal.objects.count(), last.digest if last else START
