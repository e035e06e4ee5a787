"""The test button: one reminder now, over the same channels as the real ones."""

import contextlib
import datetime as dt
from dataclasses import dataclass

from backend.accounts.confirmed import is_confirmed
from backend.accounts.delays import Pace
from backend.accounts.models import Patient, User
from backend.accounts.tries import Counter, count_try
from backend.common import clock
from backend.common.ids import new_id
from backend.reminders.channels.base import Notice, Result
from backend.reminders.channels.push_post import topic_of
from backend.reminders.models import Kind
from backend.reminders.sending import channel_classes
from backend.reminders.situations import preferences_of

# Six at once, then one in ten minutes.
TESTS = Pace(6, dt.timedelta(minutes=10), dt.timedelta(minutes=10), dt.timedelta(minutes=10))
ENOUGH = "That's enough tests for now. Try again later."


@dataclass(frozen=True)
class Test:
    """What became of it: how many devices' push services took it, and whether a mail went instead."""

    tag: str
    devices: int
    by_email: bool


def send_test(patient: Patient, user: User) -> Test:
    """Send a test reminder; by e-mail when no device takes it. Raises TooMany after six in a row."""
    count_try([Counter("reminder test", str(user.pk), TESTS)], ENOUGH)
    until = clock.now() + dt.timedelta(minutes=5)
    # Whoever asks for a test wants to know whether mail comes, too.
    wishes = preferences_of(patient)
    email = user.email if is_confirmed(user) else ""
    notice = Notice(new_id(), patient.pk, user.pk, email, patient.language, Kind.SESSION, wishes.clear_text, until)
    accepted = {"web_push": 0, "email": 0}
    for make in channel_classes():
        with contextlib.closing(make()) as channel:
            parcels = channel.address([notice])
            answers = channel.deliver(parcels) if parcels else []
            channel.learn(parcels, answers)
        accepted[channel.name] = sum(answer.result == Result.ACCEPTED for answer in answers)
        if accepted[channel.name]:
            break
    return Test(topic_of(notice.occurrence_id), accepted["web_push"], bool(accepted["email"]))
