"""Wipes the locked records whose keeping time is over."""

from celery import shared_task

from backend.common import clock
from backend.rights import erasure


@shared_task
def wipe_due() -> int:
    """Return how many records were wiped. Doing it twice wipes nothing twice."""
    return erasure.wipe_due(clock.now().date())
