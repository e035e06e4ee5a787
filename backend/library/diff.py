"""What differs between two versions of an entry, leaf by leaf, in the order in which people read it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from backend.library.kinds import Content


@dataclass(frozen=True)
class Piece:
    """A run of words that is the same in both, or only in one."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Change:
    """One leaf that differs. `before` or `after` is empty where there was or is none."""

    place: str
    before: str
    after: str

    def pieces(self) -> list[Piece]:
        """Return the text with what went and what came, by words."""
        old, new = self.before.split(" "), self.after.split(" ")
        found: list[Piece] = []
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                found.append(Piece("same", " ".join(old[i:j])))
                continue
            if gone := " ".join(old[i:j]):
                found.append(Piece("gone", gone))
            if came := " ".join(new[k:m]):
                found.append(Piece("new", came))
        return found


def changes(before: Content, after: Content) -> list[Change]:
    """Return every leaf that differs, those of `before` first in its own order."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return [
        Change(place, old.get(place, ""), new.get(place, ""))
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    ]


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """A list of plain values is one leaf a value; a pose, whose angles nobody reads one by one, is one leaf."""
    if isinstance(value, dict) and not place.startswith("figure.poses."):
        for key, item in value.items():
            yield from _leaves(item, f"{place}.{key}" if place else key)
    elif isinstance(value, dict):
        yield place, ", ".join(f"{key} {_flat(item)}" for key, item in value.items())
    elif isinstance(value, list):
        for index, item in enumerate(value, start=1):
            yield from _leaves(item, f"{place}.{index}")
    else:
        yield place, str(value)


def _flat(value: Any) -> str:
    return " ".join(f"{key} {item}" for key, item in value.items()) if isinstance(value, dict) else str(value)
