"""Forms of the settings that the server keeps: a tap on Save is never lost, whatever happens next."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.practice import Person
from tests.waiting import wait_for

PREFERENCES = "**/api/v1/reminders/preferences"
RULES = "**/api/v1/reminders"
NOT_SAVED = "Not saved yet. It's kept on this phone and will be sent when you're online."
CAP = "SELECT weekly_cap FROM reminders_reminderpreferences WHERE patient_id = %s"
PROGRAM = "SELECT enabled FROM reminders_reminderrule WHERE patient_id = %s AND kind = 'program'"


def abort_puts(route: Route) -> None:
    if route.request.method == "PUT":
        route.abort("internetdisconnected")
    else:
        route.continue_()


@pytest.fixture
def page(phone: Callable[..., Page], patient: Person) -> Page:
    page = phone(patient)
    page.goto("/app/settings")
    page.get_by_label("In one week").wait_for()
    return page


def test_a_save_without_a_network_is_kept_shown_and_sent_by_itself(page: Page, patient: Person) -> None:
    stack = patient.stack
    before: Any = stack.sql(CAP, patient.patient_id)
    page.route(PREFERENCES, abort_puts)
    page.route(RULES, abort_puts)
    page.get_by_label("In one week").select_option("21")
    page.get_by_role("button", name="Save quiet times").click()
    page.get_by_label("When my program changes").uncheck()
    page.get_by_role("button", name="Save reminders").click()
    expect(page.get_by_text(NOT_SAVED)).to_have_count(2)
    assert stack.sql(CAP, patient.patient_id) == before

    page.reload()
    expect(page.get_by_label("In one week")).to_have_value("21")
    expect(page.get_by_label("When my program changes")).not_to_be_checked()
    expect(page.get_by_text(NOT_SAVED)).to_have_count(2)
    expect(page.locator(".sync-line")).to_have_attribute("data-unsent", "2")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("2")
    page.get_by_role("button", name="Cancel").click()

    page.unroute(PREFERENCES)
    page.unroute(RULES)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Reminders saved.")).to_have_count(2)
    expect(page.locator(".sync-line")).to_have_attribute("data-unsent", "0")
    assert stack.sql(CAP, patient.patient_id) == [(21,)]
    assert stack.sql(PROGRAM, patient.patient_id) == [(False,)]


def test_a_save_is_busy_and_outlives_the_page(page: Page, patient: Person) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "PUT":
            held.append(route)
        else:
            route.continue_()

    page.route(PREFERENCES, hold)
    page.get_by_label("In one week").select_option("28")
    save = page.get_by_role("button", name="Save quiet times")
    save.click()
    expect(page.get_by_text("Saving…")).to_be_visible()
    expect(save).to_have_attribute("aria-busy", "true")
    wait_for("the request", lambda: page.evaluate("1") and held)
    # Gone in the middle of it, on another screen of the app.
    page.goto("/app/")
    page.unroute(PREFERENCES, hold)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for("the save", lambda: patient.stack.sql(CAP, patient.patient_id) == [(28,)])
    page.goto("/app/settings")
    expect(page.get_by_label("In one week")).to_have_value("28")
