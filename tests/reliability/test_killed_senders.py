"""kill -9 at every point of the road, again and again, on PostgreSQL: nothing lost, nothing seen twice.

`NOD_TEST_REMINDERS=10000 NOD_TEST_KILLS=500` makes it the long run (make bench-kills).
"""

import datetime as dt
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter, defaultdict
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Count, Q

from backend.accounts.models import Patient, User
from backend.common import clock
from backend.reminders.channels.vapid import new_pem
from backend.reminders.models import Kind, Occurrence, PushSubscription, ReminderPreferences, ReminderRule, Status
from backend.reminders.sending import ON_THE_ROAD
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushAnswer, PushService, Received
from tests.people import make_people
from tests.reliability.sender import BATCH, POINTS, send_and_die
from tests.waiting import LIMIT_SECONDS, wait_for

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
REMINDERS = int(os.environ.get("NOD_TEST_REMINDERS", "1500"))
KILLS = int(os.environ.get("NOD_TEST_KILLS", "60"))
LEASE_SECONDS = 1.0


def make_reminders(origin: str, pem: str, settings: object) -> dict[str, Device]:
    """Make patients with one phone and one reminder each, all due now; return path -> phone."""
    settings.VAPID_PRIVATE_KEY = pem  # type: ignore[attr-defined]
    from backend.reminders.channels.vapid import current_key

    key, now = current_key(), clock.now()
    assert key
    clinic = make_people().clinic
    users = [User(email=f"k{number}@patient.test", name="P", password="!") for number in range(REMINDERS)]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users
    )
    patients = [
        Patient(clinic=clinic, user=user, name="P", status="active", time_zone="UTC", created_at=now) for user in users
    ]
    Patient.objects.bulk_create(patients)
    # No quiet hours, into which reminders fall that are late because their sender was killed.
    ReminderPreferences.objects.bulk_create(
        ReminderPreferences(patient=patient, clinic_id=clinic.pk, quiet_from=dt.time(0), quiet_to=dt.time(0))
        for patient in patients
    )
    common = {"clinic_id": clinic.pk, "slot": "evening"}
    rules = [
        ReminderRule(**common, patient=patient, kind=Kind.DIARY, changed_at=now, planned_until=now)
        for patient in patients
    ]
    ReminderRule.objects.bulk_create(rules)
    Occurrence.objects.bulk_create(
        Occurrence(
            **common,
            rule=rule,
            patient_id=rule.patient_id,
            local_date=now.date(),
            due_at=now - dt.timedelta(seconds=1),
            expires_at=now + dt.timedelta(hours=1),
        )
        for rule in rules
    )
    phones = {f"/{user.pk.hex}": Device() for user in users}
    PushSubscription.objects.bulk_create(
        PushSubscription(
            user=user,
            endpoint=f"{origin}/{user.pk.hex}",
            **phones[f"/{user.pk.hex}"].keys,
            vapid_key_id=key.id,
            created_at=now,
        )
        for user in users
    )
    return phones


def test_killed_at_every_point_nothing_is_lost_and_nothing_seen_twice(settings: object) -> None:
    rng = random.Random(11)
    service, pem = PushService(), new_pem().decode()
    victim: list[int] = []
    countdown = [0]

    def answer(_: Received) -> PushAnswer:
        # Killed with the request on the wire and no answer yet.
        countdown[0] -= 1
        if countdown[0] == 0 and victim:
            os.kill(victim[0], signal.SIGKILL)
        return PushAnswer()

    service.answer = answer
    service.start()
    phones = make_reminders(service.origin, pem, settings)
    database = str(connection.settings_dict["NAME"])
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.preload"])
    died: Counter[str] = Counter()
    started = time.monotonic()

    def run(point: str, after: int) -> int:
        arguments = (database, service.origin, pem, point, after, LEASE_SECONDS)
        process = context.Process(target=send_and_die, args=arguments)
        countdown[0] = rng.randint(1, BATCH) if point == "during the post" else 0
        process.start()
        victim[:] = [process.pid or 0]
        process.join(LIMIT_SECONDS)
        victim.clear()
        assert process.exitcode is not None, "the sender neither ended nor died"
        return process.exitcode

    try:
        # Each point in turn, then at random, until enough have died or nothing is left to send.
        while died.total() < KILLS and is_left():
            point = POINTS[died.total()] if died.total() < len(POINTS) else rng.choice(POINTS)
            if run(point, rng.randint(1, 3)) == -signal.SIGKILL:
                died[point] += 1
            else:
                wait_for("a dead sender's lease to end", lambda: is_free() or not is_left())
        last_kill = time.monotonic()
        while is_left():
            assert time.monotonic() - last_kill < LIMIT_SECONDS, f"not recovered: {what_is_left()}"
            assert run("never", 1) == 0
        recovery = time.monotonic() - last_kill
    finally:
        service.stop()
    lost, doubles, extra = count(service, phones)
    killed = died.total()
    print(f"\n{REMINDERS:,} reminders, {killed} senders killed in {time.monotonic() - started:.0f} s: {dict(died)}")
    print(f"lost {lost}, seen twice {doubles}, posts again {extra}, recovered {recovery:.1f} s after the last kill")
    assert (lost, doubles) == (0, 0)
    assert Occurrence.objects.filter(status=Status.SENT).count() == REMINDERS
    assert killed >= min(KILLS, len(POINTS))
    # A dead sender's batches go out again, under their old topics.
    assert extra <= killed * BATCH * ON_THE_ROAD


def is_left() -> bool:
    return Occurrence.objects.filter(status=Status.DUE).exists()


def what_is_left() -> list[dict[str, Any]]:
    columns = ("status", "attempts", "leased_until", "next_try_at")
    return list(Occurrence.objects.exclude(status=Status.SENT).values(*columns).annotate(count=Count("pk"))[:20])


def is_free() -> bool:
    """Say whether a reminder is due that no sender holds, dead or alive."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=clock.now())
    return Occurrence.objects.filter(free, status=Status.DUE).exists()


def count(service: PushService, phones: dict[str, Device]) -> tuple[int, int, int]:
    """Return how many phones got nothing, how many saw a second notification, and how many posts came again."""
    topics: dict[str, set[str]] = defaultdict(set)
    for post in service.requests:
        tag = json.loads(phones[post.path].decrypt(post.body))["notification"]["tag"]
        assert tag == post.headers["topic"]
        topics[post.path].add(tag)
    doubles = sum(len(each) - 1 for each in topics.values())
    return REMINDERS - len(topics), doubles, len(service.requests) - REMINDERS
