"""Sharing care, handing over, discharge, and mail to therapists."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine

from backend.accounts import access
from backend.accounts.care import discharge, reopen, share_care
from backend.accounts.models import CareRelationship
from backend.common import clock
from backend.common.errors import Conflict, NodError, NotFound
from backend.desk.models import StaffMail
from backend.desk.tasks import mail_staff
from backend.insights.models import Reason
from backend.sync.push import push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, message_record, red_flag_record

SEVEN = dt.datetime(2026, 3, 10, 12, 30, tzinfo=dt.UTC)  # 07:30 in Chicago


def test_shared_care_lets_both_in_and_a_hand_over_only_the_other(people: People) -> None:
    share_care(people.tara, people.patient.pk, people.tom.pk, hand_over=False)
    assert access.patient_in_care(people.tom, people.patient.pk)
    assert access.patient_in_care(people.tara, people.patient.pk)
    with pytest.raises(Conflict):
        share_care(people.tara, people.patient.pk, people.tom.pk, hand_over=False)
    share_care(people.tara, people.patient.pk, people.tom.pk, hand_over=True)
    assert access.patient_in_care(people.tom, people.patient.pk)
    with pytest.raises(NotFound):
        access.patient_in_care(people.tara, people.patient.pk)


def test_care_stays_in_the_clinic(people: People) -> None:
    for stranger in (people.olga, people.cora, people.pia, people.tara):
        with pytest.raises(NodError):
            share_care(people.tara, people.patient.pk, stranger.pk, hand_over=True)
    assert CareRelationship.objects.filter(ended_at__isnull=True).count() == 1
    names = [each["name"] for each in people.client(people.tara).get("/api/v1/colleagues").json()]
    assert names == ["Lena", "Tom"]


def test_a_discharged_patient_leaves_the_list_and_keeps_the_record(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    push(people.patient.pk, people.pia.pk, None, [message_record()])
    client = people.client(people.tara)
    answer = client.post(f"/api/v1/patients/{people.patient.pk}/discharge", {"because": "Goals met."}, format="json")
    assert answer.status_code == 204
    assert client.get("/api/v1/work-list").json() == []
    assert [row["because"] for row in client.get("/api/v1/discharged").json()] == ["Goals met."]
    pulled = people.client(people.pia).get("/api/v1/sync/pull").json()
    assert (pulled["in_care"], pulled["plan"]["version_number"]) == (False, 1)
    with pytest.raises(Conflict):
        discharge(people.tara, people.patient.pk, "Again and again")
    assert client.delete(f"/api/v1/patients/{people.patient.pk}/discharge").status_code == 204
    assert len(client.get("/api/v1/work-list").json()) == 1
    with pytest.raises(Conflict):
        reopen(people.tara, people.patient.pk)


def mails(settings: Any) -> list[str]:
    return [path.read_text() for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))]


def test_a_safety_answer_is_mailed_at_once_and_once(people: People, settings: Any) -> None:
    # In the afternoon, so that no morning's mail comes with it.
    with time_machine.travel(SEVEN + dt.timedelta(hours=7), tick=False):
        push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), s2=True)])
        assert [mail_staff(), mail_staff()] == [1, 0]
        reds = [mail for mail in mails(settings) if "needs a look today" in mail]
        assert len(reds) == 1
        assert "To: tara@clinic.test" in reds[0]
        for word in ("Pia", "headache", "pain", "Riverside", str(people.patient.pk), "emergency"):
            assert word not in reds[0], word


def test_the_morning_digest_comes_once_in_the_clinics_own_morning(people: People, settings: Any) -> None:
    with time_machine.travel(SEVEN - dt.timedelta(hours=3), tick=False):
        push(people.patient.pk, people.pia.pk, None, [message_record()])
        assert mail_staff() == 0
    with time_machine.travel(SEVEN, tick=False):
        assert (mail_staff(), mail_staff()) == (1, 0)
    assert "1 patient on your work list needs attention" in mails(settings)[0]
    with time_machine.travel(SEVEN + dt.timedelta(days=2), tick=False):
        Reason.objects.update(snoozed_until=dt.date(2026, 3, 15))
        assert mail_staff() == 0
        assert people.client(people.tara).get("/api/v1/work-list").json()[0]["reasons"][0]["waiting"] is False
        Reason.objects.update(snoozed_until=dt.date(2026, 3, 12))
        assert mail_staff() == 1
    with time_machine.travel(SEVEN + dt.timedelta(hours=5), tick=False):
        assert mail_staff() == 0
    with time_machine.travel(SEVEN + dt.timedelta(days=1), tick=False):
        people.tara.membership.daily_digest = False
        people.tara.membership.save()
        assert mail_staff() == 0


def test_a_mail_that_a_dead_worker_left_is_sent_after_its_lease(people: People, settings: Any) -> None:
    with time_machine.travel(SEVEN, tick=False):
        mail = StaffMail.objects.create(
            user=people.tara, kind="digest", occasion="2026-03-10", leased_until=SEVEN + dt.timedelta(minutes=5)
        )
        assert mail_staff() == 0
    with time_machine.travel(SEVEN + dt.timedelta(minutes=6), tick=False):
        assert mail_staff() == 1
    assert f"staff-{mail.pk}" in mails(settings)[0]


def test_a_morning_that_is_over_is_not_mailed_any_more(people: People, settings: Any) -> None:
    StaffMail.objects.create(user=people.tara, kind="digest", occasion="2026-03-10")
    safety = StaffMail.objects.create(user=people.tara, kind="red_flag", occasion="2026-03-10")
    with time_machine.travel(SEVEN + dt.timedelta(days=1), tick=False):
        assert mail_staff() == 1
    assert f"staff-{safety.pk}" in mails(settings)[0]
