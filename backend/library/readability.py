"""Measures how hard a patient's text is to read, as a school grade. Pure.

English: Flesch-Kincaid grade (Kincaid 1975), 0.39 words/sentence + 11.8 syllables/word - 15.59.
Spanish: Crawford's grade (Crawford 1984), -0.205 sentences/100 words + 0.049 syllables/100 words - 3.407.
Spanish syllables come from hyphenation patterns; English ones from vowel groups, since such patterns miss many.
"""

import re
from functools import cache
from typing import Any

import pyphen

HIGHEST_GRADE = 6.0
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;…]+(?:\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str, language: str) -> float:
    """Return the school grade of `text` in `language` ("en" or "es"); 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)))
    if language == "es":
        syllables = sum(len(_spanish().positions(word)) + 1 for word in words)
        return -0.205 * sentences / len(words) * 100 + 0.049 * syllables / len(words) * 100 - 3.407
    syllables = sum(map(_english_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@cache
def _spanish() -> Any:
    return pyphen.Pyphen(lang="es", left=1, right=1)


def _english_syllables(word: str) -> int:
    word = word.lower()
    groups = len(_VOWELS.findall(word))
    silent_e = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    silent_ed = word.endswith("ed") and len(word) > 3 and word[-3] not in "td" and groups > 1
    return max(1, groups - silent_e - silent_ed)
