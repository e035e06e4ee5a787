"""Finds exercises that say nearly the same, so that a library does not grow two of one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from backend.library.kinds import Content

# Below this two exercises of one group merely resemble each other, as the shipped library shows.
ALIKE = 0.72
# Enough to tell two exercises apart, and a bound on the work for a text far too long.
WORDS = 200


@dataclass(frozen=True)
class Pair:
    """Two exercises, by slug, and how alike they are, 0 to 1."""

    one: str
    other: str
    likeness: float


def duplicates(exercises: Mapping[str, Content], language: str = "en", least: float = ALIKE) -> list[Pair]:
    """Return the pairs that are alike, the most alike first."""
    found = []
    for (one, first), (other, second) in combinations(sorted(exercises.items()), 2):
        likeness = _likeness(first, second, language, least)
        if likeness >= least:
            found.append(Pair(one, other, round(likeness, 2)))
    return sorted(found, key=lambda pair: -pair.likeness)


def _likeness(one: Content, other: Content, language: str, least: float) -> float:
    """Name and steps weigh most. What they work on only tips the balance: many work on the same muscles."""
    words, others = one["words"].get(language, {}), other["words"].get(language, {})
    steps = _same(" ".join(words.get("steps", [])), " ".join(others.get("steps", [])), least - 0.2)
    name = _same(words.get("name", ""), others.get("name", ""), 0)
    targets, more = set(one.get("targets", [])), set(other.get("targets", []))
    shared = len(targets & more) / len(targets | more) if targets | more else 0
    return 0.5 * steps + 0.35 * name + 0.15 * shared


def _same(one: str, other: str, least: float) -> float:
    matcher = SequenceMatcher(None, one.lower().split()[:WORDS], other.lower().split()[:WORDS], autojunk=False)
    return 0.0 if matcher.quick_ratio() < least else matcher.ratio()
