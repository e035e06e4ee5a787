"""Numbers and dates on screen: what is missing is no number, and a date is the patient's wherever the desk stands."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect

from backend.common import clock
from tests.builders import phone_sends
from tests.e2e.conftest import DESKTOP, settled
from tests.practice import ZONE, Person, Practice
from tests.records import dated_record, day_record

# 00:30 of the next day where a run begins at 15:00 UTC, and 07:00 of the day that is over there.
DARWIN, LOS_ANGELES = "Australia/Darwin", "America/Los_Angeles"


def words_of(on: dt.date) -> str:
    return f"{on:%b} {on.day}"


def test_what_is_missing_is_no_number(
    desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    patient = practice.patient("Mira Voss")
    today = clock.local_today(ZONE)

    def at(back: int) -> dict[str, object]:
        return {"recorded_at": (clock.now() - dt.timedelta(days=back)).isoformat(), "time_zone": ZONE}

    # Two headache days without their pain, a day without, then a week and more of nothing. The activities rated last
    # are no better than they were: one more of them is new.
    days = {14: {"headache": True}, 15: {"headache": True}, 16: {"headache": False}, 20: {"headache": False}}
    said = [{**day_record(today - dt.timedelta(days=back), **fields), **at(back)} for back, fields in days.items()]
    rated = {20: {"Driving": 3, "Reading": 6}, 1: {"Reading": 6, "Swimming": 10}}
    for back, values in rated.items():
        score = dated_record("measure_score", today - dt.timedelta(days=back), measure="activities", values=values)
        said.append({**score, **at(back)})
    with practice.database():
        assert patient.patient_id
        phone_sends(patient.patient_id, patient.user_id, said)

    page = desk(practice.therapist)
    spark = page.get_by_role("row", name="Mira Voss").locator(".spark")
    expect(spark).to_have_attribute("aria-label", "2 headache days in 4 recorded days, pain not given")
    page.goto(patient.page)
    expect(page.get_by_role("region", name="Timeline").locator("canvas")).to_be_visible()
    measures = page.locator("section", has=page.get_by_role("heading", name="Measures"))
    expect(measures).to_contain_text("6 → 6")
    expect(measures).to_contain_text("no meaningful change")
    expect(page.get_by_text("Severe days").locator("xpath=..")).to_contain_text("–")
    page.get_by_role("button", name="Show as a table").click()
    newest = page.get_by_role("region", name="Weeks").get_by_role("row").last
    expect(newest.get_by_role("cell").nth(0)).to_have_text("0")
    expect(newest.get_by_role("cell").nth(1)).to_have_text("–")

    app = phone(patient)
    app.goto("/app/progress")
    app.get_by_role("button", name="As a table").click()
    newest = app.locator("table.weeks").get_by_role("row").last
    expect(newest.get_by_role("cell").nth(0)).to_have_text("0")
    expect(newest.get_by_role("cell").nth(1)).to_have_text("–")


def test_a_date_is_the_patients_wherever_the_desk_stands(
    open_page: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    patient: Person = practice.patient("Dara Quill", zone=DARWIN)
    theirs = clock.local_today(DARWIN)
    app = phone(patient, timezone_id=DARWIN)
    app.get_by_role("link", name="Messages").click()
    app.get_by_label("Write to").fill("May I swim again?")
    app.get_by_role("button", name="Send").click()
    settled(app)

    page = open_page(DESKTOP, practice.therapist, timezone_id=LOS_ANGELES)
    page.goto("/clinic/")
    row = page.get_by_role("row", name="Dara Quill")
    expect(row).to_contain_text(f"Sent a message on {words_of(theirs)}")
    expect(row.locator("[data-label='Last heard']")).to_have_text(words_of(theirs))
    page.goto(patient.page)
    expect(page.locator(".message").first).to_contain_text(words_of(theirs))
    # What staff write is dated by the clinic's calendar; what the patient begins by the patient's.
    expect(page.get_by_label("Date").first).to_have_value(clock.local_today(ZONE).isoformat())
    page.goto(f"{patient.page}/assign")
    expect(page.get_by_label("Starts on")).to_have_value(theirs.isoformat())
