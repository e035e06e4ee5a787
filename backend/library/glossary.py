"""The words of Nod (exercises/glossary.yaml): names of things in both languages, and what is not written. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from backend.library.kinds import LANGUAGES, SHIPPED

FILE = SHIPPED / "glossary.yaml"
# The languages whose forbidden words are refused.
CHECKED = ("en", "es")


@dataclass(frozen=True)
class ForbiddenTerm:
    """What is not written: `pattern` finds it, `unless` allows it in a text that also holds this word."""

    shown: str
    pattern: re.Pattern[str]
    unless: str
    write: str
    because: str


@dataclass(frozen=True)
class Term:
    """One thing's names; a pattern for each language."""

    shown: dict[str, str]
    patterns: dict[str, re.Pattern[str]]


@dataclass(frozen=True)
class Glossary:
    forbidden: dict[str, tuple[ForbiddenTerm, ...]]
    terms: tuple[Term, ...]


@cache
def glossary() -> Glossary:
    """Return the glossary that ships with the product."""
    data = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    forbidden = {language: tuple(map(_forbidden, data["forbidden"][language])) for language in LANGUAGES}
    return Glossary(forbidden, tuple(map(_term, data["terms"])))


def faults_in(text: str, language: str) -> list[str]:
    """Return a sentence for each forbidden word in `text`: what it is, what to write instead, and why."""
    flat = " ".join(text.split())
    found = []
    for each in glossary().forbidden[language]:
        match = each.pattern.search(flat)
        if match and not (each.unless and each.unless.lower() in flat.lower()):
            found.append(f"“{match.group()}” is not written: write “{each.write}” ({each.because})")
    return found


def missing_terms(texts: dict[str, str]) -> list[str]:
    """Return a sentence for each thing that `texts["en"]` names and `texts["es"]` does not call by its name."""
    found = []
    for term in glossary().terms:
        match = term.patterns["en"].search(texts["en"])
        if match and not term.patterns["es"].search(texts["es"]):
            found.append(f"the English says “{match.group()}”, so the Spanish must say “{term.shown['es']}”")
    return found


def _forbidden(data: dict[str, Any]) -> ForbiddenTerm:
    if "pattern" in data:
        shown, pattern = data["pattern"], re.compile(data["pattern"])
    else:
        shown, pattern = ", ".join(data["words"]), _any_of(data["words"])
    return ForbiddenTerm(shown, pattern, data.get("unless", ""), data["write"], data["because"])


def _term(data: dict[str, list[str]]) -> Term:
    return Term(
        {language: ", ".join(data[language]) for language in LANGUAGES},
        {language: _any_of(data[language]) for language in LANGUAGES},
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for whole words, in whatever case; `*` stands for any letters."""
    return re.compile("|".join(map(_pattern, words)), re.IGNORECASE)


def _pattern(word: str) -> str:
    inner = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    before = r"\b" if word[0].isalnum() else ""
    after = r"\b" if word[-1].isalnum() or word[-1] == "*" else ""
    return f"{before}{inner}{after}"
