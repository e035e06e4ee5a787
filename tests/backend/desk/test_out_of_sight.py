"""Nobody drops out of sight: without a program, after its end, in a pause, discharged, or with a therapist away."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail

from backend.accounts.care import discharge
from backend.accounts.models import CareRelationship, Patient
from backend.common import clock
from backend.common.errors import NodError
from backend.desk.staff_mail import send_staff_mail
from backend.insights.facts import Code, Facts
from backend.insights.numbers.headache_days import last_28_days
from backend.insights.reasons import find_reasons
from backend.insights.services import refresh_summary
from backend.insights.tasks import sweep
from backend.library.models import QuestionnaireVersion, VersionStatus
from backend.library.selectors import SAFETY_CHECK, safety_questions
from backend.library.views import whole_library
from backend.programs.running import end_program, pause_program, resume_program
from backend.rights.record import whole_record
from tests.builders import phone_sends, running_program
from tests.people import People
from tests.records import ZONE, red_flag_record

TODAY = dt.date(2026, 3, 20)


def codes(**facts: Any) -> dict[str, Any]:
    window = last_28_days([], TODAY - dt.timedelta(days=1))
    found = find_reasons(Facts(today=TODAY, days=[], current=window, **facts))
    return {str(reason.code): reason.evidence for reason in found}


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_who_joined_and_has_no_program_is_a_reason_at_once() -> None:
    assert codes(joined_on=TODAY) == {"no_program": {"joined_on": "2026-03-20"}}
    assert codes(joined_on=ago(3), expected_since=TODAY) == {}
    assert codes(joined_on=ago(3), expected_since=TODAY + dt.timedelta(days=2)) == {}
    assert codes(joined_on=ago(3), status="invited") == {}


@pytest.mark.parametrize(
    ("ended", "heard", "expected"),
    [
        (13, None, None),
        (14, None, 14),
        (30, 13, None),
        (30, 14, 14),
        (14, 60, 14),
        (13, 60, None),
    ],
)
def test_a_program_that_ended_is_a_reason_and_silence_after_it_another(
    ended: int, heard: int | None, expected: int | None
) -> None:
    found = codes(joined_on=ago(90), program_ended_on=ago(ended), last_heard_on=None if heard is None else ago(heard))
    assert found["program_over"] == {"ended_on": ago(ended).isoformat()}
    assert found.get("silent_after_end", {}).get("days") == expected
    assert "no_program" not in found


@pytest.mark.parametrize(("planned", "is_over"), [(0, False), (1, True), (-3, False)])
def test_a_pause_that_outlasts_its_plan_is_a_reason(planned: int, is_over: bool) -> None:
    found = codes(expected_since=TODAY, pause_planned_until=ago(planned))
    assert (Code.PAUSE_OVER in found) is is_over


def listed(people: People) -> dict[str, Any]:
    rows = people.client(people.tara).get("/api/v1/work-list").json()
    return {row["name"]: [reason["code"] for reason in row["reasons"]] for row in rows}


def test_from_joining_to_the_end_somebody_is_on_the_list(people: People) -> None:
    refresh_summary(people.patient)
    assert listed(people) == {"Pia": ["no_program"]}
    running_program(people.tara, people.patient.pk, days_ago=1)
    refresh_summary(people.patient)
    assert listed(people) == {"Pia": []}
    client, path = people.client(people.tara), f"/api/v1/patients/{people.patient.pk}/program"
    assert client.post(f"{path}/end", {}, format="json").status_code == 400
    assert client.post(f"{path}/end", {"because": "All goals met"}, format="json").status_code == 204
    assert listed(people) == {"Pia": ["program_over"]}
    running_program(people.tara, people.patient.pk, days_ago=0)
    refresh_summary(people.patient)
    assert listed(people) == {"Pia": []}


def test_the_history_keeps_why_a_program_ended_and_was_paused(people: People) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC), tick=False) as now:
        running_program(people.tara, people.patient.pk)
        with pytest.raises(NodError):
            pause_program(people.tara, people.patient.pk, "On holiday", dt.date(2026, 3, 1))
        pause_program(people.tara, people.patient.pk, "On holiday", dt.date(2026, 3, 4))
        now.shift(dt.timedelta(days=3))
        sweep()
        assert "pause_over" in listed(people)["Pia"]
        resume_program(people.tara, people.patient.pk)
        end_program(people.tara, people.patient.pk, "All goals met")
        running_program(people.tara, people.patient.pk, days_ago=0)
        path = f"/api/v1/patients/{people.patient.pk}/program/history"
        newest, oldest = people.client(people.tara).get(path).json()
    assert newest["ended_on"] is None
    assert (oldest["ended_because"], oldest["ended_by"], oldest["ended_on"]) == ("All goals met", "Tara", "2026-03-05")
    pause = {"from_on": "2026-03-02", "until_on": "2026-03-04", "planned_until": "2026-03-04"}
    assert oldest["pauses"] == [{**pause, "because": "On holiday", "by": "Tara"}]
    programs = whole_record(Patient.objects.get(pk=people.patient.pk))["programs"]
    assert oldest["pauses"] in [each["pauses"] for each in programs]


def answers(people: People, **said: bool) -> None:
    phone_sends(people.patient.pk, people.pia.pk, [red_flag_record(clock.local_today(ZONE), **said)])


def test_who_is_discharged_with_an_open_answer_stays_until_it_is_cleared(people: People, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    answers(people, s2=True)
    refresh_summary(discharge(people.tara, people.patient.pk, "Moved away"))
    assert listed(people) == {"Pia": ["red_flag"]}
    people.patient.refresh_from_db()
    # They keep the app, and may answer once more.
    answers(people, e1=True)
    send_staff_mail()
    assert "tara@clinic.test" in [address for letter in mail.outbox for address in letter.to]
    assert [each["name"] for each in people.client(people.tara).get("/api/v1/work-list/emergencies").json()] == ["Pia"]
    client, path = people.client(people.tara), f"/api/v1/patients/{people.patient.pk}"
    ids = [flag["id"] for flag in client.get(path).json()["red_flags"]]
    body = {"answers": ids, "because": "Seen by her doctor."}
    assert client.post(f"{path}/red-flags/clear", body, format="json").status_code == 204
    assert listed(people) == {}


def test_while_a_therapist_is_away_the_leads_hear_at_once(people: People, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tara, lena = people.client(people.tara), people.client(people.lena)
    today = clock.local_today(people.clinic.time_zone)
    for wrong in (today - dt.timedelta(days=1), today + dt.timedelta(days=400)):
        assert tara.put("/api/v1/away", {"away_until": wrong.isoformat()}, format="json").status_code == 400
    until = {"away_until": (today + dt.timedelta(days=3)).isoformat()}
    assert tara.put("/api/v1/away", until, format="json").json() == until
    assert {each["name"]: each["away_until"] for each in lena.get("/api/v1/colleagues").json()}["Tara"] == until[
        "away_until"
    ]
    answers(people, s2=True)
    send_staff_mail()
    assert {letter.to[0] for letter in mail.outbox} == {"lena@clinic.test", "tara@clinic.test"}
    [waiting] = lena.get("/api/v1/work-list/emergencies/clinic").json()
    assert (waiting["urgency"], waiting["therapists"]) == ("same_day", ["Tara"])
    # Somebody else who cares and is at work sees it on the own list.
    CareRelationship.objects.create(patient=people.patient, therapist=people.tom, started_at=clock.now())
    assert lena.get("/api/v1/work-list/emergencies/clinic").json() == []
    CareRelationship.objects.filter(therapist=people.tom).delete()
    assert tara.put("/api/v1/away", {"away_until": None}, format="json").json() == {"away_until": None}
    assert lena.get("/api/v1/work-list/emergencies/clinic").json() == []


def test_nobody_goes_on_without_a_safety_check(people: People, client: Any) -> None:
    asked = safety_questions()
    assert client.get("/health/ready").status_code == 200
    QuestionnaireVersion.objects.filter(questionnaire_id=SAFETY_CHECK).update(status=VersionStatus.RETIRED)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["problems"][0].startswith("no safety check is published")
    assert safety_questions() == asked
    assert SAFETY_CHECK in [entry["slug"] for entry in whole_library()["questionnaire"]]
    answers(people, e1=True)
    assert "red_flag" in listed(people)["Pia"]
