"""Makes records for tests, in the shape in which phones send them. Needs no Django: the scripts use it too."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend.common import clock
from backend.common.ids import new_id

if TYPE_CHECKING:
    from backend.programs.models import ProgramVersion

ROOT = Path(__file__).resolve().parents[1]
ZONE = "America/Chicago"


def shipped_entries() -> int:
    """Return how many entries the shipped content pack has."""
    from backend.library.kinds import KINDS, slugs_in

    return sum(len(slugs_in(ROOT / "exercises", kind)) for kind in KINDS)


def day_record(on: dt.date, *, parents: list[str] | None = None, **changes: Any) -> dict[str, Any]:
    """Return a day_entry record written now."""
    return {
        "type": "day_entry",
        "id": str(new_id()),
        "recorded_at": clock.now().isoformat(),
        "time_zone": ZONE,
        "occurred_on": on.isoformat(),
        "parents": parents or [],
        "changes": changes,
    }


def session_record(version: "ProgramVersion", on: dt.date, *, slot: str = "evening", **more: Any) -> dict[str, Any]:
    """Return a session record in which every item was done."""
    now = clock.now()
    return {
        "type": "session",
        "id": str(new_id()),
        "recorded_at": now.isoformat(),
        "time_zone": ZONE,
        "occurred_on": on.isoformat(),
        "version_id": str(version.pk),
        "slot": slot,
        "started_at": (now - dt.timedelta(minutes=9)).isoformat(),
        "ended_at": now.isoformat(),
        "exercises": [
            {"item_id": str(item.pk), "outcome": "done", "sets_done": item.sets, "reps_done": item.reps}
            for item in version.items.all()
        ],
        **more,
    }


def message_record(text: str = "May I ask something?") -> dict[str, Any]:
    return {
        "type": "message",
        "id": str(new_id()),
        "recorded_at": clock.now().isoformat(),
        "time_zone": ZONE,
        "text": text,
    }


def dated_record(type_name: str, on: dt.date, **more: Any) -> dict[str, Any]:
    """Return a record of a date, written now."""
    return {
        "type": type_name,
        "id": str(new_id()),
        "recorded_at": clock.now().isoformat(),
        "time_zone": ZONE,
        "occurred_on": on.isoformat(),
        **more,
    }


def red_flag_record(on: dt.date, *, asked: str = "weekly", **answers: bool) -> dict[str, Any]:
    """Return the answers to some safety questions."""
    return dated_record("red_flag_check", on, asked=asked, answers=answers)
