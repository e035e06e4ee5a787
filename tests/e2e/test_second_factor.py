"""Staff set up their second factor in the browser: the authenticator app, the codes to keep, and the way on."""

import re
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from backend.common import clock
from tests import evidence
from tests.authenticator import code_shown
from tests.backend.accounts.test_sign_in import letters
from tests.e2e.conftest import PHONE, new_context
from tests.e2e.test_account import add_authenticator
from tests.people import PASSWORD, make_people


@pytest.fixture
def page(live_server: Any, browser: Browser, settings: Any, transactional_db: None, standing_clock: None) -> Any:
    """A phone on a Nod that is not in demo mode as far as second factors go."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    context = new_context(browser, live_server.url, PHONE)
    yield context.new_page()
    evidence.CONTEXTS.clear()
    context.close()


def sign_in(page: Page, email: str, to: str = "/admin/") -> None:
    page.goto(f"/?next={to}")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def arrive(page: Page) -> None:
    expect(page.locator("#site-name")).to_be_visible()
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_curator_sets_up_the_app_and_goes_where_they_wanted(page: Page) -> None:
    people = make_people()
    sign_in(page, people.cora.email)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use an authenticator app").click()
    expect(page.get_by_alt_text("QR code for the authenticator app")).to_be_visible()
    secret = page.locator("code").first.inner_text()
    page.get_by_label("Six digits").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("is wrong")
    page.get_by_label("Six digits").fill(code_shown(secret))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Save these codes")).to_be_visible()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("button", name="I've saved them").click()
    arrive(page)

    # The next time, one of the codes opens the door, once.
    page.context.clear_cookies()
    for attempt in ("in", "refused"):
        page.context.clear_cookies()
        sign_in(page, people.cora.email)
        page.get_by_label("Code from your authenticator app").fill(codes[0])
        page.get_by_role("button", name="Sign in").click()
        if attempt == "in":
            arrive(page)
        else:
            expect(page.get_by_role("alert")).to_be_visible()


def set_up_app(page: Page) -> None:
    page.get_by_role("button", name="Use an authenticator app").click()
    expect(page.get_by_alt_text("QR code for the authenticator app")).to_be_visible()
    secret = page.locator("code").first.inner_text()
    page.get_by_label("Six digits").fill(code_shown(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="I've saved them").click()


def test_a_therapist_changes_how_they_get_in(page: Page, settings: Any) -> None:
    people = make_people()
    add_authenticator(page)
    page.goto("/my-sign-in")
    expect(page).to_have_url(re.compile(r"/\?next=/my-sign-in$"))
    sign_in(page, people.tara.email, to="/my-sign-in")
    set_up_app(page)
    expect(page.get_by_role("heading", name="Sign-in & security")).to_be_visible()
    expect(page.get_by_text("10 left")).to_be_visible()

    page.get_by_role("button", name="Get new codes").click()
    expect(page.locator(".recovery-codes code")).to_have_count(10)
    page.get_by_role("button", name="I've saved them").click()

    page.get_by_label("Current password").fill("not this one")
    page.get_by_label("New password").fill("a wholly new sentence")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert")).to_have_text("That isn't your current password. Type it again.")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill("password1234")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert")).to_have_text("Too many people use this one. Choose another.")
    page.get_by_label("New password").fill("a wholly new sentence")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status")).to_have_text("Your password has been changed. All other devices are signed out.")

    # From the app to a passkey: what is left is one factor, then none, and then the page asks for a new one.
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Passkey: Linux, Chrome")).to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("Not set up")).to_be_visible()
    page.get_by_role("button", name="Remove: Linux, Chrome").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    set_up_app(page)

    # A changed factor and a changed password are told by mail.
    subjects = [letter["Subject"] for letter in letters(settings)]
    assert {"Password Changed", "Security Key Added", "Security Key Removed"} <= set(subjects)

    page.get_by_role("button", name="I forgot my password").click()
    expect(page.get_by_role("status")).to_contain_text(f"on its way to {people.tara.email}")
    text = letters(settings)[-1].get_body(("plain",)).get_content()
    found = re.search(r"#reset/[\w-]+", text)
    assert found
    # In the same browser, where the session is still open, and an hour old by now.
    with time_machine.travel(clock.now().timestamp() + 3500):
        page.goto(f"/{found.group()}")
        page.get_by_label("New password").fill("another new sentence")
        page.get_by_role("button", name="Change password").click()
        expect(page.get_by_role("status")).to_have_text("Your new password is set. Sign in with it.")
    page.get_by_label("Email", exact=True).fill(people.tara.email)
    page.get_by_label("Password").fill("another new sentence")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()
