"""Periodic work of the accounts."""

from celery import shared_task

from backend.accounts import alarms


@shared_task(ignore_result=True)
def raise_alarms() -> int:
    """Tell people that somebody tries to get into their account."""
    return alarms.warn_of_guessing()
