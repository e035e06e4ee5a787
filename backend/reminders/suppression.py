"""Whether a due reminder stays silent, and why. Pure; asked at send time, so that what was done meanwhile counts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

QUIET_FROM = dt.time(21, 0)
QUIET_TO = dt.time(8, 0)
LATE = dt.timedelta(minutes=5)


class Silence(StrEnum):
    """Every reason for silence is counted; the operator sees them."""

    SESSION_DONE = "SESSION_DONE"
    DIARY_DONE = "DIARY_DONE"
    RULE_OFF = "RULE_OFF"
    NOT_IN_CARE = "NOT_IN_CARE"
    NO_PROGRAM = "NO_PROGRAM"
    HELD = "HELD"
    PAUSED = "PAUSED"
    NOTHING_DUE = "NOTHING_DUE"
    TOO_LATE = "TOO_LATE"
    QUIET_HOURS = "QUIET_HOURS"
    NO_CHANNEL = "NO_CHANNEL"


@dataclass(frozen=True)
class Situation:
    """What is true of one due reminder at the moment of sending. Instants are aware; `local_now` is the wall clock."""

    kind: str
    rule_enabled: bool
    in_care: bool
    has_program: bool
    held: bool
    paused: bool
    due_today: bool
    done: bool
    due_at: dt.datetime
    expires_at: dt.datetime
    now: dt.datetime
    local_now: dt.time


def reason_for_silence(at: Situation) -> Silence | None:
    """Return why this reminder must not be sent, or None when it should be."""
    is_session = at.kind == "session"
    # A time the patient chose is honoured even at night; only a reminder that slipped into the night is dropped.
    slipped_into_night = at.now - at.due_at > LATE and _is_quiet(at.local_now)
    rules = (
        (not at.in_care, Silence.NOT_IN_CARE),
        (not at.rule_enabled, Silence.RULE_OFF),
        (at.done, Silence.SESSION_DONE if is_session else Silence.DIARY_DONE),
        (is_session and not at.has_program, Silence.NO_PROGRAM),
        (is_session and at.held, Silence.HELD),
        (is_session and at.paused, Silence.PAUSED),
        (is_session and not at.due_today, Silence.NOTHING_DUE),
        (at.now >= at.expires_at, Silence.TOO_LATE),
        (slipped_into_night, Silence.QUIET_HOURS),
    )
    return next((silence for holds, silence in rules if holds), None)


def _is_quiet(wall: dt.time) -> bool:
    return wall >= QUIET_FROM or wall < QUIET_TO
