"""Contains an error in one entry: lists and pages work without the entry, and its form still opens."""

import logging
from collections.abc import Callable
from typing import TypeVar

from backend.library.models import Version

Shown = TypeVar("Shown")
UNREADABLE = "Part of this entry can't be shown. Open it and check its gates."

log = logging.getLogger(__name__)


def in_its_entry(work: Callable[[Version], Shown], version: Version, instead: Shown) -> Shown:
    """Return what `work` makes of a version, or `instead` when the version's content is not what it should be."""
    try:
        return work(version)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, ArithmeticError) as error:
        log.warning("entry_unreadable kind=%s id=%s error=%s", version.KIND, version.pk, type(error).__name__)
        return instead
