"""Who of the staff is away. The patients stay with them; the clinic's leads are told of what would wait meanwhile."""

import datetime as dt

from backend.accounts.models import Membership, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import FieldFault, NodError

LONGEST = dt.timedelta(days=366)


def set_away(user: User, until: dt.date | None) -> dt.date | None:
    """Be away up to and with a date, None: at work. Raises NodError for a date that is over or a year ahead."""
    member = user.membership
    today = clock.local_today(member.clinic.time_zone)
    if until and not today <= until <= today + LONGEST:
        fault = FieldFault("away_until", "out_of_range", "Choose a date from today to a year from now.")
        raise NodError("Nothing was changed.", faults=[fault])
    member.away_until = until
    member.save(update_fields=["away_until"])
    record(Action.CHANGED, "away", actor_id=user.pk, clinic_id=member.clinic_id)
    return until


def away_until(member: Membership) -> dt.date | None:
    """Return the last date away, None for somebody at work today, by the clinic's date."""
    if member.away_until and member.away_until >= clock.local_today(member.clinic.time_zone):
        return member.away_until
    return None
