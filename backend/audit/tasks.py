"""Periodic work of the audit."""

import logging

from celery import shared_task

from backend.audit import chain

NEWEST = 100_000

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def seal() -> int:
    """Seal the events of the last minute."""
    return chain.seal_events()


@shared_task(ignore_result=True)
def verify() -> int:
    """Look through the newest part of the chain, and raise an alarm in the log when something does not fit.

    `manage.py verify_audit` looks through all of it; a task has a minute.
    """
    found = list(chain.chain_faults(newest=NEWEST))
    for fault in found[:20]:
        log.critical("audit_fault event=%s what=%s", fault.event_id, fault.what)
    return len(found)
