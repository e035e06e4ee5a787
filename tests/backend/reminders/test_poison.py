"""One row, one address or one patient that cannot be worked on never keeps the others: whatever the batch."""

import datetime as dt
from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from backend.accounts.confirmed import set_address
from backend.accounts.models import CareRelationship, Patient, PatientStatus, User
from backend.audit.models import Fault
from backend.common.halving import halving
from backend.desk.models import StaffMail
from backend.desk.staff_mail import send_staff_mail
from backend.insights.models import PatientSummary, Reason
from backend.insights.services import refresh_all
from backend.reminders import planning, sending
from backend.reminders.channels.base import Channel, Notice, Parcel, Result, Sent
from backend.reminders.models import Delivery, Occurrence, PushSubscription, ReminderRule, Status
from backend.reminders.operator_page import alarms
from backend.reminders.overview import overview
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from tests.backend.reminders.road import DUE, mails, minutes, subscribe, sweep
from tests.builders import answers, phone_sends, running_program
from tests.people import People
from tests.records import red_flag_record


@pytest.fixture
def neighbor(people: People, program: Any) -> Patient:
    """Another patient of Tara's, whose reminder is due at the same time as Pia's."""
    user = User.objects.create(email="nia@clinic.test", name="Nia")
    set_address(user, confirmed=True)
    with time_machine.travel(DUE - dt.timedelta(hours=12), tick=False):
        patient = Patient.objects.create(
            clinic=people.clinic,
            user=user,
            name="Nia",
            time_zone="America/Chicago",
            status=PatientStatus.ACTIVE,
            created_at=DUE - dt.timedelta(weeks=8),
        )
        CareRelationship.objects.create(patient=patient, therapist=people.tara, started_at=DUE - dt.timedelta(days=1))
        running_program(people.tara, patient.pk)
        planning.ensure_rules(patient)
        ReminderRule.objects.exclude(kind="session").update(enabled=False)
        planning.plan_for(patient)
    return patient


def status_of(patient: Patient) -> Occurrence:
    return Occurrence.objects.get(patient=patient, local_date="2026-03-10")


def break_zone(patient: Patient) -> None:
    """Stands for any row that a check of ours did not foresee."""
    Patient.objects.filter(pk=patient.pk).update(time_zone="Mars/Olympus")


def test_halving_leaves_out_just_what_fails() -> None:
    failed: list[int] = []

    def work(items: Sequence[int]) -> list[int]:
        if bad := {3, 7, 8} & set(items):
            raise ValueError(bad)
        return list(items)

    done = halving(range(10), work, lambda item, _: failed.append(item))
    assert [item for part in done for item in part] == [0, 1, 2, 4, 5, 6, 9]
    assert failed == [3, 7, 8]


def test_a_row_that_cannot_be_checked_fails_alone_and_in_the_end_for_good(
    people: People, neighbor: Patient, settings: Any
) -> None:
    break_zone(people.patient)
    Occurrence.objects.filter(patient=people.patient).update(expires_at=DUE + dt.timedelta(days=1))
    assert sweep() == {"sent": 1, "later": 1}
    assert [mail["To"] for mail in mails(settings)] == ["nia@clinic.test"]
    at = DUE
    while status_of(people.patient).status == Status.DUE:
        at += minutes(20)
        assert sweep(at).keys() <= {"later", "failed"}
    assert status_of(people.patient).status == Status.FAILED
    fault = Fault.objects.get(work="reminder")
    assert (fault.item_id, fault.tries) == (str(status_of(people.patient).pk), sending.MAX_ATTEMPTS)


def test_a_rule_that_cannot_be_planned_keeps_no_other(people: People, neighbor: Patient) -> None:
    break_zone(people.patient)
    before = Occurrence.objects.filter(patient=neighbor).count()
    with time_machine.travel(DUE + dt.timedelta(days=2), tick=False):
        planning.plan_due()
        assert Occurrence.objects.filter(patient=neighbor).count() > before
        assert Fault.objects.get(work="plan").error == "ZoneInfoNotFoundError"
        planning.plan_due()
        assert Fault.objects.get(work="plan").tries == 1, "it waits for its turn"


def test_news_of_one_that_cannot_be_told_keeps_no_other(people: People, neighbor: Patient) -> None:
    ReminderRule.objects.filter(kind="message").update(enabled=True)
    with time_machine.travel(DUE, tick=False):
        for patient in (people.patient, neighbor):
            answers(people.tara, patient.pk, "Hello")
    break_zone(people.patient)
    sweep(DUE + minutes(1))
    assert list(Occurrence.objects.filter(rule__kind="message").values_list("patient_id", flat=True)) == [neighbor.pk]


