"""Rows at 48 hours' notice; days, times and zones that change; what travel does to a reminder."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Patient
from backend.reminders import planning
from backend.reminders.models import Occurrence, ReminderPreferences, ReminderRule, Status
from tests.backend.reminders.road import DAY, DUE, minutes, row, sweep
from tests.people import People


def set_evening(people: People, at: dt.datetime, local_time: dt.time, **more: Any) -> None:
    with time_machine.travel(at, tick=False):
        planning.set_rule(people.patient, kind="session", slot="evening", local_time=local_time, enabled=True, **more)


def move(people: People, zone: str, at: dt.datetime) -> None:
    with time_machine.travel(at, tick=False):
        planning.move_to_zone(people.patient, zone)


def test_planning_twice_makes_no_row_twice_and_reaches_two_days(people: People, program: Any) -> None:
    dates = list(Occurrence.objects.order_by("local_date").values_list("local_date", flat=True))
    assert dates == [dt.date(2026, 3, 10), dt.date(2026, 3, 11)]
    with time_machine.travel(DUE - dt.timedelta(hours=11), tick=False):
        assert planning.plan_due() == 0
    with time_machine.travel(DUE + DAY, tick=False):
        assert planning.plan_due() == 2
        assert planning.plan_due() == 0


def test_a_planner_that_slept_for_a_week_plans_from_now_on(people: People, program: Any) -> None:
    with time_machine.travel(DUE + 7 * DAY, tick=False):
        planning.plan_due()
    dates = Occurrence.objects.order_by("local_date").values_list("local_date", flat=True)
    assert [date.day for date in dates] == [10, 11, 17, 18, 19]


def test_only_the_chosen_days_ring(people: People, program: Any) -> None:
    wednesday = 1 << 2
    set_evening(people, DUE - minutes(60), dt.time(18, 30), days=wednesday)
    assert sweep() == {}
    assert sweep(DUE + DAY) == {"sent": 1}


def test_a_moved_reminder_rings_at_its_new_time_only(people: People, program: Any) -> None:
    set_evening(people, DUE - minutes(60), dt.time(20))
    assert sweep() == {}
    assert sweep(DUE + minutes(90)) == {"sent": 1}


def test_a_reminder_moved_into_the_past_does_not_ring_today(people: People, program: Any) -> None:
    set_evening(people, DUE - minutes(1), dt.time(18))
    assert sweep() == {}


def test_a_new_time_rings_today_whatever_became_of_todays_reminder(people: People, program: Any) -> None:
    ReminderPreferences.objects.update(away_from=dt.date(2026, 3, 10))
    assert sweep() == {"silent:AWAY": 1}
    ReminderPreferences.objects.update(away_from=None)
    set_evening(people, DUE + minutes(1), dt.time(20))
    assert sweep(DUE + minutes(90)) == {"sent": 1}
    set_evening(people, DUE + minutes(91), dt.time(21, 30))
    assert sweep(DUE + minutes(180)) == {"sent": 1}, "moved again after it rang"
    set_evening(people, DUE + minutes(181), dt.time(21, 30))
    assert sweep(DUE + minutes(200)) == {}, "the same time is no new one"


def test_what_was_moved_after_it_rang_rings_in_the_morning(people: People, program: Any) -> None:
    set_evening(people, DUE - minutes(60), dt.time(21, 30))
    assert sweep(DUE + minutes(180)) == {"sent": 1}
    set_evening(people, DUE + minutes(190), dt.time(8))
    assert sweep(DUE + minutes(180) + dt.timedelta(hours=10, minutes=30)) == {"sent": 1}
    assert sweep(DUE + minutes(180) + dt.timedelta(hours=34, minutes=30)) == {"sent": 1}


def test_saving_without_a_change_keeps_what_is_due_this_minute(people: People, program: Any) -> None:
    set_evening(people, DUE, dt.time(18, 30))
    assert sweep() == {"sent": 1}


def test_a_row_that_is_being_sent_stays_beside_the_new_time(people: People, program: Any) -> None:
    Occurrence.objects.filter(local_date="2026-03-10").update(leased_until=DUE + minutes(1))
    set_evening(people, DUE, dt.time(20))
    assert row(revision=0).due_at == DUE
    assert row(revision=1).due_at == DUE + minutes(90)


def test_travel_moves_the_reminder_to_the_new_wall_clock(people: People, program: Any) -> None:
    move(people, "Europe/Berlin", DUE - dt.timedelta(hours=8))
    due = Occurrence.objects.filter(status=Status.DUE).earliest("due_at").due_at
    assert due == dt.datetime(2026, 3, 10, 17, 30, tzinfo=dt.UTC)


def test_a_time_that_travel_put_into_the_last_hour_rings_late(people: People, program: Any) -> None:
    # 18:00 in Chicago is 19:00 in New York: half an hour after the reminder's time there.
    move(people, "America/New_York", DUE - minutes(30))
    assert sweep(DUE - minutes(30)) == {"sent": 1}
    assert row().due_at == DUE - minutes(60)


def test_a_time_that_travel_put_further_back_is_skipped_and_counted(people: People, program: Any) -> None:
    # 17:00 in Chicago is 23:00 in Berlin.
    move(people, "Europe/Berlin", DUE - minutes(90))
    skipped = row()
    assert (skipped.status, skipped.silence_reason) == (Status.SILENT, "SKIPPED_TRAVEL")
    assert sweep(DUE - minutes(90)) == {}


def test_flying_west_rings_once_for_the_date(people: People, program: Any) -> None:
    assert sweep() == {"sent": 1}
    move(people, "Pacific/Honolulu", DUE + minutes(10))
    assert sweep(DUE + dt.timedelta(hours=5)) == {}


def test_flying_east_never_rings_twice_within_twelve_hours(people: People, program: Any) -> None:
    assert sweep() == {"sent": 1}
    # 18:30 of the next date comes ten hours later in Tokyo.
    move(people, "Asia/Tokyo", DUE + minutes(30))
    next_evening = Occurrence.objects.get(local_date="2026-03-11")
    assert next_evening.due_at - DUE < dt.timedelta(hours=12)
    assert sweep(next_evening.due_at) == {"silent:TOO_SOON": 1}


@pytest.mark.parametrize(
    ("until", "silent"), [(None, True), (dt.date(2026, 3, 10), True), (dt.date(2026, 3, 9), False)]
)
def test_away_from_the_first_to_the_last_day(people: People, program: Any, until: dt.date | None, silent: bool) -> None:
    ReminderPreferences.objects.update(away_from=dt.date(2026, 3, 8), away_until=until)
    assert sweep() == ({"silent:AWAY": 1} if silent else {"sent": 1})


def test_the_weekly_cap_counts_seven_days(people: People, program: Any) -> None:
    ReminderPreferences.objects.update(weekly_cap=2)
    days = [list(sweep(DUE + day * DAY)) for day in range(9)]
    assert days == [["sent"]] * 2 + [["silent:WEEKLY_CAP"]] * 5 + [["sent"]] * 2


def test_after_an_outage_one_reminder_stands_for_all(people: People, program: Any) -> None:
    with time_machine.travel(DUE - minutes(120), tick=False):
        for local_time, slot in ((dt.time(18, 10), "morning"), (dt.time(18, 40), "midday")):
            planning.set_rule(people.patient, kind="diary", slot=slot, local_time=local_time, enabled=True)
    assert sweep(DUE + minutes(20)) == {"silent:SUPERSEDED": 2, "sent": 1}
    sent = Occurrence.objects.get(status=Status.SENT)
    assert sent.due_at == DUE + minutes(10), "the newest goes"


def test_a_second_reminder_waits_ten_minutes(people: People, program: Any) -> None:
    with time_machine.travel(DUE - minutes(120), tick=False):
        planning.set_rule(people.patient, kind="diary", slot="evening", local_time=dt.time(18, 35), enabled=True)
    assert sweep() == {"sent": 1}
    assert sweep(DUE + minutes(5)) == {"postponed": 1}
    assert sweep(DUE + minutes(9)) == {}
    assert sweep(DUE + minutes(10)) == {"sent": 1}


def test_a_late_question_is_still_asked_that_evening_but_not_at_night(people: People, program: Any) -> None:
    ReminderRule.objects.filter(kind="session").update(enabled=False)
    with time_machine.travel(DUE - minutes(120), tick=False):
        planning.set_rule(people.patient, kind="diary", slot="evening", local_time=dt.time(18, 30), enabled=True)
    assert sweep(DUE + minutes(149)) == {"silent:RULE_OFF": 1, "sent": 1}
    assert sweep(DUE + DAY + minutes(151)) == {"silent:QUIET_HOURS": 1, "silent:RULE_OFF": 1}


def test_own_quiet_hours_hold(people: People, program: Any) -> None:
    ReminderPreferences.objects.update(quiet_from=dt.time(18), quiet_to=dt.time(20))
    assert sweep(DUE + minutes(10)) == {"silent:QUIET_HOURS": 1}
    assert sweep(DUE + DAY) == {"sent": 1}, "a time that the patient chose comes even then"


def test_nobody_who_left_is_planned_for(people: People, program: Any) -> None:
    Patient.objects.update(status="discharged")
    with time_machine.travel(DUE + 2 * DAY, tick=False):
        assert planning.plan_due() == 0


def test_who_comes_back_is_reminded_the_same_evening(people: People, program: Any) -> None:
    Patient.objects.update(status="discharged")
    for day in (2, 3, 4):
        sweep(DUE + day * DAY)
    Patient.objects.update(status="active")
    assert sweep(DUE + 5 * DAY - minutes(30)) == {}
    assert sweep(DUE + 5 * DAY) == {"sent": 1}


def test_what_was_done_long_ago_is_forgotten(people: People, program: Any) -> None:
    sweep()
    with time_machine.travel(DUE + 90 * DAY, tick=False):
        assert planning.forget_old() == 0
    with time_machine.travel(DUE + 91 * DAY, tick=False):
        assert planning.forget_old() == 1
    assert not Occurrence.objects.filter(status=Status.SENT).exists()


def test_a_rule_of_a_kind_keeps_to_its_slots(people: People) -> None:
    client = people.client(people.pia)
    body = {"kind": "weekly", "slot": "evening", "local_time": "10:00", "enabled": True}
    answer = client.put("/api/v1/reminders", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "slot"
    assert client.put("/api/v1/reminders", {**body, "slot": "anytime", "days": 96}, format="json").json()["days"] == 96


def test_preferences_say_what_is_wrong_with_them(people: People) -> None:
    client = people.client(people.pia)
    usual = client.get("/api/v1/reminders/preferences").json()
    assert (usual["quiet_from"], usual["quiet_to"], usual["by_email"]) == ("21:00:00", "08:00:00", True)
    wrong = {**usual, "away_from": "2026-03-10", "away_until": "2026-03-09"}
    answer = client.put("/api/v1/reminders/preferences", wrong, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "away_until"
    right = {**wrong, "away_until": "2026-03-12", "weekly_cap": None}
    assert client.put("/api/v1/reminders/preferences", right, format="json").json() == right


def test_the_language_chosen_on_the_phone_is_that_of_the_mails(people: People) -> None:
    client = people.client(people.pia)
    usual = client.get("/api/v1/reminders/preferences").json()
    assert usual.pop("language") == "en"
    chosen = client.put("/api/v1/reminders/preferences", {**usual, "language": "es"}, format="json").json()
    assert chosen["language"] == "es"
    # An app from before this field leaves it as it is.
    assert client.put("/api/v1/reminders/preferences", usual, format="json").json()["language"] == "es"
    people.patient.refresh_from_db()
    assert people.patient.language == "es"
    assert client.put("/api/v1/reminders/preferences", {**usual, "language": "xx"}, format="json").status_code == 400
