"""JSON that can be stored: no NaN, Infinity, NUL, lone surrogates, huge numbers or deep nesting."""

import json
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_JSON_DEPTH = 20


class StrictJSONParser(JSONParser):
    """The only parser of the API; whatever it refuses is named in the answer."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
            if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                raise ParseError("This is larger than 1 MB. Send it in smaller parts.")
            data = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
            _check(data, 0)
        except (ValueError, RecursionError) as error:
            raise ParseError(f"This is not valid JSON: {error}.") from error
        return data


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _check(value: Any, depth: int) -> None:
    if depth > MAX_JSON_DEPTH:
        raise ValueError(f"nested deeper than {MAX_JSON_DEPTH} levels")
    if isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise ValueError("a text holds a character that cannot be stored")
    elif isinstance(value, float):
        if value in (float("inf"), float("-inf")):
            raise ValueError("a number is too large")
    elif isinstance(value, int) and abs(value) > 2**53:
        raise ValueError("a number is too large")
