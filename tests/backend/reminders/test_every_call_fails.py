"""Each query of a sweep, and each post of it, fails once: the reminder goes out all the same, and is seen once."""

import contextlib
import itertools
from typing import Any

import pytest
from django.db import OperationalError, transaction

from backend.reminders.models import Status
from backend.reminders.simulation.push_service import PushAnswer, PushService, Received
from tests.backend.reminders.road import DUE, minutes, row, subscribe, sweep
from tests.faults import failing
from tests.people import People

DEVICES = 3


@pytest.mark.usefixtures("program")
def test_a_reminder_is_sent_whichever_query_of_a_sweep_fails(
    people: People, settings: Any, push_service: PushService
) -> None:
    subscribe(people, settings, push_service)
    for number in itertools.count(1):
        push_service.requests.clear()
        with transaction.atomic():
            with failing(number) as nth, contextlib.suppress(OperationalError):
                sweep(DUE)
            # The worker's next looks: its lease has run out.
            for later in (2, 4):
                sweep(DUE + minutes(later))
            assert row().status == Status.SENT, number
            transaction.set_rollback(True)
        topics = [request.headers["topic"] for request in push_service.requests]
        assert len(set(topics)) == 1, "the patient sees one"
        assert len(topics) <= 2, "at most one post more than needed"
        if not nth.has_failed:
            break
    assert number > 10
    print(f"\n{number - 1} queries of a sweep, each failed once")


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("status", [429, 500, 503])
def test_each_device_gets_it_whichever_post_fails(
    people: People, settings: Any, push_service: PushService, status: int
) -> None:
    for number in range(DEVICES):
        subscribe(people, settings, push_service, f"device-{number}")
    for number in range(1, DEVICES + 1):
        push_service.requests.clear()
        accepted: list[str] = []

        def answer(received: Received, number: int = number, accepted: list[str] = accepted) -> PushAnswer:
            if len(push_service.requests) == number:
                return PushAnswer(status)
            accepted.append(received.path)
            return PushAnswer(201)

        push_service.answer = answer
        with transaction.atomic():
            for later in (0, 2, 4):
                sweep(DUE + minutes(later))
            assert row().status == Status.SENT
            transaction.set_rollback(True)
        # Another device took it at once: the one that did not is not worth a second ringing.
        assert len(set(accepted)) >= DEVICES - 1
        assert len(accepted) == len(set(accepted))
