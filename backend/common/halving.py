"""Works on a batch so that an item that can't be done fails alone: halves it until the item at fault is found."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, transaction

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")
# These say nothing about an item: the database is out of reach, or the time is up.
NOT_THE_ITEM = (InterfaceError, OperationalError, SoftTimeLimitExceeded)


def halving(
    items: Sequence[_Item], work: Callable[[Sequence[_Item]], _Done], on_fault: Callable[[_Item, Exception], object]
) -> list[_Done]:
    """Do `work` on all items at once; what fails is done again by halves. Return what each part returned.

    An item that fails by itself is given to `on_fault` with its error. `work` must be safe to call again.
    """
    if not items:
        return []
    try:
        return [work(items)]
    except NOT_THE_ITEM:
        raise
    except Exception as error:
        if len(items) == 1:
            on_fault(items[0], error)
            return []
    middle = len(items) // 2
    return halving(items[:middle], work, on_fault) + halving(items[middle:], work, on_fault)


def halving_stored(
    items: Sequence[_Item], work: Callable[[Sequence[_Item]], _Done], on_fault: Callable[[_Item, Exception], object]
) -> list[_Done]:
    """Do the same for work that stores: each try is undone as a whole when it fails."""

    def stored(some: Sequence[_Item]) -> _Done:
        with transaction.atomic():
            return work(some)

    return halving(items, stored, on_fault)
