"""Many ids as one parameter: a list of 500 placeholders takes longer to write and to parse than to answer."""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value


class EqualsAny(Func):
    """A UUID field, and one array of ids."""

    template = "%(expressions)s::uuid[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def among(field: str, ids: Iterable[uuid.UUID]) -> Q | EqualsAny:
    """Return the condition that `field` is one of `ids`: on PostgreSQL with one array, elsewhere as `__in`."""
    ids = list(ids)
    if connection.vendor != "postgresql":
        return Q(**{f"{field}__in": ids})
    return EqualsAny(F(field), Value(ids))
