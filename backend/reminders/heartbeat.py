"""When periodic work last gave a sign of life: rows, so that they hold without a queue or a cache."""

import datetime as dt
from typing import Any

from backend.common import clock
from backend.reminders.models import Heartbeat

SWEEP, PLAN, CANARY = "sweep", "plan", "canary"


def beat(name: str, counts: dict[str, Any] | None = None) -> None:
    """Note that a piece of work goes on now; `counts` of what it did when it came to its end."""
    counted = {} if counts is None else {"counts": counts}
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now(), **counted})


def last_beat(name: str) -> dt.datetime | None:
    """Return when it last was seen, or None."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
