"""The test button: one reminder now, over the same channels as the real ones."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache

from backend.accounts.models import Patient, User
from backend.common import clock
from backend.common.errors import TooMany
from backend.common.ids import new_id
from backend.reminders.channels.base import Notice, Result
from backend.reminders.channels.email import EmailChannel
from backend.reminders.channels.web_push import WebPushChannel, topic_of
from backend.reminders.models import Kind

TESTS_PER_HOUR = 6


@dataclass(frozen=True)
class Test:
    """What became of it: how many devices' push services took it, and whether a mail went instead."""

    tag: str
    devices: int
    by_email: bool


def send_test(patient: Patient, user: User) -> Test:
    """Send a test reminder; by e-mail when no device takes it. Raises TooMany after six in an hour."""
    key = f"reminder-tests:{user.pk}"
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) > TESTS_PER_HOUR:
        raise TooMany("That is enough tests for now. Try again in an hour.", "too_many_tests")
    until = clock.now() + dt.timedelta(minutes=5)
    notice = Notice(new_id(), user.pk, user.email, patient.language, Kind.SESSION, until)
    devices = sum(sent.result == Result.ACCEPTED for sent in WebPushChannel().send([notice]))
    by_email = not devices and any(sent.result == Result.ACCEPTED for sent in EmailChannel().send([notice]))
    return Test(topic_of(notice.occurrence_id), devices, by_email)
