"""Periodic work: plan reminders, and send what the database says is due, so that a lost queue loses no reminder."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

from backend.reminders import planning, sending
from backend.reminders.heartbeat import CANARY, PLAN, SWEEP, beat
from backend.reminders.news import tell_news


@shared_task(ignore_result=True)
def materialise() -> int:
    """Make the rows of the next 48 hours for everybody in care, and forget those of long ago."""
    made = planning.plan_due()
    beat(PLAN, {"made": made, "forgotten": planning.forget_old()})
    return made


@shared_task(ignore_result=True)
def send_due() -> dict[str, int]:
    """Turn what happened into reminders, and send what is due.

    A full batch wakes one more sender: at most one task for every 500 reminders.
    """
    beat(SWEEP)
    tell_news()
    return dict(sending.send_due_reminders(on_full=ring))


@shared_task(ignore_result=True)
def canary() -> None:
    """Prove that the queue moves: whatever comes through it ends here (config/watchdog.py)."""
    beat(CANARY)


def ring() -> None:
    """Wake another sender. Nobody listening is no harm: the next sweep comes by itself."""
    with contextlib.suppress(OperationalError, OSError):
        send_due.apply_async(retry=False)
