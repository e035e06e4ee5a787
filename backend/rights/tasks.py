"""Wipes the locked records whose keeping time is over."""

from celery import shared_task

from backend.common import clock
from backend.rights import erasure


@shared_task
def wipe_due() -> int:
    """Return how many records were wiped, none before its date has come everywhere. Twice wipes nothing twice."""
    return erasure.wipe_due_records(clock.earliest_date(clock.now()))
