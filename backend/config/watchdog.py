"""Watches over one Celery worker from a thread of its own, because a worker that answers a ping may still be dead.

* Every minute it sends a canary through the real queue. When nothing has come to its end here for three minutes, or a
  task runs beyond its time limit (which a pool of threads cannot enforce), the process exits, and whoever supervises
  it starts a new one. A queue that cannot be reached at all is no reason: a new process would not reach it either.
* When nobody has swept for a while, queue or no queue, it sweeps by itself. So reminders go out without Redis.
"""

import datetime as dt
import gc
import logging
import os
import threading
import time
from collections.abc import Callable

from celery import signals
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from kombu.exceptions import OperationalError

from backend.common import clock

EXIT_CODE = 70
LOOK_SECONDS = 5.0
CANARIES = 3  # within the time in which nothing moving is a fault

log = logging.getLogger(__name__)


class Watchdog:
    """What it knows of this process: the tasks that run, and when the last one ended.

    `watch` tells seconds, `ring` sends a canary.
    """

    def __init__(self, watch: Callable[[], float] = time.monotonic, ring: Callable[[], object] | None = None) -> None:
        self._watch = watch
        self._ring = ring or _ring
        self._lock = threading.Lock()
        self._running: dict[str, float] = {}
        self._progress = watch()
        self._canary_at = 0.0

    def began(self, task_id: str) -> None:
        with self._lock:
            self._running[task_id] = self._watch()

    def ended(self, task_id: str) -> None:
        with self._lock:
            self._running.pop(task_id, None)
            self._progress = self._watch()

    def fault(self) -> str | None:
        """Return why this process should give way to a new one, or None."""
        now = self._watch()
        limit = float(settings.CELERY_TASK_TIME_LIMIT)
        with self._lock:
            longest = now - min(self._running.values(), default=now)
            still = now - self._progress
        if longest > limit:
            return f"a task has run for {longest:.0f} s, the limit is {limit:.0f}"
        if still > settings.WORKER_STALLED_SECONDS:
            return f"no task has come to its end for {still:.0f} s"
        return None

    def look(self) -> None:
        """One look around: exit on a fault, send the canary, sweep where nobody does."""
        if fault := self.fault():
            log.critical("The worker exits to be started anew: %s", fault)
            logging.shutdown()
            os._exit(EXIT_CODE)
        if self._watch() - self._canary_at > settings.WORKER_STALLED_SECONDS / CANARIES:
            self._canary_at = self._watch()
            self.send_canary()
        sweep_if_nobody_does()

    def send_canary(self) -> None:
        """Send one through the real queue. When there is no way to it, that is not this process's fault."""
        try:
            self._ring()
        except (OperationalError, OSError) as error:
            log.warning("The queue cannot be reached: %s", type(error).__name__)
            with self._lock:
                self._progress = self._watch()

    def run(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            try:
                self.look()
            except DatabaseError as error:
                log.warning("The database cannot be reached: %s", type(error).__name__)
            finally:
                close_old_connections()


def _ring() -> None:
    from backend.reminders.tasks import canary

    canary.apply_async(retry=False, expires=settings.WORKER_STALLED_SECONDS)


def sweep_if_nobody_does() -> bool:
    """Plan and sweep here where nobody has for too long, or ever; say whether it swept."""
    from backend.config.beat import PLAN_SECONDS
    from backend.reminders.heartbeat import PLAN, SWEEP, last_beat
    from backend.reminders.tasks import materialise, send_due

    if _is_older(last_beat(PLAN), PLAN_SECONDS + 60):
        materialise()
    allowed = settings.REMINDER_SWEEP_SECONDS + 15
    if not _is_older(last_beat(SWEEP), allowed):
        return False
    log.warning("Nobody has swept for %.0f s: sweeping without the queue", allowed)
    send_due()
    return True


def _is_older(last: dt.datetime | None, seconds: float) -> bool:
    return last is None or (clock.now() - last).total_seconds() > seconds


def watch() -> None:
    """Begin to watch over this worker process."""
    watchdog = Watchdog()

    @signals.task_prerun.connect(weak=False)
    def _began(task_id: str, **_: object) -> None:
        watchdog.began(task_id)

    @signals.task_postrun.connect(weak=False)
    def _ended(task_id: str, **_: object) -> None:
        watchdog.ended(task_id)

    threading.Thread(target=watchdog.run, name="watchdog", daemon=True).start()


@signals.worker_init.connect
def _watch(**_: object) -> None:
    connections.close_all()
    # What was loaded until now stays: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    watch()
