"""An emergency answer that nobody has taken goes to more people, again and again: when, and to whom."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.models import Membership, Role
from backend.accounts.office_hours import is_open, next_opening
from backend.desk.escalation import ClinicRules, latest_round, next_round, told
from backend.desk.models import StaffMail
from backend.desk.seeing import acknowledge_reason
from backend.desk.staff_mail import send_staff_mail
from backend.insights.models import Reason
from backend.sync.pull import pull
from tests.builders import phone_sends
from tests.people import People
from tests.records import red_flag_record

WEEKDAYS = [{"weekday": day, "opens": "08:00", "closes": "17:00"} for day in range(5)]
CHICAGO = ClinicRules(WEEKDAYS, "America/Chicago", 30)
BERLIN = ClinicRules([{"weekday": 6, "opens": "02:30", "closes": "12:00"}], "Europe/Berlin", 30)
NO_HOURS = ClinicRules([], "America/Chicago", 45)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("rules", "since", "expected"),
    [
        # 2026-11-23 is a Monday; Chicago is six hours behind UTC.
        (CHICAGO, "2026-11-23T15:00", "2026-11-23T15:30"),  # 9:00, open
        (CHICAGO, "2026-11-23T14:00", "2026-11-23T14:30"),  # 8:00 sharp, open
        (CHICAGO, "2026-11-23T13:59", "2026-11-23T14:00"),  # 7:59, opens at 8:00
        (CHICAGO, "2026-11-23T22:50", "2026-11-23T23:20"),  # 16:50, open: its half hour runs past closing
        (CHICAGO, "2026-11-23T23:00", "2026-11-24T14:00"),  # 17:00 sharp, closed: the next morning
        (CHICAGO, "2026-11-27T23:30", "2026-11-30T14:00"),  # Friday evening: Monday
        (CHICAGO, "2026-11-28T18:00", "2026-11-30T14:00"),  # Saturday
        (CHICAGO, "2026-10-31T18:00", "2026-11-02T14:00"),  # the clocks go back on Sunday: 8:00 is an hour later in UTC
        (CHICAGO, "2026-03-07T18:00", "2026-03-09T13:00"),  # they go forward: an hour earlier
        (BERLIN, "2026-03-28T12:00", "2026-03-29T01:30"),  # 2:30 is skipped: 3:30 there
        (BERLIN, "2026-10-24T12:00", "2026-10-25T00:30"),  # 2:30 comes twice: the first one
        (BERLIN, "2026-10-25T12:00", "2026-11-01T01:30"),  # open on one day a week only
        (NO_HOURS, "2026-11-28T03:00", "2026-11-28T03:45"),  # never closed
    ],
)
def test_is_sent_on_after_the_clinics_minutes_or_at_its_opening(rules: ClinicRules, since: str, expected: str) -> None:
    assert next_round(at(since), rules) == at(expected)


@pytest.mark.parametrize(
    ("since", "now", "is_cared_for", "expected"),
    [
        ("2026-11-23T15:00", "2026-11-23T15:29", True, None),
        ("2026-11-23T15:00", "2026-11-23T15:30", True, "2026-11-23T15:30"),
        ("2026-11-23T15:00", "2026-11-23T16:10", True, "2026-11-23T16:00"),
        ("2026-11-23T22:50", "2026-11-24T08:00", True, "2026-11-23T23:20"),
        ("2026-11-23T22:50", "2026-11-24T14:00", True, "2026-11-24T14:00"),
        ("2026-11-23T15:00", "2026-11-23T15:00", False, "2026-11-23T15:00"),
        ("2026-11-23T15:00", "2026-11-23T14:59", False, None),
        ("2025-11-24T15:00", "2026-11-23T15:40", True, "2026-11-23T15:30"),
    ],
)
def test_comes_again_until_it_is_taken(since: str, now: str, is_cared_for: bool, expected: str | None) -> None:
    found = latest_round(at(since), at(now), CHICAGO, is_cared_for=is_cared_for)
    assert found == (at(expected) if expected else None)


MOMENTS = st.integers(0, 2 * 365 * 1440).map(lambda minutes: at("2026-01-01") + dt.timedelta(minutes=minutes))
SPANS = st.lists(st.sampled_from(range(7)), unique=True).map(
    lambda days: [{"weekday": day, "opens": "08:30", "closes": "12:15"} for day in days]
)
ZONES = st.sampled_from(["UTC", "America/Chicago", "Pacific/Auckland", "Asia/Kathmandu", "America/Santiago"])


@given(SPANS, ZONES, MOMENTS)
def test_the_next_opening_is_the_first_moment_that_is_open(
    hours: list[dict[str, Any]], zone: str, after: dt.datetime
) -> None:
    opens = next_opening(hours, zone, after)
    if opens is None:
        assert hours == []
        return
    assert opens > after
    assert is_open(hours, zone, opens)
    assert not is_open(hours, zone, opens - dt.timedelta(seconds=1))


@given(SPANS, ZONES, MOMENTS, st.integers(5, 240))
def test_a_wait_is_never_longer_than_to_the_next_opening(
    hours: list[dict[str, Any]], zone: str, since: dt.datetime, minutes: int
) -> None:
    due = next_round(since, ClinicRules(hours, zone, minutes))
    opens = next_opening(hours, zone, since)
    assert since < due <= max(since + dt.timedelta(minutes=minutes), opens or since)


def test_leads_and_carers_are_told_and_somebody_always_is() -> None:
    assert told(["lena"], ["tara"], ["lena", "tara", "tom"]) == {"lena", "tara"}
    assert told([], ["tara"], ["tara", "tom"]) == {"tara"}
    assert told(["lena"], [], ["lena", "tom"]) == {"lena"}
    assert told([], [], ["tom"]) == {"tom"}


@pytest.fixture
def letters(settings: Any) -> list[Any]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mail.outbox


def answers(people: People, **said: bool) -> None:
    record = red_flag_record(dt.date(2026, 11, 23), **said)
    phone_sends(people.patient.pk, people.pia.pk, [record])


def to(letters: list[Any]) -> list[str]:
    found = sorted(letter.to[0].split("@")[0] for letter in letters)
    letters.clear()
    return found


def test_the_leads_hear_of_it_until_it_is_taken(people: People, letters: list[Any]) -> None:
    people.clinic.office_hours = WEEKDAYS
    people.clinic.save()
    # After the morning's digest.
    with time_machine.travel(at("2026-11-23T17:00"), tick=False) as now:
        answers(people, e1=True)
        send_staff_mail()
        assert to(letters) == ["tara"]
        now.shift(dt.timedelta(minutes=29))
        send_staff_mail()
        assert to(letters) == []
        now.shift(dt.timedelta(minutes=1))
        send_staff_mail()
        send_staff_mail()
        texts = [letter.body for letter in letters]
        assert to(letters) == ["lena", "tara"]
        assert all("1 waiting, in the care of Tara." in text and "Pia" not in text for text in texts)
        now.shift(dt.timedelta(minutes=30))
        send_staff_mail()
        assert to(letters) == ["lena", "tara"]
        reason = Reason.objects.get(code="red_flag")
        acknowledge_reason(people.tara, people.patient.pk, "red_flag", evidence_id=reason.evidence_id)
        now.shift(dt.timedelta(minutes=30))
        send_staff_mail()
        assert to(letters) == []
        # A new answer begins anew.
        answers(people, e2=True)
        send_staff_mail()
        assert to(letters) == ["tara"]
        now.shift(dt.timedelta(minutes=30))
        send_staff_mail()
        assert to(letters) == ["lena", "tara"]


def test_the_half_hour_runs_from_the_emergency_not_from_a_lesser_answer(people: People, letters: list[Any]) -> None:
    with time_machine.travel(at("2026-11-23T15:00"), tick=False) as now:
        answers(people, s2=True)
        now.shift(dt.timedelta(hours=2))
        answers(people, e1=True)
        send_staff_mail()
        assert to(letters) == ["tara"]
        now.shift(dt.timedelta(minutes=30))
        send_staff_mail()
        assert to(letters) == ["lena", "tara"]


def test_who_has_nobody_caring_reaches_the_leads_at_once(people: People, letters: list[Any]) -> None:
    people.tara.is_active = False
    people.tara.save()
    with time_machine.travel(at("2026-11-23T15:00"), tick=False):
        answers(people, e1=True)
        send_staff_mail()
        assert "lena" in to(letters)
        Membership.objects.filter(role=Role.LEAD).delete()
        StaffMail.objects.all().delete()
        send_staff_mail()
        assert "tom" in to(letters)


def test_a_lead_sees_that_it_waits_opens_it_and_takes_it(people: People, letters: list[Any]) -> None:
    route = "/api/v1/work-list/emergencies/clinic"
    answers(people, e1=True)
    lena = people.client(people.lena)
    [waiting] = lena.get(route).json()
    assert waiting["therapists"] == ["Tara"]
    assert "Pia" not in str(waiting)
    assert str(people.patient.pk) not in str(waiting)
    assert people.client(people.tara).get(route).status_code == 403
    assert lena.get(f"/api/v1/patients/{people.patient.pk}").status_code == 404
    body = {"waiting": waiting["id"], "because": "Tara is in surgery today."}
    for user in (people.tom, people.olga):
        assert people.client(user).post("/api/v1/emergency-access", body, format="json").status_code == 403
    opened = lena.post("/api/v1/emergency-access", body, format="json")
    assert opened.status_code == 201
    [own] = lena.get("/api/v1/work-list/emergencies").json()
    assert own["name"] == "Pia"
    assert lena.get(route).json() == []
    reason = Reason.objects.get(code="red_flag")
    path = f"/api/v1/patients/{people.patient.pk}/reasons/red_flag/acknowledge"
    assert lena.post(path, {"evidence_id": reason.evidence_id}, format="json").status_code == 200
    people.patient.refresh_from_db()
    assert pull(people.patient, 0, "")["open_answer"]["seen_by"] == "Lena"
    assert lena.post("/api/v1/emergency-access", body, format="json").status_code == 404


def test_the_patient_is_told_whether_somebody_has_seen_it(people: People) -> None:
    def open_answer() -> Any:
        people.patient.refresh_from_db()
        return pull(people.patient, 0, "")["open_answer"]

    assert open_answer() is None
    answers(people, s2=True)
    assert open_answer() == {"seen_at": None, "seen_by": None}
    reason = Reason.objects.get(code="red_flag")
    acknowledge_reason(people.tara, people.patient.pk, "red_flag", evidence_id=reason.evidence_id)
    assert open_answer()["seen_by"] == "Tara"
    assert open_answer()["seen_at"] is not None
    answers(people, s3=True)
    assert open_answer() == {"seen_at": None, "seen_by": None}
