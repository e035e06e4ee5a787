"""Does slow work, such as a PDF or a copy of a record, one at a time in each web process.

A few requests wait their turn, so that the other threads can answer everybody else; the rest are told to try again.
"""

import functools
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from rest_framework.exceptions import APIException

from backend.common.try_again import TRY_AGAIN

# More at once would not be quicker: Python runs one of them at a time.
AT_ONCE = 1
WAITING = 2
WAIT_SECONDS = 10.0

Given = ParamSpec("Given")
Made = TypeVar("Made")
_turn = threading.BoundedSemaphore(AT_ONCE)
_places = threading.BoundedSemaphore(AT_ONCE + WAITING)


class Busy(APIException):
    """Others' work is in the way for now. `wait` becomes Retry-After."""

    status_code = 503
    default_code = "try_again"
    default_detail = TRY_AGAIN
    wait = 10


def expensive(view: Callable[Given, Made]) -> Callable[Given, Made]:
    """Wrap a view's method in a turn. Raises Busy when too many wait, or the turn does not come in ten seconds."""

    @functools.wraps(view)
    def in_turn(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if not _places.acquire(blocking=False):
            raise Busy
        try:
            if not _turn.acquire(timeout=WAIT_SECONDS):
                raise Busy
            try:
                return view(*args, **kwargs)
            finally:
                _turn.release()
        finally:
            _places.release()

    return in_turn
