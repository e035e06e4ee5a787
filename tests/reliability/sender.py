"""A sender process that kills itself outright at a chosen point of the road. Used by test_killed_senders.py."""

import datetime as dt
import os
import signal
import time
from typing import Any

# Where a sender may die. "during the post" is done by the push service, which knows when that is.
POINTS = (
    "before the lease",
    "after the lease",
    "during the post",
    "after the post",
    "before the mark",
    "after the mark",
)
BATCH = 20


def send_and_die(database: str, origin: str, pem: str, point: str, after: int, lease_seconds: float) -> None:
    """Send until killed at the `after`-th passage of `point`, or until nothing is due."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from backend.reminders import sending
    from backend.reminders.channels.web_push import WebPushChannel

    connection.settings_dict["NAME"] = database
    settings.PUSH_EXTRA_ORIGINS, settings.VAPID_PRIVATE_KEY = [origin], pem
    sending.BATCH, sending.LEASE = BATCH, dt.timedelta(seconds=lease_seconds)
    left = after

    def passed(here: str) -> None:
        nonlocal left
        if here == point:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(owner: Any, name: str, before: str, then: str) -> None:
        inner = getattr(owner, name)

        def wrapped(*args: Any, **more: Any) -> Any:
            passed(before)
            answer = inner(*args, **more)
            passed(then)
            return answer

        setattr(owner, name, wrapped)

    around(sending, "claim", "before the lease", "after the lease")
    around(sending, "_mark", "before the mark", "after the mark")
    around(WebPushChannel, "deliver", "", "after the post")
    while sending.send_due_reminders():
        time.sleep(0)
