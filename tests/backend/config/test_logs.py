"""What people write stays out of logs, ours and the database's, also when a statement or a task fails."""

import logging
import sys
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from backend.accounts.models import User
from backend.audit.models import Fault
from backend.common import clock
from backend.common.scrubbed_log import ScrubbedFormatter
from backend.config.checks import database_log
from backend.messages.models import Message
from tests.canaries import database_log as log_of_server
from tests.people import People

MARK = "canary-5e1f"


def as_logged(error: BaseException, message: str = "Internal Server Error: %s", *args: Any) -> str:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, args or ("/x",), sys.exc_info())
    return ScrubbedFormatter("{levelname} {message}", style="{").format(record)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal: {MARK}"),
        KeyError(MARK),
        UnicodeEncodeError("utf-8", MARK, 0, 1, "surrogates"),
        OSError(f"550 no such user {MARK}"),
        type("IntegrityError", (Exception,), {})(f"duplicate key\nDETAIL:  Key (email)=({MARK}) already exists."),
        type("DataError", (Exception,), {})(f'invalid input syntax for type date: "{MARK}"'),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_is_told_by_its_kind_and_place(error: Exception) -> None:
    told = as_logged(error)
    assert MARK not in told
    assert f"{type(error).__name__}" in told
    assert 'test_logs.py", line' in told


def test_what_helps_to_mend_is_still_told() -> None:
    assert "'User' object has no attribute 'x'" in as_logged(AttributeError("'User' object has no attribute 'x'"))
    told = as_logged(type("IntegrityError", (Exception,), {})("violates constraint “one_owner”\nDETAIL: the row"))
    assert told.endswith("IntegrityError: violates constraint “one_owner”")


def test_the_errors_that_led_to_it_are_scrubbed_too() -> None:
    error = RuntimeError("second")
    error.__cause__ = ValueError(MARK)
    told = as_logged(error)
    assert "ValueError" in told
    assert MARK not in told


def test_a_failed_task_is_told_without_its_error() -> None:
    context = {"name": "seal", "exc": f"ValueError('{MARK}')", "traceback": f"... {MARK}"}
    told = as_logged(ValueError(MARK), "Task %(name)s raised: %(exc)s\n%(traceback)s", context)
    assert MARK not in told
    assert "Task seal raised: ValueError" in told


@pytest.mark.postgres
@pytest.mark.django_db
def test_no_failing_statement_puts_words_into_the_databases_log(people: People) -> None:
    def fails(statement: Any) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()

    def slow(cursor: Any) -> None:
        cursor.execute("SET LOCAL statement_timeout = 1")
        cursor.execute("SELECT pg_sleep(60), %s", [MARK])

    User.objects.create(email=f"{MARK}@clinic.test", name=MARK)
    fails(lambda: User.objects.create(email=f"{MARK}@clinic.test", name=MARK))
    fails(lambda: User.objects.create(email=f"2{MARK}@clinic.test", name=MARK * 100))
    fails(lambda: Message.objects.create(text=MARK, patient=people.patient, clinic_id=None))
    fails(lambda: Fault.objects.create(work=MARK, item_id=MARK, first_at=None, last_at=clock.now()))
    with connection.cursor() as cursor:
        fails(lambda: slow(cursor))
    log = log_of_server(_url())
    assert "duplicate key value violates unique constraint" in log, "the log is read"
    assert "canceling statement due to statement timeout" in log
    assert MARK not in log


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_talkative_database_is_refused() -> None:
    assert database_log() == []
    with connection.cursor() as cursor:
        for name, value in (("log_error_verbosity", "default"), ("log_min_error_statement", "error")):
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        cursor.execute("SET LOCAL log_statement = 'mod'")
    assert [(each.id, str(each.hint).rpartition(" SET ")[2]) for each in database_log()] == [
        ("nod.E018", "log_error_verbosity = 'terse';"),
        ("nod.E018", "log_min_error_statement = 'panic';"),
        ("nod.E018", "log_statement = 'none';"),
    ]


def _url() -> str:
    given = connection.settings_dict
    return f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
