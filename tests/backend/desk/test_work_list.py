"""The work list and the patient page over HTTP."""

import datetime as dt
from typing import Any

import pytest

from backend.accounts.models import CareRelationship, Patient, PatientStatus
from backend.assessments.services import add_treatment
from backend.common import clock
from backend.desk.models import StaffMail
from backend.desk.seeing import acknowledge_reason
from backend.desk.staff_mail import send_staff_mail
from backend.diary.models import DayEntry
from backend.insights.models import PatientSummary, Reason
from backend.insights.services import refresh_summary
from backend.insights.tasks import sweep
from backend.sync.push import push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, day_record, message_record, red_flag_record, session_record


@pytest.fixture(autouse=True)
def _program(people: People) -> None:
    """Let a program run that began today, so that its lack is no reason."""
    running_program(people.tara, people.patient.pk, days_ago=0)


def rows(people: People) -> Any:
    return people.client(people.tara).get("/api/v1/work-list").json()


def see(people: People, code: str) -> Any:
    """Mark a reason as seen, as a page does that was loaded just now."""
    reason = Reason.objects.get(code=code, cleared_at=None, patient=people.patient)
    path = f"/api/v1/patients/{people.patient.pk}/reasons/{code}/acknowledge"
    return people.client(people.tara).post(path, {"evidence_id": reason.evidence_id}, format="json")


def test_a_question_comes_up_and_an_answer_clears_it(people: People) -> None:
    push(people.patient.pk, people.pia.pk, None, [message_record()])
    assert [reason["code"] for reason in rows(people)[0]["reasons"]] == ["asked_for_help"]
    path = f"/api/v1/patients/{people.patient.pk}/messages"
    (reason,) = rows(people)[0]["reasons"]
    body = {"text": "Yes, ask.", "last_read": reason["evidence"]["newest"]}
    assert people.client(people.tara).post(path, body, format="json").status_code == 201
    assert rows(people)[0]["reasons"] == []
    assert Reason.objects.get().cleared_at is not None


def test_an_acknowledged_reason_stays_but_no_longer_leads(people: People) -> None:
    push(people.patient.pk, people.pia.pk, None, [message_record()])
    assert see(people, "asked_for_help").status_code == 200
    (reason,) = rows(people)[0]["reasons"]
    assert (reason["acknowledged_by"], reason["waiting"]) == ("Tara", False)


def says(people: People, patient: Patient, *records: dict[str, Any]) -> None:
    for result in push(patient.pk, people.pia.pk, None, list(records)):
        assert result.outcome == "created", result


def flag(**answers: bool) -> dict[str, Any]:
    return red_flag_record(clock.local_today(ZONE), **answers)


def mailed() -> int:
    """Send what is due; return how many mails have told somebody of a safety answer."""
    send_staff_mail()
    return StaffMail.objects.filter(kind=StaffMail.Kind.RED_FLAG, sent_at__isnull=False).count()


def test_newer_evidence_opens_a_reason_again_and_mails_again(people: People) -> None:
    says(people, people.patient, flag(s2=True))
    assert mailed() == 1
    assert see(people, "red_flag").status_code == 200
    assert mailed() == 1
    says(people, people.patient, flag(e1=True))
    (reason,) = rows(people)[0]["reasons"]
    assert (reason["waiting"], reason["acknowledged_by"], reason["evidence"]["urgency"]) == (True, None, "emergency")
    assert len(reason["texts"]) == 2
    assert mailed() == 2


def test_seen_is_said_of_what_was_on_the_screen(people: People) -> None:
    says(people, people.patient, message_record("When may I swim again?"))
    read = Reason.objects.get().evidence_id
    says(people, people.patient, message_record("My left arm is numb, please call."))
    path = f"/api/v1/patients/{people.patient.pk}/reasons/asked_for_help"
    client = people.client(people.tara)
    until = (clock.local_today(ZONE) + dt.timedelta(days=3)).isoformat()
    for act in ("acknowledge", "snooze"):
        refused = client.post(f"{path}/{act}", {"evidence_id": read, "until": until}, format="json")
        assert (refused.status_code, refused.json()["code"]) == (409, "newer_evidence")
    (reason,) = rows(people)[0]["reasons"]
    assert (reason["waiting"], reason["texts"]) == (True, ["My left arm is numb, please call."])


