"""The pages around the app: they open, keep the security policy (any console error fails), and can be installed."""

import tempfile
from collections.abc import Callable

from playwright.sync_api import Page, Playwright, expect

from backend.accounts.models import Role
from scripts.browser import chromium_path
from tests.e2e.conftest import DESKTOP, PHONE, sign_in
from tests.e2e.safety_check import answer_check
from tests.people import PASSWORD
from tests.practice import Practice
from tests.stack import Stack
from tests.waiting import LIMIT_SECONDS


def test_api_docs(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    page.goto("/api/v1/docs/")
    expect(page.get_by_text("/api/v1/sync/push")).to_be_visible()


def test_curators_admin(open_page: Callable[..., Page], practice: Practice) -> None:
    page = open_page(DESKTOP)
    page.goto("/admin/")
    # The admin has no sign-in of its own: the front page asks, and leads back.
    page.get_by_label("Email", exact=True).fill(practice.curator("Cleo Bell").email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Exercises", exact=True).first.click()
    expect(page.get_by_role("link", name="Slow head turns")).to_be_visible()


def test_each_role_is_sent_home(open_page: Callable[..., Page], practice: Practice) -> None:
    for person, home in (
        (practice.therapist, "/clinic/"),
        (practice.colleague("Lara Fischer", Role.LEAD), "/clinic/"),
        (practice.curator("Cleo Bell"), "/admin/"),
        (practice.patient("Pat Doe"), "/app/"),
    ):
        page = open_page(PHONE)
        sign_in(page, person.email, PASSWORD)
        page.wait_for_url(f"**{home}")


def test_a_wrong_password_says_what_to_do(open_page: Callable[..., Page], practice: Practice) -> None:
    page = open_page(PHONE)
    sign_in(page, practice.patient().email, "not the password")
    expect(page.get_by_role("alert")).to_contain_text("Check both and try again")


def test_getting_in_with_a_code(open_page: Callable[..., Page], practice: Practice) -> None:
    phone = open_page(PHONE)
    phone.goto(f"/app/welcome#{practice.invite('Vera Okoro')}")
    phone.get_by_label("Your email").fill(practice.address("Vera"))
    phone.get_by_role("button", name="Password").click()
    phone.get_by_label("Choose a password").fill("lemon tree garden")
    phone.get_by_role("checkbox").check()
    phone.get_by_role("button", name="Start").click()
    # The email, safety questions, where things stand, reminders, the home screen: each step can be left.
    phone.get_by_role("button", name="Do this later").click()
    answer_check(phone)
    phone.get_by_role("button", name="Continue").click()
    phone.reload()
    phone.get_by_label("Headache days in the last four weeks").fill("12")
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("heading", name="Reminders").first).to_be_visible()
    phone.get_by_role("button", name="Next").click()
    phone.get_by_role("button", name="Go to my exercises").click()
    expect(phone.get_by_role("heading", name="Hello Vera")).to_be_visible()
    expect(phone.get_by_text("hasn't set up a program yet")).to_be_visible()


def test_the_app_can_be_installed(playwright_: Playwright, stack: Stack) -> None:
    with tempfile.TemporaryDirectory() as profile:
        context = playwright_.chromium.launch_persistent_context(
            profile,
            executable_path=chromium_path(),
            viewport=PHONE,  # type: ignore[arg-type]  # a width and a height
        )
        context.set_default_timeout(LIMIT_SECONDS * 1000)
        page = context.new_page()
        page.goto(f"{stack.url}/app/")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        session = context.new_cdp_session(page)
        assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        assert session.send("Page.getAppManifest")["errors"] == []
        context.close()


def test_a_desk_left_alone_asks_who_is_there_and_keeps_what_was_typed(
    desk: Callable[..., Page], practice: Practice
) -> None:
    page = desk(practice.colleague("Lara Fischer", Role.LEAD), "/clinic/invite")
    page.get_by_label("Name").fill("Typed before")
    # What the server sees after fifteen minutes: a session, and nothing that says it was used.
    page.context.clear_cookies(name="nod-session")
    page.get_by_role("button", name="Create invitation").click()
    expect(page.get_by_role("heading", name="Are you still there?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Continue what you typed").click()
    expect(page.get_by_label("Name")).to_have_value("Typed before")
