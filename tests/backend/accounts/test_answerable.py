"""A patient in care always has somebody who answers for them."""

import datetime as dt
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from backend.accounts import access
from backend.accounts.answerable import assign_care, close_account, unattended_patients
from backend.accounts.care import discharge, reopen, share_care
from backend.accounts.invitations import invite_patient
from backend.accounts.models import CareRelationship, Membership, PatientStatus, Role, User
from backend.audit.models import AuditEvent
from backend.common.errors import Conflict, Forbidden, NodError, NotFound
from backend.desk.tasks import mail_staff
from tests.mails import mails_in
from tests.people import People, make_people
from tests.records import ZONE

NOON = dt.datetime(2026, 3, 10, 17, 30, tzinfo=dt.UTC)  # 12:30 in Chicago
ROUTE = "/api/v1/unattended"


def carers(people: People) -> set[str]:
    return {care.therapist.name for care in people.patient.care.filter(ended_at__isnull=True)}


def sign_out(*args: str) -> str:
    said = io.StringIO()
    call_command("sign_out", "tara@clinic.test", "--for-good", *args, stdout=said)
    return said.getvalue()


def without_anybody(people: People) -> None:
    """As when somebody was let go by hand, past every service."""
    User.objects.filter(pk=people.tara.pk).update(is_active=False)


def test_whoever_leaves_leaves_patients_to_a_lead(people: People) -> None:
    assert "1 patients handed over to lena@clinic.test" in sign_out()
    assert carers(people) == {"Lena"}
    assert access.patient_in_care(people.lena, people.patient.pk)
    event = AuditEvent.objects.get(what="care", patient_id=people.patient.pk)
    assert (event.action, event.actor_id) == ("changed", None)
    share_care(people.lena, people.patient.pk, people.tom.pk, hand_over=True)
    assert carers(people) == {"Tom"}


def test_or_to_a_colleague_whom_the_operator_names(people: People) -> None:
    with pytest.raises(CommandError, match="Nobody else in this clinic"):
        sign_out("--hand-over-to", "olga@clinic.test")
    people.tara.refresh_from_db()
    assert people.tara.is_active
    assert "to tom@clinic.test" in sign_out("--hand-over-to", "Tom@clinic.test")
    assert carers(people) == {"Tom"}


def test_shared_care_stays_with_who_shares_it(people: People) -> None:
    share_care(people.tara, people.patient.pk, people.tom.pk, hand_over=False)
    assert "handed over" not in sign_out()
    assert carers(people) == {"Tom"}


def test_a_discharged_patient_can_still_be_taken_back(people: People) -> None:
    discharge(people.tara, people.patient.pk, "Goals met.")
    close_account(people.tara)
    reopen(people.lena, people.patient.pk)
    assert carers(people) == {"Lena"}
    assert not unattended_patients().exists()


def test_an_account_is_closed_even_when_nobody_can_take_the_patients(people: People) -> None:
    Membership.objects.filter(role=Role.LEAD).update(role=Role.THERAPIST)
    assert "1 patients have nobody now" in sign_out()
    people.tara.refresh_from_db()
    assert not people.tara.is_active
    assert unattended_patients().get() == people.patient


def test_who_has_just_left_gets_no_patient(people: People) -> None:
    close_account(people.tara)
    with pytest.raises(NotFound):
        invite_patient(people.tara, name="Nia", language="en", time_zone=ZONE)
    with pytest.raises(NodError):
        share_care(people.lena, people.patient.pk, people.tara.pk, hand_over=True)


def test_a_lead_sees_patients_with_nobody_and_assigns_them(people: People) -> None:
    lena = people.client(people.lena)
    assert lena.get(ROUTE).json() == []
    without_anybody(people)
    assert lena.get(ROUTE).json() == [{"id": str(people.patient.pk), "name": "Pia", "before": ["Tara"]}]
    assert lena.get(f"/api/v1/patients/{people.patient.pk}").status_code == 404
    path = f"{ROUTE}/{people.patient.pk}"
    stranger = lena.post(path, {"colleague": str(people.olga.pk)}, format="json")
    assert (stranger.status_code, stranger.json()["errors"][0]["field"]) == (400, "colleague")
    assert lena.post(path, {"colleague": str(people.tom.pk)}, format="json").status_code == 204
    assert carers(people) == {"Tom"}
    assert lena.get(ROUTE).json() == []
    assert lena.post(path, {}, format="json").status_code == 404
    assert AuditEvent.objects.filter(action="read", what="unattended", actor_id=people.lena.pk).count() == 1


