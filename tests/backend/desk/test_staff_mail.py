"""Mail to staff over real SMTP: no address keeps another's mail waiting, and one that fails is seen."""

import contextlib
import datetime as dt
import itertools
import uuid
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.confirmed import set_address
from backend.accounts.models import CareRelationship, Membership, Patient, PatientStatus, Role, User
from backend.common import clock
from backend.desk.models import StaffMail
from backend.desk.staff_mail import _digests
from backend.desk.staff_mail_sending import LONGEST_DELAY, delay_after
from backend.desk.staff_reach import unreached_since
from backend.desk.tasks import mail_staff
from backend.diary.services import clear_red_flags
from backend.insights.models import Reason
from backend.reminders.operator_page import alarms
from backend.reminders.overview import overview
from backend.sync.push import push
from scripts.ports import free_port
from tests.faults import failing
from tests.people import People
from tests.records import ZONE, message_record, red_flag_record
from tests.smtp import CUTS, HANGS, Inbox

SEVEN = dt.datetime(2026, 3, 10, 12, 30, tzinfo=dt.UTC)  # 07:30 in Chicago
NOON = SEVEN + dt.timedelta(hours=5)


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def row_for(user: User, kind: str = "red_flag", occasion: str = "") -> StaffMail:
    return StaffMail.objects.create(user=user, kind=kind, occasion=occasion or str(uuid.uuid4()))


def run(at: dt.datetime) -> int:
    with time_machine.travel(at, tick=False):
        return mail_staff()


@pytest.fixture
def crowd(people: People) -> list[User]:
    """More therapists than are mailed at once."""
    users = [User.objects.create(email=f"t{number}@clinic.test", name=f"T{number}") for number in range(12)]
    for user in users:
        set_address(user, confirmed=True)
    Membership.objects.bulk_create(Membership(user=user, clinic=people.clinic, role=Role.THERAPIST) for user in users)
    return users


@pytest.mark.parametrize("trouble", ["550 no such person", "451 try later", CUTS, HANGS, "malformed"])
def test_one_address_keeps_no_other_waiting(inbox: Inbox, crowd: list[User], settings: Any, trouble: str) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    with time_machine.travel(NOON, tick=False):
        for user in crowd:
            row_for(user)
    for bad in crowd[:6]:
        if trouble == "malformed":
            User.objects.filter(pk=bad.pk).update(email=f"not an\naddress {bad.name}")
        else:
            inbox.answers[bad.email] = trouble
    assert run(NOON) == 6
    assert {letter["To"] for letter in inbox.letters} == {user.email for user in crowd[6:]}
    is_final = trouble in {"550 no such person", "malformed"}
    waiting = StaffMail.objects.filter(sent_at__isnull=True)
    assert waiting.filter(failed_at__isnull=not is_final).count() == 6
    assert all(not mail.leased_until and "@" not in mail.detail for mail in waiting)


def test_safety_mail_goes_before_digests_and_what_failed_comes_last(inbox: Inbox, people: People) -> None:
    with time_machine.travel(SEVEN, tick=False):
        digests = [row_for(user, "digest", "2026-03-10") for user in (people.tara, people.tom)]
        tried, fresh = row_for(people.lena), row_for(people.olga)
    StaffMail.objects.filter(pk=tried.pk).update(attempts=2)
    order: list[str] = []

    def noted(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and '"attempts"' in sql and '"leased_until"' in sql and '"detail"' not in sql:
            order.append(str(params[-1]).replace("-", ""))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(noted):
        assert run(SEVEN) == 4
    assert order == [mail.pk.hex for mail in (fresh, tried, *digests)]


def test_a_mail_is_tried_again_after_a_growing_delay_and_never_given_up(inbox: Inbox, people: People) -> None:
    inbox.answers["tara@clinic.test"] = "451 try later"
    mail = row_for(people.tara)
    now, waits = NOON, []
    for _ in range(12):
        assert run(now) == 0
        mail.refresh_from_db()
        assert mail.next_try_at
        waits.append((mail.next_try_at - now).total_seconds() / 60)
        assert run(mail.next_try_at - dt.timedelta(seconds=1)) == 0
        now = mail.next_try_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]
    assert len(inbox.asked) == 12
    inbox.answers.clear()
    assert run(now) == 1
    assert inbox.letters[0]["Message-ID"] == f"<staff-{mail.pk}@127.0.0.1>"


