"""Faults made on purpose."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import OperationalError, connection


class Nth:
    """Lets the query of this number fail, as when the connection is cut just then."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.seen = 0
        self.failed = ""

    def __call__(self, execute: Any, *query: Any) -> Any:
        self.seen += 1
        if self.seen == self.number:
            self.failed = str(query[0])[:200]
            raise OperationalError("the connection is gone")
        return execute(*query)

    @property
    def has_failed(self) -> bool:
        return self.seen >= self.number


@contextlib.contextmanager
def failing(number: int) -> Iterator[Nth]:
    nth = Nth(number)
    with connection.execute_wrapper(nth):
        yield nth
