"""Several senders and several pushes at once, on PostgreSQL, where they really run side by side."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client

from backend.accounts.confirmed import set_address
from backend.accounts.invitations import invite_patient, redeem_invitation
from backend.accounts.models import Patient, User
from backend.common import clock
from backend.common.errors import NodError, TooMany
from backend.common.ids import new_id
from backend.diary.models import DayEntry, DayRevision, SessionLog
from backend.insights.models import Reason
from backend.messages.models import Message
from backend.reminders import sending
from backend.reminders.models import Delivery, Kind, Occurrence, ReminderRule, Status
from backend.sync.push import RecordOutcome, push
from tests.authenticator import code_shown, give_app
from tests.builders import running_program
from tests.people import People, make_people
from tests.records import ZONE, day_record, message_record, session_record

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
REMINDERS = 240
SENDERS = 4
AUTH = "/_allauth/browser/v1/auth"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def crowd() -> People:
    """Committed people, because threads see only what is committed; each such test gets a database of its own."""
    cache.clear()
    return make_people()


def at_once(work: Callable[[int], Any], times: int, threads: int) -> list[Any]:
    def alone(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(alone, range(times)))


def test_four_senders_send_each_reminder_once(crowd: People) -> None:
    now = clock.now()
    for number in range(REMINDERS):
        user = User.objects.create(email=f"p{number}@patient.test", name="P", password="!")
        set_address(user, confirmed=True)
        patient = Patient.objects.create(
            clinic=crowd.clinic, user=user, name="P", status="active", time_zone="UTC", created_at=now
        )
        rule = ReminderRule.objects.create(
            clinic_id=crowd.clinic.pk,
            patient=patient,
            kind=Kind.DIARY,
            slot="evening",
            changed_at=now,
            planned_until=now,
        )
        Occurrence.objects.create(
            clinic_id=crowd.clinic.pk,
            rule=rule,
            patient=patient,
            local_date=now.date(),
            slot="evening",
            due_at=now - dt.timedelta(seconds=1),
            expires_at=now + dt.timedelta(hours=1),
        )
    counts = sum(
        (Counter(each) for each in at_once(lambda _: sending.send_due_reminders(), SENDERS, SENDERS)), Counter[str]()
    )
    assert counts == {"sent": REMINDERS}
    assert Occurrence.objects.filter(status=Status.SENT).count() == REMINDERS
    assert Delivery.objects.count() == REMINDERS


def test_fifty_pushes_of_one_batch_at_once_have_one_effect(crowd: People) -> None:
    version = running_program(crowd.tara, crowd.patient.pk)
    today = clock.local_today(ZONE)
    batch = [day_record(today, headache=True, peak_intensity=6), session_record(version, today), message_record()]
    results = at_once(lambda _: push(crowd.patient.pk, crowd.pia.pk, None, batch), 50, 6)
    outcomes = Counter(tuple(result.outcome for result in each) for each in results)
    assert outcomes == {(RecordOutcome.CREATED,) * 3: 1, (RecordOutcome.IDENTICAL,) * 3: 49}
    for model in (DayRevision, DayEntry, SessionLog, Message):
        assert model._default_manager.count() == 1
    assert Reason.objects.filter(code="asked_for_help").count() == 1


def test_a_reader_never_misses_a_row_that_commits_late(crowd: People) -> None:
    """Whoever has seen cursor n has seen everything up to n, however the writers interleave."""
    from backend.sync.pull import pull

    written = [message_record(str(new_id())) for _ in range(60)]
    seen: set[str] = set()
    cursor = 0

    def work(number: int) -> None:
        push(crowd.patient.pk, crowd.pia.pk, None, [written[number]])

    with ThreadPoolExecutor(1) as pool:
        writers = pool.submit(at_once, work, len(written), 4)
        over = False
        while not over:
            over = writers.done()
            answer = pull(crowd.patient, cursor, "")
            seen |= {message["id"] for message in answer["messages"]}
            cursor = answer["cursor"]
        writers.result()
    assert seen == {record["id"] for record in written}


def try_code(code: str, number: int) -> str:
    """Try to redeem an invitation, and return what came of it."""
    try:
        redeem_invitation(
            code,
            email=f"p{number}@patient.test",
            password="",
            time_zone=ZONE,
            language="en",
            consents=True,
            source="192.0.2.7",
        )
    except TooMany:
        return "too many"
    except NodError:
        return "unknown"
    return "in"


def test_one_invitation_at_once_lets_one_person_in(crowd: People) -> None:
    made = invite_patient(crowd.tara, name="Nia", language="en", time_zone=ZONE)
    found = Counter(at_once(lambda number: try_code(made.code, number), 10, 10))
    assert found == {"in": 1, "unknown": 9}


def test_guesses_at_once_are_counted_one_by_one(crowd: People) -> None:
    found = Counter(at_once(lambda number: try_code("AAAAAAAA", number), 200, 20))
    assert found == {"unknown": 10, "too many": 190}


def test_a_mailed_code_has_five_tries_also_at_once(crowd: People) -> None:
    first = Client()
    first.post(f"{AUTH}/code/request", {"email": crowd.pia.email}, content_type="application/json")
    session = first.cookies["nod-session"].value

    def guess(_: int) -> int:
        client = Client()
        client.cookies["nod-session"] = session
        return client.post(f"{AUTH}/code/confirm", {"code": "00000000"}, content_type="application/json").status_code

    assert Counter(at_once(guess, 40, 20)) == {400: 5, 409: 35}


def test_a_code_of_the_authenticator_works_once_also_at_once(crowd: People) -> None:
    give_app(crowd.tara, SECRET)

    def use(_: int) -> bool:
        return bool(Authenticator.objects.get(user=crowd.tara).wrap().validate_code(code))

    # The clock stands still: a code is good for half a minute only.
    with time_machine.travel(clock.now(), tick=False):
        code = code_shown(SECRET)
        assert Counter(at_once(use, 200, 20)) == {True: 1, False: 199}
