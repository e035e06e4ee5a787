"""Which dates and times a record may carry. Pure; each refusal is a sentence for the patient."""

import datetime as dt

from backend.common import clock
from backend.common.errors import FieldFault

BACKFILL_DAYS = 7


def date_faults(occurred_on: dt.date, recorded_at: dt.datetime, zone: str, now: dt.datetime) -> list[FieldFault]:
    """Return what is wrong with the date of an entry written at `recorded_at` in `zone` and received at `now`.

    Tomorrow is allowed (the phone may be ahead of us across the date line); later is not. A day can be filled for
    seven days; the phone's own time decides that, so that a month offline costs nothing.
    """
    latest = clock.local_date(now, zone) + dt.timedelta(days=1)
    if occurred_on > latest:
        return [FieldFault("occurred_on", "in_future", "This day hasn't come yet. Choose today or an earlier day.")]
    # A clock that is ahead of ours closes no day.
    written_on = clock.local_date(min(recorded_at, now), zone)
    if (written_on - occurred_on).days > BACKFILL_DAYS:
        sentence = "This day is more than 7 days ago, so it is closed. Ask your therapist to change it."
        return [FieldFault("occurred_on", "closed", sentence)]
    return []


def span_faults(started_at: dt.datetime, ended_at: dt.datetime) -> list[FieldFault]:
    """Return what is wrong with the start and end of a session."""
    if ended_at < started_at:
        return [FieldFault("ended_at", "negative", "The session ends before it starts. Check the phone's clock.")]
    if ended_at - started_at > dt.timedelta(hours=24):
        return [FieldFault("ended_at", "too_long", "A session cannot be longer than a day.")]
    return []