def test_a_lead_takes_one_in_person_after_an_emergencys_hour(people: People) -> None:
    without_anybody(people)
    lena = people.client(people.lena)
    lena.post("/api/v1/emergency-access", {"who": "Pia", "because": "She fainted here."}, format="json")
    assert len(lena.get(ROUTE).json()) == 1
    assert lena.post(f"{ROUTE}/{people.patient.pk}", {}, format="json").status_code == 204
    assert carers(people) == {"Lena"}
    assert access.is_carer(people.lena, people.patient)
    assert len(access.caseload_of(people.lena)) == 1


def test_nobody_else_assigns(people: People) -> None:
    without_anybody(people)
    with pytest.raises(Forbidden):
        assign_care(people.tom, people.patient.pk, people.tom.pk)
    Membership.objects.filter(user=people.olga).update(role=Role.LEAD)
    people.olga.refresh_from_db()
    with pytest.raises(NotFound):
        assign_care(people.olga, people.patient.pk, people.olga.pk)
    assert people.client(people.tom).get(ROUTE).status_code == 403


def test_the_sweep_tells_the_leads_at_once_and_each_morning_until_somebody_cares(people: People, settings: Any) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    with time_machine.travel(NOON, tick=False) as now:
        assert mail_staff() == 0
        without_anybody(people)
        assert [mail_staff(), mail_staff()] == [1, 0]
        mail = mails_in(folder)[0]
        assert mail["To"] == "lena@clinic.test"
        assert "1 patient in your clinic has no therapist" in str(mail)
        assert "/clinic/team" in str(mail)
        assert "Pia" not in str(mail)
        now.shift(dt.timedelta(hours=14))  # 02:30
        assert mail_staff() == 0
        now.shift(dt.timedelta(hours=5))
        assert mail_staff() == 1
        now.shift(dt.timedelta(days=1))
        assign_care(people.lena, people.patient.pk, people.tom.pk)
        assert mail_staff() == 0


def test_without_a_lead_everybody_in_the_clinic_is_told(people: People, settings: Any) -> None:
    Membership.objects.filter(user=people.lena).update(role=Role.THERAPIST)
    without_anybody(people)
    with time_machine.travel(NOON, tick=False):
        mail_staff()
    told = {mail["To"] for mail in mails_in(Path(settings.EMAIL_FILE_PATH))}
    assert told == {"lena@clinic.test", "tom@clinic.test"}


def at_once(*works: Any) -> list[str]:
    """Do all of this at the same moment, and return what came of each."""
    ready = threading.Barrier(len(works))

    def run(work: Any) -> str:
        ready.wait()
        try:
            work()
        except (NotFound, Conflict, NodError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_hand_overs_and_leaving_at_once_leave_somebody() -> None:
    people = make_people()
    pk = people.patient.pk

    def give(giver: User, taker: User) -> Any:
        return lambda: share_care(giver, pk, taker.pk, hand_over=True)

    for _ in range(8):
        CareRelationship.objects.all().delete()
        User.objects.update(is_active=True)
        for user in (people.tara, people.tom):
            CareRelationship.objects.create(
                patient=people.patient, therapist=user, started_at=people.patient.created_at
            )
        # To each other: each would end the care that the other relies on.
        assert at_once(give(people.tara, people.tom), give(people.tom, people.tara)).count("done") >= 1
        assert len(carers(people)) == 1
        holder, other = (people.tara, people.tom) if "Tara" in carers(people) else (people.tom, people.tara)
        # Twice away, to two colleagues: the second finds nothing to give.
        assert sorted(at_once(give(holder, other), give(holder, people.lena))) == ["NotFound", "done"]
        assert len(carers(people)) == 1
        holder = User.objects.get(name=next(iter(carers(people))))
        other = next(user for user in (people.tara, people.tom) if user != holder)
        # To somebody who leaves in the same moment.
        at_once(give(holder, other), lambda other=other: close_account(other))
        assert not unattended_patients().exists()
    people.patient.refresh_from_db()
    assert people.patient.status == PatientStatus.ACTIVE