@given(st.integers(1, 30_000))
def test_the_delay_never_shrinks_and_has_an_end(attempts: int) -> None:
    assert delay_after(attempts) <= delay_after(attempts + 1) <= LONGEST_DELAY


def test_a_server_out_of_reach_costs_no_mail_its_turn(inbox: Inbox, settings: Any, crowd: list[User]) -> None:
    for user in crowd:
        row_for(user)
    up, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert run(NOON) == 0
    assert set(StaffMail.objects.values_list("attempts", "next_try_at", "leased_until")) == {(0, None, None)}
    settings.EMAIL_PORT = up
    assert run(NOON + minutes(1)) == 12


def test_what_is_true_no_more_is_not_mailed(inbox: Inbox, people: People) -> None:
    with time_machine.travel(NOON, tick=False):
        push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), s2=True)])
        inbox.answers["tara@clinic.test"] = "451 try later"
        assert mail_staff() == 0
        inbox.answers.clear()
        clear_red_flags(
            people.tara,
            people.patient.pk,
            because="Called her.",
            answers=list(people.patient.red_flags.values_list("pk", flat=True)),
        )
        gone = row_for(people.tom)
    User.objects.filter(pk=people.tom.pk).update(is_active=False)
    assert run(NOON + minutes(5)) == 0
    assert StaffMail.objects.filter(dropped_at__isnull=False).count() == 2
    gone.refresh_from_db()
    assert gone.dropped_at
    assert inbox.letters == []


def test_an_answer_is_mailed_whichever_query_fails(inbox: Inbox, people: People) -> None:
    with time_machine.travel(NOON, tick=False):
        push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), s2=True)])
    for number in itertools.count(1):
        inbox.letters.clear()
        with transaction.atomic():
            with failing(number) as nth, contextlib.suppress(OperationalError):
                run(NOON)
            # The query failed before it reached the database: nothing has to be rolled back.
            transaction.set_rollback(False)
            for later in (6, 12):
                run(NOON + minutes(later))
            assert StaffMail.objects.get().sent_at, number
            transaction.set_rollback(True)
        assert len({letter["Message-ID"] for letter in inbox.letters}) == 1
        assert len(inbox.letters) <= 2
        if not nth.has_failed:
            break
    assert number > 5


def test_the_digest_of_fifty_costs_what_that_of_one_costs(people: People) -> None:
    def member(number: int) -> None:
        user = User.objects.create(email=f"m{number}@clinic.test", name=f"M{number}")
        set_address(user, confirmed=True)
        Membership.objects.create(user=user, clinic=people.clinic, role=Role.THERAPIST)
        patient = Patient.objects.create(
            clinic=people.clinic, name=f"P{number}", status=PatientStatus.ACTIVE, created_at=SEVEN
        )
        CareRelationship.objects.create(patient=patient, therapist=user, started_at=SEVEN)
        for code in ("silent", "question")[: 1 + number % 2]:
            Reason.objects.create(
                clinic_id=people.clinic.pk,
                patient=patient,
                code=code,
                rule_version=1,
                evidence={},
                opened_at=SEVEN,
                waiting_since=SEVEN,
                news_at=SEVEN,
            )

    counted = []
    for number in range(50):
        member(number)
        if number in {0, 49}:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                due = list(_digests(SEVEN))
            counted.append((len(due), len(queries), {count for *_, count in due}))
    assert counted == [(1, 2, {1}), (50, 2, {1})]
    with time_machine.travel(SEVEN, tick=False):
        mail_staff()
    with CaptureQueriesContext(connection) as queries:
        assert list(_digests(SEVEN + minutes(1))) == []
    assert len(queries) == 2
    with CaptureQueriesContext(connection) as queries:
        assert list(_digests(NOON)) == []
    assert len(queries) == 1


