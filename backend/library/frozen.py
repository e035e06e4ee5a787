"""Content of versions that are frozen, kept by this process: it is large, and every phone's sync asks for it."""

import uuid
from collections.abc import Iterable
from typing import Any

from backend.library.models import OPEN, Version

# Versions kept; beyond it all are let go. The whole library is a hundred.
LIMIT = 1_000
_kept: dict[uuid.UUID, dict[str, Any]] = {}


def frozen_contents(model: type[Version], ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Return version id -> content, to read and never to change. One query at most, none once they were asked for."""
    wanted = set(ids)
    found = {id_: _kept[id_] for id_ in wanted if id_ in _kept}
    missing = wanted - found.keys()
    if missing:
        if len(_kept) > LIMIT:
            _kept.clear()
        rows = model._default_manager.filter(pk__in=missing).values_list("pk", "status", "content")
        for pk, status, content in rows:
            found[pk] = content
            # What can still be written is read each time.
            if status not in OPEN:
                _kept[pk] = content
    return found
