"""Counts tries at passwords, codes and emails, each under its own keys, and says how long the next one has to wait.

A try is counted before it is known whether it is right, and taken back if it was, so that guesses sent at once are
counted one by one. The keys are hashes: the table holds neither addresses nor networks.
"""

import contextlib
import datetime as dt
import ipaddress
import logging
import math
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from backend.accounts.delays import Pace
from backend.accounts.models import Tries
from backend.common import clock
from backend.common.errors import TooMany

log = logging.getLogger(__name__)
TOO_MANY = "Too many tries. Wait a while, then try again, or sign in with a code we email you."


@dataclass(frozen=True)
class Counter:
    """One count: what is tried, by or at whom, and how fast. `user_id`: whose account, to warn them."""

    kind: str
    of: str
    pace: Pace
    user_id: uuid.UUID | None = None

    @property
    def key(self) -> str:
        return salted_hmac("nod.tries", f"{self.kind}:{self.of}", algorithm="sha256").hexdigest()


def count_try(counters: Iterable[Counter], detail: str = TOO_MANY) -> dict[str, int]:
    """Count one try under each counter and return the counts by kind.

    Raises TooMany with the seconds still to wait when any of them has to; then none is counted.
    """
    try:
        return _count({counter.key: counter for counter in counters}, waits=True)
    except TooMany as error:
        error.detail = detail
        raise


@transaction.atomic
def _count(mine: dict[str, Counter], *, waits: bool) -> dict[str, int]:
    now = clock.now()
    # In one order, so that two requests never wait for each other.
    new = [Tries(key=key, last_at=now, user_id=mine[key].user_id) for key in sorted(mine)]
    Tries.objects.bulk_create(new, ignore_conflicts=True)
    rows = list(Tries.objects.select_for_update().filter(key__in=mine).order_by("key"))
    if waits:
        _refuse(mine, rows, now)
    for row in rows:
        pace = mine[row.key].pace
        row.count = min(pace.faded(row.count, row.last_at, now) + 1, pace.most)
        row.last_at, row.user_id = now, mine[row.key].user_id or row.user_id
    Tries.objects.bulk_update(rows, ["count", "last_at", "user_id"])
    return {mine[row.key].kind: round(row.count) for row in rows}


def _refuse(mine: dict[str, Counter], rows: Iterable[Tries], now: dt.datetime) -> None:
    """Raise TooMany with the longest wait of any row, if any has to wait."""
    waits = [mine[row.key].pace.wait(row.count, row.last_at, now) for row in rows]
    longest = max(waits, default=None)
    if longest:
        raise TooMany(TOO_MANY, "too_many_tries", retry_after=math.ceil(longest.total_seconds()))


def refuse_early(counters: Iterable[Counter]) -> None:
    """Raise TooMany while any of the counters has to wait, without counting anything."""
    mine = {counter.key: counter for counter in counters}
    if mine:
        _refuse(mine, Tries.objects.filter(key__in=mine), clock.now())


def note_failure(counters: Iterable[Counter]) -> int:
    """Count a try that was wrong, whatever the wait, and return how often the first counter's was by now."""
    counts = _count({counter.key: counter for counter in counters}, waits=False)
    return max(counts.values(), default=0)


def give_back(counters: Iterable[Counter]) -> None:
    """Take back a try that was no guess."""
    with _keeping_nobody_out():
        Tries.objects.filter(key__in=[each.key for each in counters], count__gte=1).update(count=F("count") - 1)


def forget(counters: Iterable[Counter]) -> None:
    """Forget all tries: the right person has proved who they are."""
    with _keeping_nobody_out():
        Tries.objects.filter(key__in=[each.key for each in counters]).delete()


@contextlib.contextmanager
def _keeping_nobody_out() -> Iterator[None]:
    """Go on after a fault of the counts: whoever got in by now stays in."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError:
        log.warning("tries_not_updated")


def count_of(counter: Counter) -> float:
    """Return how many tries stand against a counter now."""
    row = Tries.objects.filter(key=counter.key).first()
    return counter.pace.faded(row.count, row.last_at, clock.now()) if row else 0


def network_of(address: str) -> str:
    """Return the network an address stands for: itself, or its /64 where one house has them all (IPv6)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)
