"""Decides when an emergency answer that nobody has reviewed goes to more people, and to whom. Pure.

The first email goes at once to whoever cares for the patient. After the clinic's minutes it goes to the leads as well,
and again until somebody has marked it as reviewed: within office hours each time after so many minutes, outside them
when the clinic opens next. A clinic without office hours is never closed: better an email at night than none.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from backend.accounts.office_hours import Hours, is_open, next_opening

# Rounds repeat by the week, so that no wait, however long, is walked through from its beginning.
WEEK = dt.timedelta(days=7)
Person = TypeVar("Person")


@dataclass(frozen=True)
class ClinicRules:
    """What the clinic has set: office hours in its zone, and the minutes that an emergency answer may wait."""

    hours: Hours
    zone: str
    after_minutes: int


def next_round(since: dt.datetime, rules: ClinicRules) -> dt.datetime:
    """Return when an answer that waits since then is sent on."""
    soon = since + dt.timedelta(minutes=max(rules.after_minutes, 1))
    if not rules.hours or is_open(rules.hours, rules.zone, since):
        return soon
    return next_opening(rules.hours, rules.zone, since) or soon


def latest_round(since: dt.datetime, now: dt.datetime, rules: ClinicRules, *, is_cared_for: bool) -> dt.datetime | None:
    """Return the last moment up to `now` at which it was due to be sent on; None before the first.

    An answer of a patient whom nobody cares for has nobody to wait for: it is sent on as soon as it is there.
    """
    if now < since:
        return None
    start = since + (now - since) // WEEK * WEEK
    due = None if is_cared_for and start == since else start
    following = next_round(start, rules)
    while following <= now:
        due, following = following, next_round(following, rules)
    return due


def told(leads: Collection[Person], carers: Collection[Person], members: Collection[Person]) -> set[Person]:
    """Return who is told: the leads and who cares for the patient; everybody of the clinic when there is neither."""
    return {*leads, *carers} or set(members)
