"""What a JSON value may hold so that it can be stored: no NaN, Infinity, NUL, lone surrogates, huge numbers or deep
nesting. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MAX_JSON_DEPTH = 20
# Beyond it JavaScript and databases disagree on which whole number it is.
LARGEST = 2**53


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
