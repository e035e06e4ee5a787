"""Brings together what two people changed in one draft, place by place. Pure."""

from typing import Any

from backend.library.kinds import Content, Place

_NOTHING: Any = object()


def merged(base: Content, mine: Content, theirs: Content) -> tuple[Content, list[Place]]:
    """Return the content with both people's changes since `base`, and the places that both changed differently.

    There my value stands. Lists are one value: two orders of steps cannot be mixed.
    """
    clashes: list[Place] = []
    return _merged(base, mine, theirs, (), clashes), clashes


def _merged(base: Any, mine: Any, theirs: Any, place: Place, clashes: list[Place]) -> Any:
    if mine == base:
        return theirs
    if theirs in (base, mine):
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        found = {}
        for key in dict.fromkeys([*mine, *theirs]):
            old, own, other = (each.get(key, _NOTHING) for each in (before, mine, theirs))
            value = _merged(old, own, other, (*place, key), clashes)
            if value is not _NOTHING:
                found[key] = value
        return found
    clashes.append(place)
    return mine