def test_seen_can_be_taken_back(people: People) -> None:
    says(people, people.patient, message_record())
    assert see(people, "asked_for_help").json()["waiting"] is False
    path = f"/api/v1/patients/{people.patient.pk}/reasons/asked_for_help/acknowledge"
    assert people.client(people.tara).delete(path).json()["waiting"] is True
    (reason,) = rows(people)[0]["reasons"]
    assert (reason["waiting"], reason["acknowledged_by"]) == (True, None)


def test_an_answer_to_a_message_that_was_not_read_is_refused(people: People) -> None:
    says(people, people.patient, message_record("When may I swim again?"))
    (reason,) = rows(people)[0]["reasons"]
    body = {"text": "In two weeks.", "last_read": reason["evidence"]["newest"]}
    says(people, people.patient, message_record("My left arm is numb, please call."))
    path = f"/api/v1/patients/{people.patient.pk}/messages"
    refused = people.client(people.tara).post(path, body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "newer_message")
    assert [each["code"] for each in rows(people)[0]["reasons"]] == ["asked_for_help"]


def test_urgency_then_waiting_then_name_orders_the_list(people: People) -> None:
    """A message, three safety answers of each class, an emergency somebody has seen, and one who is well."""
    now = clock.now()
    names = ("Amy well", "Bea for you", "Cleo same day", "Dora message", "Zara emergency", "Yves emergency")
    made = {}
    for name in names:
        made[name] = Patient.objects.create(
            clinic=people.clinic, name=name, status=PatientStatus.ACTIVE, created_at=now, time_zone=ZONE
        )
        CareRelationship.objects.create(patient=made[name], therapist=people.tara, started_at=now)
        running_program(people.tara, made[name].pk, days_ago=0)
        refresh_summary(made[name])
    said = (
        ("Zara emergency", flag(e1=True)),
        ("Yves emergency", flag(e2=True)),
        ("Cleo same day", flag(s2=True)),
        ("Bea for you", flag(t1=True)),
        ("Dora message", message_record()),
    )
    for minutes, (name, record) in enumerate(said):
        with clock.told_by(lambda minutes=minutes: now + dt.timedelta(minutes=minutes)):  # type: ignore[misc]
            says(people, made[name], record)
    order = [row["name"].split()[0] for row in rows(people)]
    assert order == ["Zara", "Yves", "Cleo", "Bea", "Dora", "Amy", people.patient.name.split()[0]]
    for name in ("Zara emergency", "Cleo same day"):
        reason = Reason.objects.get(patient=made[name])
        acknowledge_reason(people.tara, made[name].pk, "red_flag", evidence_id=reason.evidence_id)
    # Seen, an emergency comes after those nobody has looked at; a held program never among those who are well.
    order = [row["name"].split()[0] for row in rows(people)]
    assert order == ["Yves", "Zara", "Bea", "Dora", "Cleo", "Amy", people.patient.name.split()[0]]


def test_every_desk_page_hears_of_an_emergency_until_somebody_looks(people: People) -> None:
    client = people.client(people.tara)
    says(people, people.patient, flag(s2=True))
    assert client.get("/api/v1/work-list/emergencies").json() == []
    says(people, people.patient, flag(e1=True))
    (waiting,) = client.get("/api/v1/work-list/emergencies").json()
    assert (waiting["patient_id"], len(waiting["texts"])) == (str(people.patient.pk), 1)
    assert people.client(people.tom).get("/api/v1/work-list/emergencies").json() == []
    see(people, "red_flag")
    assert client.get("/api/v1/work-list/emergencies").json() == []


def test_red_pain_in_an_exercise_reaches_the_work_list(people: People) -> None:
    version = running_program(people.tara, people.patient.pk)
    record = session_record(version, clock.local_today(ZONE))
    record["exercises"][0] |= {"outcome": "partly", "skip_reason": "pain", "pain": 7}
    push(people.patient.pk, people.pia.pk, None, [record])
    (reason,) = rows(people)[0]["reasons"]
    assert (reason["code"], reason["evidence"]["pain"]) == ("exercise_pain", 7)


