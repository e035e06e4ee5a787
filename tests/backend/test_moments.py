"""Nod at the moments at which dates go wrong: around midnight, leap day and New Year, and when the clocks change.

Each test runs in zones on both sides of UTC; the date it expects is written beside the moment, not computed.
"""

import datetime as dt
import email
import email.policy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.dateformat import format as date_format

from backend.accounts.invitations import redeem_invitation
from backend.accounts.models import Patient
from backend.common import clock
from backend.common.errors import NodError
from backend.desk.prescribing import prescribe_program
from backend.desk.seeing import snooze_reason
from backend.insights.models import Reason
from backend.insights.services import refresh_summary
from backend.programs.models import ProgramVersion
from backend.programs.services import NewProgram
from backend.reminders import news, planning, sending
from backend.reminders.models import Occurrence, ReminderRule
from backend.reports.fhir import bundle_of
from backend.rights.models import Erasure
from backend.rights.tasks import wipe_due
from tests.builders import doses
from tests.people import People
from tests.records import day_record, message_record, session_record

DAY, MINUTE, SECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)
AUCKLAND, LORD_HOWE, LOS_ANGELES = "Pacific/Auckland", "Australia/Lord_Howe", "America/Los_Angeles"
ANYWHERE = ("2028-02-29T23:59", "2027-01-01T00:01")
# The clocks go forward from 02:00, on Lord Howe by half an hour; and back at 03:00 or, there and in Los Angeles, 02:00.
# 02:30 in Auckland comes twice in April; the first is meant. In September, as in Los Angeles in March, it is 03:30.
CLOCK_CHANGES = {
    AUCKLAND: ("2026-04-05T02:30", "2026-09-27T01:55", "2026-09-27T02:30"),
    LORD_HOWE: ("2026-04-05T02:30", "2026-10-04T01:55", "2026-10-04T02:30"),
    LOS_ANGELES: ("2026-03-08T01:55", "2026-03-08T02:30", "2026-11-01T02:30"),
    "UTC": (),
}
PUSH, PULL, WORK_LIST = "/api/v1/sync/push", "/api/v1/sync/pull", "/api/v1/work-list"


@dataclass(frozen=True)
class Moment:
    """A wall time of a zone, as text."""

    zone: str
    wall: str

    @property
    def now(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.wall).replace(tzinfo=ZoneInfo(self.zone)).astimezone(dt.UTC)

    @property
    def today(self) -> dt.date:
        return dt.date.fromisoformat(self.wall[:10])

    @property
    def soon(self) -> dt.datetime:
        """Return the time on the wall in ten minutes."""
        return (self.now + 10 * MINUTE).astimezone(ZoneInfo(self.zone))

    def next(self, hour: int, minute: int = 0) -> tuple[dt.date, dt.datetime]:
        """Return the date and the instant at which this time comes next."""
        wall = dt.time(hour, minute)
        on = self.today + DAY * (self.wall[11:] >= wall.isoformat("minutes"))
        return on, dt.datetime.combine(on, wall, ZoneInfo(self.zone)).astimezone(dt.UTC)


MOMENTS = [Moment(zone, wall) for zone, changes in CLOCK_CHANGES.items() for wall in (*ANYWHERE, *changes)]


@pytest.fixture(params=MOMENTS, ids=lambda each: f"{each.zone.split('/')[-1]}-{each.wall}")
def moment(request: pytest.FixtureRequest) -> Iterator[Moment]:
    found: Moment = request.param
    with time_machine.travel(found.now, tick=False):
        yield found


@pytest.fixture
def program(moment: Moment, people: People) -> ProgramVersion:
    """Begun a week ago, by a patient and in a clinic of the moment's zone, where only what a test sets rings."""
    people.clinic.time_zone = people.patient.time_zone = moment.zone
    people.clinic.save()
    people.patient.clinic = people.clinic
    people.patient.save()
    planning.ensure_rules(people.patient)
    ReminderRule.objects.update(enabled=False)
    new = NewProgram("low-load-6wk", 1, moment.today - 7 * DAY, doses())
    return prescribe_program(people.tara, people.patient.pk, new)


def send(people: People, moment: Moment, *records: dict[str, Any]) -> None:
    """Push records as Pia's phone does."""
    here = [{**record, "time_zone": moment.zone} for record in records]
    answer = people.client(people.pia).post(PUSH, {"records": here}, format="json").json()
    assert [each["outcome"] for each in answer["results"]] == ["created"] * len(records), answer


def work_list_row(people: People) -> dict[str, Any]:
    (row,) = people.client(people.tara).get(WORK_LIST).json()
    return row  # type: ignore[no-any-return]


def headache(on: dt.date) -> dict[str, Any]:
    return day_record(on, headache=True, peak_intensity=6, medicines=[{"class": "triptan", "name": "", "doses": 1}])


