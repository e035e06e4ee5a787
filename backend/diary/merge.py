"""Turns the revisions of one day into one entry. Pure, and independent of the order in which revisions arrive.

Clocks of phones are wrong, so causality decides first: what was written with knowledge of another revision comes
after it. Only revisions that did not know of each other are ordered by the phone's time, then by id.
"""

import datetime as dt
import heapq
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Revision:
    """One writing: the fields it set, what it had seen, and the phone's time (aware)."""

    id: uuid.UUID
    recorded_at: dt.datetime
    parents: frozenset[uuid.UUID]
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """The day's entry.

    `fields`: name -> value. `heads`: ids that no other revision has seen; the next writing names them as parents.
    `conflicts`: field -> the values that were written without knowledge of the one that stands, and not since
    overwritten by somebody who knew both.
    """

    fields: dict[str, Any]
    heads: list[uuid.UUID]
    conflicts: dict[str, list[Any]]


def merge_day(revisions: Iterable[Revision]) -> Merged:
    """Merge all revisions of one date. Parents that have not arrived yet are ignored until they do."""
    known = {revision.id: revision for revision in revisions}
    ordered = _in_causal_order(known)
    overwritten = _overwritten(ordered)
    writers: dict[str, list[Revision]] = {}
    for revision in ordered:
        for name in revision.changes:
            if name not in overwritten[revision.id]:
                writers.setdefault(name, []).append(revision)
    fields = {name: revisions_[-1].changes[name] for name, revisions_ in writers.items()}
    conflicts = {}
    for name, revisions_ in writers.items():
        others = [other.changes[name] for other in revisions_[:-1] if other.changes[name] != fields[name]]
        if others:
            conflicts[name] = others
    seen = {parent for revision in ordered for parent in revision.parents}
    heads = sorted(revision.id for revision in ordered if revision.id not in seen)
    return Merged(dict(sorted(fields.items())), heads, dict(sorted(conflicts.items())))


def _in_causal_order(known: Mapping[uuid.UUID, Revision]) -> list[Revision]:
    waiting = {id_: {parent for parent in known[id_].parents if parent in known} - {id_} for id_ in known}
    children: dict[uuid.UUID, list[uuid.UUID]] = {id_: [] for id_ in known}
    for id_, parents in waiting.items():
        for parent in parents:
            children[parent].append(id_)
    ready = [(known[id_].recorded_at, id_) for id_, parents in waiting.items() if not parents]
    heapq.heapify(ready)
    ordered: list[Revision] = []
    placed: set[uuid.UUID] = set()
    by_id = iter(sorted(known))
    while len(ordered) < len(known):
        if not ready:
            # A circle of parents can only be made on purpose; break it the same way everywhere.
            id_ = next(each for each in by_id if each not in placed)
            ready = [(known[id_].recorded_at, id_)]
            waiting[id_] = set()
        _, id_ = heapq.heappop(ready)
        if id_ in placed:
            continue
        placed.add(id_)
        ordered.append(known[id_])
        for child in children[id_]:
            waiting[child].discard(id_)
            if not waiting[child] and child not in placed:
                heapq.heappush(ready, (known[child].recorded_at, child))
    return ordered


def _overwritten(ordered: list[Revision]) -> dict[uuid.UUID, frozenset[str]]:
    """Return revision id -> the fields that somebody wrote who knew of it, at first hand or through others.

    Goes once from the newest to the oldest: the time grows with the number of revisions and parents, no faster.
    """
    found: dict[uuid.UUID, frozenset[str]] = {}
    later: dict[uuid.UUID, set[str]] = {}
    places = {revision.id: place for place, revision in enumerate(ordered)}
    for place in range(len(ordered) - 1, -1, -1):
        revision = ordered[place]
        found[revision.id] = frozenset(later.pop(revision.id, ()))
        known = found[revision.id] | revision.changes.keys()
        for parent in revision.parents:
            # A parent that comes later closes a circle: there nobody knew of the other.
            if places.get(parent, place) < place:
                later.setdefault(parent, set()).update(known)
    return found