@pytest.mark.parametrize(
    "host",
    [
        "üüüüüüüüüüüüüüü.push.apple.com",
        f"{'a' * 64}.push.apple.com",
        f"{'.'.join(['a' * 60] * 4)}.push.apple.com",
        "a..push.apple.com",
    ],
)
def test_an_address_that_is_none_is_refused_at_the_door_and_harmless_behind_it(
    people: People, neighbor: Patient, settings: Any, push_service: PushService, host: str
) -> None:
    device = subscribe(people, settings, push_service)
    body = {"endpoint": f"https://{host}/x", **Device().keys}
    answer = people.client(people.pia).put("/api/v1/device/push", body, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "endpoint")
    # One that an earlier version took.
    row = PushSubscription.objects.get()
    stored = {"p256dh": row.p256dh, "auth": row.auth, "vapid_key_id": row.vapid_key_id, "created_at": DUE}
    PushSubscription.objects.create(user=people.pia, endpoint=body["endpoint"], **stored)
    assert sweep() == {"sent": 2}
    assert device.decrypt(push_service.requests[0].body)


def test_whatever_a_channel_raises_costs_one_notice(people: People, neighbor: Patient, settings: Any) -> None:
    settings.REMINDER_CHANNELS = [f"{__name__}.{name}" for name in ("Moody", "Forgetful")]
    assert sweep() == {"sent": 1, "failed": 1}
    assert status_of(people.patient).status == Status.FAILED
    assert Delivery.objects.get(occurrence=status_of(people.patient)).detail == "fault of ours: ZeroDivisionError"
    assert Fault.objects.get().work == "push", "what it could not learn is kept, too"


class Moody(Channel):
    """Fails on Pia's notice, with an error that no channel expects, and again when it hears the answers."""

    name = "moody"

    def address(self, notices: Sequence[Notice]) -> list[Parcel]:
        return [Parcel(notice, str(notice.user_id), notice.email) for notice in notices]

    def deliver(self, parcels: Sequence[Parcel]) -> list[Sent]:
        return [self._send(parcel) for parcel in parcels]

    def _send(self, parcel: Parcel) -> Sent:
        if parcel.address == "pia@clinic.test":
            raise ZeroDivisionError
        return Sent(parcel.notice.occurrence_id, self.name, parcel.target_id, Result.ACCEPTED)

    def learn(self, parcels: Sequence[Parcel], sent: Sequence[Sent]) -> None:
        if any(each.result == Result.REFUSED for each in sent):
            raise ZeroDivisionError


class Forgetful(Channel):
    """Knows nobody's address."""

    name = "forgetful"

    def address(self, notices: Sequence[Notice]) -> list[Parcel]:
        return []

    def deliver(self, parcels: Sequence[Parcel]) -> list[Sent]:
        return []


def test_a_summary_that_cannot_be_counted_keeps_no_other(people: People, neighbor: Patient) -> None:
    break_zone(people.patient)
    PatientSummary.objects.all().delete()
    *_, (done, _) = refresh_all(Patient.objects.filter(pk__in=[people.patient.pk, neighbor.pk]))
    assert done == 2
    assert list(PatientSummary.objects.values_list("patient_id", flat=True)) == [neighbor.pk]


def test_a_reason_that_cannot_be_read_keeps_no_safety_mail(people: People, neighbor: Patient, settings: Any) -> None:
    with time_machine.travel(DUE, tick=False):
        for patient, user in ((people.patient, people.pia), (neighbor, neighbor.user)):
            phone_sends(patient.pk, user.pk, [red_flag_record(dt.date(2026, 3, 10), s1=True)])
        Reason.objects.filter(patient=people.patient, code="red_flag").update(evidence={})
        send_staff_mail()
        assert StaffMail.objects.filter(kind="red_flag", sent_at__isnull=False).count() == 1
    assert Fault.objects.get(work="staff mail").error == "KeyError"


def test_the_operator_is_told(people: People, neighbor: Patient) -> None:
    break_zone(people.patient)
    sweep()
    with time_machine.travel(DUE, tick=False):
        (told,) = [text for text in alarms(overview()) if "could not be worked on" in text]
    assert told.startswith("1 row of “reminder”")
    said = StringIO()
    call_command("faults", "--clear", stdout=said)
    assert f"reminder {status_of(people.patient).pk}: ZoneInfoNotFoundError, 1 times" in said.getvalue()
    assert not Fault.objects.exists()
