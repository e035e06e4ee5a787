"""Leaves a push service, or a key of ours, alone for a while after several failures in a row."""

import datetime as dt
import logging
from collections.abc import Iterable

from backend.common import clock
from backend.reminders.models import Circuit

ENOUGH = 5
HOST_REST = dt.timedelta(seconds=30)
# A key that a service refuses five times running is wrong until somebody looks.
KEY_REST = dt.timedelta(hours=1)

log = logging.getLogger(__name__)


def open_circuits() -> dict[str, float]:
    """Return name -> seconds left, for every circuit that is open now. One query."""
    now = clock.now()
    rows = Circuit.objects.filter(open_until__gt=now).values_list("name", "open_until")
    return {name: (until - now).total_seconds() for name, until in rows if until}


def note_outcomes(outcomes: Iterable[tuple[str, bool, str]]) -> None:
    """Keep (name, went well, detail) of a batch in its order. Writes nothing while all is well."""
    runs: dict[str, tuple[bool, int, str]] = {}
    for name, well, detail in outcomes:
        healed, failures, _ = runs.get(name, (False, 0, ""))
        runs[name] = (True, 0, "") if well else (healed, failures + 1, detail)
    known = {row.name: row for row in Circuit.objects.filter(name__in=runs)} if runs else {}
    for name, (healed, failures, detail) in runs.items():
        row = known.get(name)
        if failures == 0 and (row is None or row.failures == 0):
            continue
        before = 0 if healed or row is None else row.failures
        _store(name, before + failures, detail)


def _store(name: str, failures: int, detail: str) -> None:
    now = clock.now()
    is_open = failures >= ENOUGH
    rest = KEY_REST if name.startswith("key:") else HOST_REST
    Circuit.objects.update_or_create(
        name=name,
        defaults={
            "failures": failures,
            "open_until": now + rest if is_open else None,
            "last_detail": detail[:80],
            "changed_at": now,
        },
    )
    if is_open:
        log.error("Reminders: %s failed %s times in a row (%s); it rests for %s", name, failures, detail, rest)


class Breaker:
    """The same rule within one batch, where five answers come before any of them is stored. Not shared by threads."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}

    def is_open(self, name: str) -> bool:
        return self._failures.get(name, 0) >= ENOUGH

    def note(self, name: str, well: bool) -> None:
        self._failures[name] = 0 if well else self._failures.get(name, 0) + 1
