"""JSON that can be stored: no NaN, Infinity, NUL, lone surrogates, huge numbers or deep nesting."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_JSON_DEPTH = 20
# Beyond it JavaScript and databases disagree on which whole number it is.
LARGEST = 2**53


class StrictJSONParser(JSONParser):
    """The parser of the API; whatever it refuses is named in the answer."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
            if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                raise ParseError("This is larger than 1 MB. Send it in smaller parts.")
            data = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise ParseError(f"This is not valid JSON: {error}.") from error
        self.check(data)
        return data

    def check(self, data: Any) -> None:
        if fault := unstorable(data):
            raise ParseError(f"This is not valid JSON: {fault.why}.")


class RecordsParser(StrictJSONParser):
    """For a batch of records: one that cannot be stored is told by its own outcome, and does not hold back the rest."""

    def check(self, data: Any) -> None:
        if isinstance(data, dict) and isinstance(data.get("records"), list):
            data = {**data, "records": []}
        super().check(data)


@dataclass(frozen=True)
class Unstorable:
    """Where in a value something stands that no database takes (dotted, as in `changes.note`), and what it is."""

    where: str
    why: str


def unstorable(value: Any, where: str = "", depth: int = 0) -> Unstorable | None:
    """Return the first thing in a JSON value that cannot be stored, or None."""
    if why := _why(value, depth):
        return Unstorable(where, why)
    for name, item in _inside(value):
        if found := unstorable(item, f"{where}.{name}" if where else str(name), depth + 1):
            return found
    return None


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _why(value: Any, depth: int) -> str | None:
    if depth > MAX_JSON_DEPTH:
        return f"nested deeper than {MAX_JSON_DEPTH} levels"
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    if any(map(_is_no_text, texts)):
        return "a text holds a character that cannot be stored"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number is not finite"
    if isinstance(value, int | float) and abs(value) > LARGEST:
        return "a number is too large"
    return None


def _is_no_text(text: str) -> bool:
    return "\x00" in text or (not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text))
