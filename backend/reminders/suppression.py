"""Whether a due reminder stays silent, and why. Pure; asked at send time, so that what was done meanwhile counts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from backend.reminders.due import is_quiet
from backend.reminders.kinds import NEWS

LATE = dt.timedelta(minutes=5)
# The same reminder never comes twice within this time, however far somebody travels. A time that the patient chose
# since the last one rings all the same.
APART = dt.timedelta(hours=12)


class Silence(StrEnum):
    """Every reason for silence is counted; the operator sees them."""

    SESSION_DONE = "SESSION_DONE"
    DIARY_DONE = "DIARY_DONE"
    QUESTIONS_DONE = "QUESTIONS_DONE"
    SEEN = "SEEN"
    RULE_OFF = "RULE_OFF"
    NOT_IN_CARE = "NOT_IN_CARE"
    NO_PROGRAM = "NO_PROGRAM"
    HELD = "HELD"
    PAUSED = "PAUSED"
    AWAY = "AWAY"
    NOTHING_DUE = "NOTHING_DUE"
    TOO_LATE = "TOO_LATE"
    QUIET_HOURS = "QUIET_HOURS"
    TOO_SOON = "TOO_SOON"
    WEEKLY_CAP = "WEEKLY_CAP"
    SUPERSEDED = "SUPERSEDED"
    SKIPPED_TRAVEL = "SKIPPED_TRAVEL"
    NO_CHANNEL = "NO_CHANNEL"


_DONE = {
    "session": Silence.SESSION_DONE,
    "diary": Silence.DIARY_DONE,
    "weekly": Silence.QUESTIONS_DONE,
    "message": Silence.SEEN,
    "program": Silence.SEEN,
}


@dataclass(frozen=True)
class Situation:
    """What is true of one due reminder at the moment of sending. Instants are aware; `local_now` is the wall clock.

    `done`: nothing is left to remind of. `chosen_at`: when the patient last changed this reminder; `last_same_at`: when
    it was last sent; `sent_in_week`: how many reminders with a time of their own went to the patient in the last seven
    days.
    """

    kind: str
    chosen_at: dt.datetime
    rule_enabled: bool
    in_care: bool
    has_program: bool
    held: bool
    paused: bool
    away: bool
    due_today: bool
    done: bool
    due_at: dt.datetime
    expires_at: dt.datetime
    now: dt.datetime
    local_now: dt.time
    quiet_from: dt.time
    quiet_to: dt.time
    last_same_at: dt.datetime | None
    sent_in_week: int
    weekly_cap: int | None


def reason_for_silence(at: Situation) -> Silence | None:
    """Return why this reminder must not be sent, or None when it should be."""
    is_session = at.kind == "session"
    is_news = at.kind in NEWS
    # A time the patient chose is honoured even at night; only a reminder that slipped into the night is dropped.
    slipped_into_night = at.now - at.due_at > LATE and is_quiet(at.local_now, at.quiet_from, at.quiet_to)
    too_soon = at.last_same_at is not None and at.last_same_at > at.chosen_at and at.now - at.last_same_at < APART
    over_cap = at.weekly_cap is not None and at.sent_in_week >= at.weekly_cap
    rules = (
        (not at.in_care, Silence.NOT_IN_CARE),
        (not at.rule_enabled, Silence.RULE_OFF),
        (at.away, Silence.AWAY),
        (at.done, _DONE[at.kind]),
        (is_session and not at.has_program, Silence.NO_PROGRAM),
        (is_session and at.held, Silence.HELD),
        (is_session and at.paused, Silence.PAUSED),
        (is_session and not at.due_today, Silence.NOTHING_DUE),
        (at.now >= at.expires_at, Silence.TOO_LATE),
        (slipped_into_night, Silence.QUIET_HOURS),
        (not is_news and too_soon, Silence.TOO_SOON),
        (not is_news and over_cap, Silence.WEEKLY_CAP),
    )
    return next((silence for holds, silence in rules if holds), None)
