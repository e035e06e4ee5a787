"""Words of an exercise for the side it is done to. Pure.

The pack writes them for the right side, as `each` begins with it; for the left both words change places. The same rule
as frontend/src/domain/sided-words.ts.
"""

import re
from collections.abc import Mapping
from typing import Any

_WORDS = {
    "en": re.compile(r"\b(left|right)\b", re.IGNORECASE),
    "es": re.compile(r"\b(izquierd|derech)(?=[oa]s?\b)", re.IGNORECASE),
}
_OTHER = {"left": "right", "right": "left", "izquierd": "derech", "derech": "izquierd"}


def for_other_side(text: str, language: str) -> str:
    """Return a sentence for the other side."""

    def other(found: re.Match[str]) -> str:
        word = _OTHER[found[0].lower()]
        return word if found[0][0].islower() else word.capitalize()

    return _WORDS[language].sub(other, text)


def words_for_side(words: Mapping[str, Any], side: str, language: str) -> dict[str, Any]:
    """Return all words of an exercise for a side; for anything but the left they stay as they are written."""
    if side != "left":
        return dict(words)
    return {name: _other(value, language) if name != "name" else value for name, value in words.items()}


def _other(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_other(item, language) for item in value]
    return for_other_side(value, language) if isinstance(value, str) else value