def test_the_sweep_finds_who_fell_silent(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=6)
    sweep()
    assert [reason["code"] for reason in rows(people)[0]["reasons"]] == ["silent"]
    push(people.patient.pk, people.pia.pk, None, [day_record(clock.local_today(ZONE), headache=False)])
    assert rows(people)[0]["reasons"] == []


def test_a_rebuilt_summary_equals_the_kept_one(people: People) -> None:
    today = clock.local_today(ZONE)
    records = [day_record(today - dt.timedelta(days=back), headache=back % 2 == 0) for back in range(7)]
    for record in records:
        push(people.patient.pk, people.pia.pk, None, [record])
    kept = PatientSummary.objects.values().get()
    refresh_summary(people.patient)
    rebuilt = PatientSummary.objects.values().get()
    assert kept | {"refreshed_at": None} == rebuilt | {"refreshed_at": None}


def test_six_queries_for_twenty_patients_and_for_three_hundred(
    people: People, django_assert_max_num_queries: Any
) -> None:
    client = people.client(people.tara)
    counts = []
    for size in (20, 300):
        while Patient.objects.count() < size:
            _another(people)
        # Session and user are the sign-in's; the audit event is the one write a read may make.
        with django_assert_max_num_queries(6) as queries:
            assert len(client.get("/api/v1/work-list").json()) == size
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _another(people: People) -> None:
    now = clock.now()
    patient = Patient.objects.create(
        clinic=people.clinic, name="Somebody", status=PatientStatus.ACTIVE, created_at=now, time_zone=ZONE
    )
    CareRelationship.objects.create(patient=patient, therapist=people.tara, started_at=now)
    PatientSummary.objects.create(patient=patient, clinic_id=people.clinic.pk, quality="reliable", refreshed_at=now)


def test_the_patient_page_shows_twelve_weeks_and_versions(people: People) -> None:
    version = running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    records = [day_record(today, headache=True, peak_intensity=6, duration_min=20), session_record(version, today)]
    push(people.patient.pk, people.pia.pk, None, records)
    place = f"/api/v1/patients/{people.patient.pk}"
    line = people.client(people.tara).get(f"{place}/timeline").json()
    assert len(line["days"]) == 84
    assert line["days"][-1] == {
        "date": today.isoformat(),
        "recorded": True,
        "headache_day": False,  # twenty minutes without a medicine are stored, but are no headache day
        "peak_intensity": 6,
        "neck_pain": None,
        "medicine": False,
        "sessions": 1,
    }
    assert {each["number"] for each in line["program_versions"]} == {1}
    program = people.client(people.tara).get(f"{place}/program").json()["program"]
    assert program["items"][0]["name"] == "Gentle chin nod, lying down"


def test_five_queries_for_the_page_and_nine_for_a_year_of_timeline(
    people: People, django_assert_max_num_queries: Any
) -> None:
    version = running_program(people.tara, people.patient.pk, days_ago=400)
    today = clock.local_today(ZONE)
    days = [
        DayEntry(
            clinic_id=people.clinic.pk,
            patient=people.patient,
            occurred_on=today - dt.timedelta(days=back),
            fields={"headache": back % 3 == 0, "peak_intensity": 5, "medicines": [{"class": "triptan"}]},
            heads=[],
            sync_seq=0,
        )
        for back in range(365)
    ]
    DayEntry.objects.bulk_create(days)
    push(people.patient.pk, people.pia.pk, None, [session_record(version, today), red_flag_record(today, s2=True)])
    add_treatment(people.tara, people.patient.pk, occurred_on=today, kind="massage", note="")
    client = people.client(people.tara)
    place = f"/api/v1/patients/{people.patient.pk}"
    with django_assert_max_num_queries(5):
        page = client.get(place).json()
    assert page["numbers"]
    assert page["red_flags"][0]["text"].endswith("?")
    with django_assert_max_num_queries(9):
        line = client.get(f"{place}/timeline", {"days": 366}).json()
    assert len(line["days"]) == 366
    assert sum(day["recorded"] for day in line["days"]) == 365
    assert (line["days"][-1]["medicine"], line["days"][-1]["sessions"]) == (True, 1)
    assert line["treatments"] == [{"on": today.isoformat(), "kind": "massage"}]