def test_each_clinic_has_its_own_morning(people: People) -> None:
    """Berlin's morning is Chicago's night, and the day's name is the clinic's own."""
    other = Patient.objects.create(
        clinic_id=people.olga.membership.clinic_id, name="Hans", status=PatientStatus.ACTIVE, created_at=SEVEN
    )
    CareRelationship.objects.create(patient=other, therapist=people.olga, started_at=SEVEN)
    for patient in (people.patient, other):
        push(patient.pk, people.pia.pk, None, [message_record()])
    assert [row[0] for row in _digests(SEVEN)] == [people.tara.pk]
    assert [row[0] for row in _digests(SEVEN - dt.timedelta(hours=6))] == [people.olga.pk]


def test_an_address_that_fails_is_seen_by_the_lead_by_its_owner_and_by_the_operator(
    inbox: Inbox, people: People
) -> None:
    inbox.answers["tara@clinic.test"] = "550 no such person"
    with time_machine.travel(NOON, tick=False):
        row_for(people.tara)
        row_for(people.tom)
    assert run(NOON) == 1

    def seen_by(user: User) -> dict[str, Any]:
        rows = people.client(user).get("/api/v1/colleagues").json()
        return {row["name"]: row["unreached_since"] for row in rows}

    assert seen_by(people.lena) == {"Tara": "2026-03-10T17:30:00Z", "Tom": None}
    assert seen_by(people.tom) == {"Lena": None, "Tara": None}
    own = people.client(people.tara).get("/api/v1/digest").json()
    assert own == {"daily_digest": True, "unreached_since": "2026-03-10T17:30:00Z"}
    with time_machine.travel(NOON + minutes(1), tick=False):
        assert any("1 member of staff" in alarm for alarm in alarms(overview()))
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("staff_mail", stdout=said)
    assert "tara@clinic.test (Riverside)" in said.getvalue()


def test_a_corrected_address_gets_what_failed(inbox: Inbox, people: People) -> None:
    inbox.answers["tara@clinic.test"] = "550 no such person"
    with time_machine.travel(NOON, tick=False):
        row_for(people.tara)
        mail_staff()
        for new in ("tom@clinic.test", "tara at home"):
            with pytest.raises(CommandError, match="email:"):
                call_command("staff_mail", correct=["tara@clinic.test", new])
        with pytest.raises(CommandError, match="old:"):
            call_command("staff_mail", correct=["pia@clinic.test", "pia2@clinic.test"])
        call_command("staff_mail", correct=["Tara@clinic.test", " Tara.New@clinic.test "], stdout=StringIO())
        assert mail_staff() == 0
        people.tara.refresh_from_db()
        set_address(people.tara, confirmed=True)
        assert mail_staff() == 1
    assert [letter["To"] for letter in inbox.letters] == ["tara.new@clinic.test"]
    assert unreached_since() == {}


def test_mail_put_off_again_and_again_counts_as_not_arriving(inbox: Inbox, people: People) -> None:
    with time_machine.travel(NOON, tick=False):
        mail = row_for(people.tara)
    StaffMail.objects.filter(pk=mail.pk).update(attempts=4, next_try_at=NOON + minutes(8))
    assert unreached_since() == {people.tara.pk: NOON}
    assert run(NOON + minutes(8)) == 1
    assert unreached_since() == {}


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 patient on your work list needs attention."),
        (3, "3 patients on your work list need attention."),
    ],
)
def test_the_digest_counts_one_as_one(count: int, words: str) -> None:
    for template in ("desk/staff_mail.txt", "desk/staff_mail.html"):
        assert words in render_to_string(template, {"kind": "digest", "count": count, "link": "https://nod.test"})
