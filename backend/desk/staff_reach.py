"""Which members of staff mail does not reach: for the lead, for themselves and, in counts, for the operator."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from backend.common import clock
from backend.desk.models import StaffMail
from backend.desk.staff_mail_sending import WAITS

# Put off so often, a mail counts as one that does not arrive, although it is still tried.
WORRYING_ATTEMPTS = 4
COUNTED_FOR = dt.timedelta(days=30)


@dataclass(frozen=True)
class StaffReach:
    """`waiting`: mails not sent yet, the oldest for `oldest_seconds`. `unreached`: members no mail reaches."""

    waiting: int
    oldest_seconds: float
    unreached: int


def unreached_since(user_ids: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, dt.datetime]:
    """Return member -> since when mail to them fails, without those whose newest mail arrived. None: everybody."""
    rows = _failing().filter(user__is_active=True)
    if user_ids is not None:
        rows = rows.filter(user__in=list(user_ids))
    return dict(rows.values_list("user").annotate(since=Min("created_at")))


def staff_reach() -> StaffReach:
    """Count for the operator, the last 30 days. Two queries, over columns that the admin's role may read."""
    oldest = list(StaffMail.objects.filter(WAITS).order_by("created_at").values_list("created_at", flat=True))
    age = (clock.now() - oldest[0]).total_seconds() if oldest else 0.0
    recent = _failing().filter(created_at__gte=clock.now() - COUNTED_FOR)
    return StaffReach(len(oldest), age, recent.aggregate(people=Count("user_id", distinct=True))["people"])


def _failing() -> "QuerySet[StaffMail]":
    """Return the mails that do not arrive and are newer than the newest one to the same member that did."""
    fails = Q(failed_at__isnull=False) | WAITS & Q(attempts__gte=WORRYING_ATTEMPTS)
    arrived = StaffMail.objects.filter(user_id=OuterRef("user_id"), sent_at__isnull=False).order_by().values("user_id")
    last = Subquery(arrived.annotate(last=Max("created_at")).values("last"))
    rows = StaffMail.objects.filter(fails).annotate(last=last).order_by()
    return rows.filter(Q(last__isnull=True) | Q(created_at__gt=F("last")))
