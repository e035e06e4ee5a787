"""Which exercises of a running program are held, and on which dates they were. Pure.

`Program.held` keeps one span for each hold: {"exercise", "tags", "from_on", "until_on"}; dates are patient-local, both
included, `until_on` null while it lasts.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

HeldSpan = dict[str, Any]


def open_holds(held: Iterable[HeldSpan]) -> dict[str, list[str]]:
    """Return exercise -> why it is held now."""
    return {span["exercise"]: span["tags"] for span in held if span["until_on"] is None}


def held_dates(held: Iterable[HeldSpan], today: dt.date) -> dict[str, list[tuple[dt.date, dt.date]]]:
    """Return exercise -> the spans of dates on which it was held, until today where it still is."""
    found: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for span in held:
        until = dt.date.fromisoformat(span["until_on"]) if span["until_on"] else today
        found.setdefault(span["exercise"], []).append((dt.date.fromisoformat(span["from_on"]), until))
    return found


def renewed(held: list[HeldSpan], now: Mapping[str, list[str]], today: dt.date) -> list[HeldSpan]:
    """Return the spans with those ended that hold no longer, and those begun that are new. `now`: exercise -> why."""
    kept = []
    for span in held:
        if span["until_on"] is not None:
            kept.append(span)
        elif span["exercise"] in now:
            kept.append({**span, "tags": now[span["exercise"]]})
        else:
            kept.append({**span, "until_on": today.isoformat()})
    fresh = [name for name in now if name not in open_holds(held)]
    return kept + [
        {"exercise": name, "tags": now[name], "from_on": today.isoformat(), "until_on": None} for name in fresh
    ]
