"""Waiting for what is slow: as long as it may still come, and within one generous limit for all."""

import os
import time
from collections.abc import Callable
from typing import TypeVar

# Where all is well nothing takes a tenth of this. A slower machine stretches it: NOD_TEST_PATIENCE=3 make test
LIMIT_SECONDS = 120 * float(os.environ.get("NOD_TEST_PATIENCE", "1"))
BETWEEN_SECONDS = 0.05
Value = TypeVar("Value")


def wait_for(what: str, look: Callable[[], Value], ended: Callable[[], str | None] = lambda: None) -> Value:
    """Look again and again until something is there, and return it.

    `ended` says why it will never come, such as the last words of a process that ended; that fails at once.
    """
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        if why := ended():
            raise AssertionError(f"{what} will not come: {why}")
        time.sleep(BETWEEN_SECONDS)
    raise AssertionError(f"{what} did not come within {LIMIT_SECONDS:.0f} s")
