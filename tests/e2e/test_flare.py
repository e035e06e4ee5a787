"""Rough days, in Chromium: a therapist turns the flare program on, and the phone offers it on a bad day."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import settled
from tests.practice import Person, Practice
from tests.waiting import wait_for


def test_the_flare_program_is_turned_on_offered_and_followed(
    phone: Callable[..., Page], patient: Person, desk: Callable[..., Page], practice: Practice
) -> None:
    builder = desk(practice.therapist, f"{patient.page}/program")
    builder.get_by_label("On a bad headache day").select_option("flare")
    expect(builder.get_by_text("The phone offers the flare program")).to_be_visible()
    builder.get_by_role("button", name="Publish version 2").click()
    expect(builder.get_by_role("heading", name=patient.name)).to_be_visible()

    page = phone(patient)
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_role("button", name="8", exact=True).click()
    expect(page.get_by_role("heading", name="Rough days")).to_be_visible()
    page.get_by_role("button", name="Follow the easy moves").click()
    expect(page.get_by_role("heading", name="Easy moves: day 1 of 3")).to_be_visible()
    expect(page.locator("details")).to_have_count(3)
    page.get_by_role("button", name="Done: Morning").click()
    settled(page)
    expect(page.get_by_role("heading", name="Easy moves: day 1 of 3")).to_be_visible()
    query = "SELECT rule_followed FROM diary_sessionlog WHERE patient_id = %s"
    assert wait_for("the log", lambda: patient.stack.sql(query, patient.patient_id)) == [("flare",)]
