"""Formats log lines without what people wrote: an error's text may quote it, so only its kind and place are logged."""

import logging
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Their texts name parts of the program or of its set-up.
ABOUT_CODE = (AttributeError, NameError, ImportError, ImproperlyConfigured, TypeError, MemoryError, RecursionError)
# Of Django's and of the driver's errors: the first line names a constraint or a state, those after it quote the row.
ABOUT_DATABASE = ("IntegrityError", "OperationalError", "InternalError")
Excinfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class ScrubbedFormatter(logging.Formatter):
    """Formats as usual, with each exception told by its kind, and by its text only where that quotes nobody."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own telling of the exception.
        record.exc_text = None
        if isinstance(record.args, Mapping) and "exc" in record.args:
            record = logging.makeLogRecord({**vars(record), "args": _without_error(record.args, record)})
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, ei: Excinfo) -> str:  # noqa: N802  the library's name
        return "\n\n".join(map(_told, _chain(ei[1])))


def _without_error(args: Mapping[str, Any], record: logging.LogRecord) -> Mapping[str, Any]:
    """Return what Celery says of a failed task, without the error's text; the traceback follows as everybody's."""
    kind = record.exc_info[0] if record.exc_info else None
    return {**args, "exc": kind.__name__ if kind else "an error", "traceback": ""}


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an error after those that led to it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _told(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    lines = "".join(traceback.format_tb(error.__traceback__))
    said = safe_text(error)
    return f"Traceback (most recent call last):\n{lines}{kind}{': ' + said if said else ''}"


def safe_text(error: BaseException) -> str:
    """Return what may be told of an error's text, "" for nothing."""
    if isinstance(error, ABOUT_CODE):
        return str(error)
    if any(kind.__name__ in ABOUT_DATABASE for kind in type(error).__mro__):
        return str(error).partition("\n")[0]
    if isinstance(error, OSError):
        return error.strerror or ""
    return ""