def sweep(at: dt.datetime) -> Counter[str]:
    """Do what a worker does every half minute."""
    with time_machine.travel(at, tick=False):
        planning.plan_due()
        return sending.send_due_reminders()


def test_what_is_recorded_now_is_of_the_local_date(moment: Moment, people: People, program: ProgramVersion) -> None:
    before = session_record(program, moment.today - 7 * DAY), session_record(program, moment.today - 6 * DAY)
    send(people, moment, headache(moment.today), session_record(program, moment.today), *before)

    pulled = people.client(people.pia).get(PULL).json()
    assert [day["occurred_on"] for day in pulled["days"]] == [moment.today.isoformat()]
    assert pulled["plan"]["start_on"] == (moment.today - 7 * DAY).isoformat()
    row = work_list_row(people)
    assert (row["last_heard_on"], row["counted_until"]) == (str(moment.today), str(moment.today - DAY))
    # Seven dates with today, of which the eighth is none. The sparkline ends with the number beside it: yesterday.
    assert (len(row["recent"]), row["recent_headaches"], row["sessions_7d"]) == (28, [], 2)
    place = f"/api/v1/patients/{people.patient.pk}"
    shown = people.client(people.tara).get(f"{place}/timeline", {"days": 30}).json()
    day = shown["days"][-1]
    assert (shown["last"], day["date"]) == (str(moment.today), str(moment.today))
    assert (day["headache_day"], day["medicine"], day["sessions"]) == (True, True, 1)
    assert shown["program_versions"][0]["on"] == str(moment.today)


