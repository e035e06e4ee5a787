"""Querysets whose SQL is written once: Django takes longer to write most of Nod's queries than PostgreSQL to answer.

A query stands beside the function that asks it, with a `Param` for whatever changes from call to call:

    _NAMES = Compiled(lambda: Patient.objects.filter(clinic=Param("clinic", UUIDField())).values_list("pk", "name"))
    rows = _NAMES(clinic=clinic.pk)

Only for what every request asks: elsewhere a plain queryset is easier to read.
"""

import copy
import functools
import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, F, Field, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from backend.common.among import EqualsAny

_Row = TypeVar("_Row")


class Param(Expression):
    """A place in a compiled query that gets its value with each call."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def prepared(self, given: dict[str, Any]) -> Any:
        """Return this call's value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


class _Ids(Param):
    def prepared(self, given: dict[str, Any]) -> Any:
        ids = list(given[self.name])
        return ids if connection.vendor == "postgresql" else json.dumps([id_.hex for id_ in ids])


class AmongParam(EqualsAny):
    """The condition that a UUID field is one of the ids that a call gives: one parameter for any number of them."""

    def __init__(self, field: str, name: str) -> None:
        super().__init__(F(field), _Ids(name, UUIDField()))

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        return super().as_sql(
            compiler,
            connection,
            template="%(expressions)s))",
            arg_joiner=" IN (SELECT value FROM json_each(",
        )


class Compiled(Generic[_Row]):
    """A queryset of models or of `values_list`, written once a process for each kind of database. Calling it returns
    the rows of these values.

    Without prefetches: they are queries of their own.
    """

    def __init__(self, make: "Callable[[], QuerySet[Any, _Row]]") -> None:
        self._make = make
        self._written = functools.cache(self._write)

    def _write(self, vendor: str) -> tuple[Any, SQLCompiler, str, Sequence[Any]]:
        rows = self._make()
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return rows._iterable_class, compiler, sql, params

    def __call__(self, **given: Any) -> list[_Row]:
        iterable, written, sql, params = self._written(connection.vendor)
        if written.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("A row is locked until its transaction ends, and there is none.")
        # A copy, because threads share what is written, but not connections.
        compiler = copy.copy(written)
        compiler.connection = connection
        values = tuple(each.prepared(given) if isinstance(each, Param) else each for each in params)
        compiler.as_sql = lambda *args, **options: (sql, values)  # type: ignore[method-assign]
        query = SimpleNamespace(get_compiler=lambda *args, **options: compiler)
        return list(iterable(SimpleNamespace(db=connection.alias, query=query, _known_related_objects={})))

    def first(self, **given: Any) -> _Row | None:
        return next(iter(self(**given)), None)
