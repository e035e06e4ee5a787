"""Periodic work: refreshes summaries that only the passing of time changes, such as "nothing heard for five days"."""

import datetime as dt
import time
from collections.abc import Iterator

from celery import shared_task
from django.db.models import F, Q

from backend.accounts.models import IN_CARE, Patient
from backend.common import clock
from backend.insights.services import NUMBERS_VERSION, refresh_all

# Older counts than this are made anew; a sweep comes more often, and takes those that wait longest.
STALE = dt.timedelta(minutes=30)
# A task has 50 seconds (CELERY_TASK_SOFT_TIME_LIMIT). What one sweep leaves, the next one takes.
BUDGET_SECONDS = 35.0


@shared_task(ignore_result=True)
def sweep() -> int:
    """Refresh everybody in care whose count is stale, or was made by other definitions.

    The sweep is the truth, a refresh after a sync makes it quick.
    """
    redefined = ~Q(summary__numbers_version=NUMBERS_VERSION)
    stale = Q(summary__isnull=True) | redefined | Q(summary__refreshed_at__lt=clock.now() - STALE)
    waiting = Patient.objects.filter(stale, status__in=IN_CARE).order_by(
        F("summary__refreshed_at").asc(nulls_first=True), "pk"
    )
    return max(_within_budget(refresh_all(waiting)), default=0)


def _within_budget(progress: Iterator[tuple[int, int]]) -> Iterator[int]:
    """Yield how many are done after each batch, until the budget is used."""
    started = time.monotonic()
    for done, _ in progress:
        yield done
        if time.monotonic() - started > BUDGET_SECONDS:
            return