def test_a_date_is_counted_when_it_is_over_and_not_before(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    send(people, moment, headache(moment.today))
    midnight = moment.next(0)[1]
    for at, counted, until in ((midnight - SECOND, 0, moment.today - DAY), (midnight, 1, moment.today)):
        with time_machine.travel(at, tick=False):
            refresh_summary(Patient.objects.get(pk=people.patient.pk))
            row = work_list_row(people)
        assert (row["headache_days"], row["counted_until"]) == (counted, str(until))
        assert (row["recent"][-1], row["recent_headaches"]) == ((6, [27]) if counted else (None, []))


def test_a_message_is_heard_today_and_put_off_until_tomorrow(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    send(people, moment, message_record())
    seen = Reason.objects.get(code="asked_for_help").evidence_id
    until = moment.today + DAY
    snooze_reason(people.tara, people.patient.pk, "asked_for_help", until=until, note="", evidence_id=seen)
    midnight = moment.next(0)[1]
    for at, waits in ((midnight - SECOND, False), (midnight, True)):
        with time_machine.travel(at, tick=False):
            row = work_list_row(people)
        assert row["last_heard_on"] == str(moment.today)
        assert [each["waiting"] for each in row["reasons"] if each["code"] == "asked_for_help"] == [waits]


def test_medicine_beside_an_examination_is_counted_to_yesterday(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    tara, place = people.client(people.tara), f"/api/v1/patients/{people.patient.pk}/assessments"
    body = {"occurred_on": str(moment.today), "findings": {"dnf_endurance_s": 12}, "checklist": {}}
    assert tara.post(place, body, format="json").status_code == 201
    # Overuse is headache on 15 days in each of three windows: with today, which is not over, there are 15; then
    # without it.
    for backs, warnings in (([*range(15), *range(31, 91)], 0), ([15], 1)):
        written = [(moment.today - back * DAY, moment.now - back * DAY) for back in backs]
        send(people, moment, *({**headache(on), "recorded_at": at.isoformat()} for on, at in written))
        (shown,) = tara.get(place).json()
        assert len(shown["result"]["warnings"]) == warnings


def test_a_reminder_in_ten_minutes_rings_once(moment: Moment, people: People, program: ProgramVersion) -> None:
    due_at = moment.now + 10 * MINUTE
    planning.set_rule(
        people.patient, kind="session", slot="evening", local_time=moment.soon.time(), enabled=True, days=0b1111111
    )
    if moment.soon.date() != moment.today:
        # What was done before midnight is another date's.
        send(people, moment, session_record(program, moment.today))
    assert sweep(due_at - SECOND) == {}
    assert sweep(due_at) == {"sent": 1}
    for later in (SECOND, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE):
        assert sweep(due_at + later) == {}
    assert Occurrence.objects.get(status="sent").local_date == moment.soon.date()


def test_a_reminder_stays_silent_when_that_dates_session_is_done(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    due_at = moment.now + 10 * MINUTE
    planning.set_rule(people.patient, kind="session", slot="evening", local_time=moment.soon.time(), enabled=True)
    with time_machine.travel(due_at - SECOND, tick=False):
        send(people, moment, session_record(program, moment.soon.date()))
    assert sweep(due_at) == {"silent:SESSION_DONE": 1}


def test_the_evenings_question_is_of_the_local_date_until_midnight(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    planning.set_rule(people.patient, kind="diary", slot="evening", local_time=dt.time(20, 30), enabled=True)
    on, due_at = moment.next(20, 30)
    row = Occurrence.objects.order_by("due_at")[0]
    midnight = dt.datetime.combine(on + DAY, dt.time(), ZoneInfo(moment.zone))
    assert (row.local_date, row.due_at, row.expires_at) == (on, due_at, midnight)
    assert sweep(due_at) == {"sent": 1}
    with time_machine.travel(due_at + DAY - MINUTE, tick=False):
        send(people, moment, headache(on + DAY))
    assert sweep(due_at + DAY) == {"silent:DIARY_DONE": 1}


def test_a_late_question_is_dropped_in_the_quiet_hours(moment: Moment, people: People, program: ProgramVersion) -> None:
    planning.set_rule(people.patient, kind="diary", slot="evening", local_time=dt.time(20, 30), enabled=True)
    assert sweep(moment.next(20, 30)[1] + 30 * MINUTE) == {"silent:QUIET_HOURS": 1}


def test_what_a_therapist_writes_at_night_is_told_at_eight(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    ReminderRule.objects.filter(kind="message").update(enabled=True)
    written = people.client(people.tara).post(
        f"/api/v1/patients/{people.patient.pk}/messages", {"text": "Well done.", "last_read": None}, format="json"
    )
    assert written.status_code == 201
    news.tell_news()
    _, eight = moment.next(8)
    assert sweep(eight - SECOND) == {}
    assert sweep(eight) == {"sent": 1}


def test_an_invitation_is_good_for_seven_days_and_its_mail_names_the_last(
    moment: Moment, people: People, program: ProgramVersion, settings: Any
) -> None:
    body = {"name": "Nia", "language": "en", "email": "nia@patient.test"}
    made = people.client(people.tara).post("/api/v1/invitations", body, format="json").json()
    (path,) = Path(settings.EMAIL_FILE_PATH).glob("*.log")
    assert made["expires_on"] == str(moment.today + 7 * DAY)
    text = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
    assert text is not None
    assert f"until {date_format(moment.today + 7 * DAY, 'F j, Y')}." in text.get_content()
    taken = {"email": "nia@patient.test", "password": "", "time_zone": moment.zone, "language": "en"}
    with time_machine.travel(moment.now + 7 * DAY, tick=False), pytest.raises(NodError):
        redeem_invitation(made["code"], **taken, consents=True, source="192.0.2.7")
    with time_machine.travel(moment.now + 7 * DAY - SECOND, tick=False):
        redeem_invitation(made["code"], **taken, consents=True, source="192.0.2.7")


def test_a_question_is_of_the_patients_date_wherever_staff_are(
    moment: Moment, people: People, program: ProgramVersion
) -> None:
    people.clinic.time_zone = "UTC"
    people.clinic.save()
    send(people, moment, message_record())
    (asked,) = [each for each in work_list_row(people)["reasons"] if each["code"] == "asked_for_help"]
    assert asked["evidence"]["on"] == str(moment.today)
    tara, place = people.client(people.tara), f"/api/v1/patients/{people.patient.pk}"
    assert tara.get("/api/v1/me").json()["time_zone"] == "UTC"
    assert tara.get(f"{place}/program").json()["time_zone"] == moment.zone
    # The period of monitoring begins on the date on which the first data was sent there.
    assert tara.get(f"{place}/notes").json()["monitoring"]["first_on"] == str(moment.today)


def test_an_export_begins_at_the_patients_midnight(moment: Moment, people: People, program: ProgramVersion) -> None:
    midnight = dt.datetime.combine(moment.today, dt.time(), ZoneInfo(moment.zone))
    send(people, moment, session_record(program, moment.today))
    for text, at in (("before", midnight - SECOND), ("since", midnight)):
        send(people, moment, {**message_record(text), "recorded_at": at.isoformat()})
    bundle = bundle_of(people.patient, people.tara, since=moment.today)
    said = [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == "Communication"]
    assert [each["payload"][0]["contentString"] for each in said] == ["since"]
    (session,) = [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == "Procedure"]
    assert session["performedPeriod"]["end"].startswith(str(moment.today))


def test_a_record_is_kept_until_its_last_date_is_over(moment: Moment, people: People, program: ProgramVersion) -> None:
    with time_machine.travel(moment.now, tick=False):
        assert clock.earliest_date(clock.now()) <= moment.today <= clock.earliest_date(clock.now()) + 2 * DAY
        Erasure.objects.create(
            clinic_id=people.clinic.pk, patient_id=people.patient.pk, asked_at=clock.now(), erase_on=moment.today
        )
    midnight = moment.next(0)[1] - DAY
    with time_machine.travel(midnight - SECOND, tick=False):
        assert wipe_due() == 0
