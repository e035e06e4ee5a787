"""The demo: the sign-ins that `make run` prints open what it says, and its mail can be read on its own page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts.run import SIGN_INS
from tests.e2e.conftest import DEMO_PASSWORD, DESKTOP, PHONE, sign_in
from tests.stack import Stack


def test_who_is_printed_is_who_is_there(demo_stack: Stack) -> None:
    printed = re.findall(r"\w+@nod\.example", SIGN_INS)
    assert sorted(printed) == [email for (email,) in demo_stack.sql("SELECT email FROM accounts_user ORDER BY email")]
    assert DEMO_PASSWORD in SIGN_INS


@pytest.mark.parametrize(
    ("name", "home", "heading"),
    [
        ("tara", "/clinic/", "Work list"),
        ("lena", "/clinic/", "Work list"),
        ("cora", "/admin/", "Content"),
        ("pia", "/app/", "Hello Pia"),
    ],
)
def test_each_role_sees_its_demo(
    open_page: Callable[..., Page], demo_stack: Stack, name: str, home: str, heading: str
) -> None:
    page = open_page(PHONE if home == "/app/" else DESKTOP)
    sign_in(page, f"{name}@nod.example")
    page.wait_for_url(f"**{home}")
    expect(page.get_by_role("heading", name=heading).first).to_be_visible()


def test_the_work_list_tells_the_stories(open_page: Callable[..., Page], demo_stack: Stack) -> None:
    page = open_page(DESKTOP)
    sign_in(page, "tara@nod.example")
    expect(page.locator("tbody tr")).to_have_count(7)
    expect(page.locator("tbody tr").first).to_contain_text("Rita Novak")
    for name in ("Pia Marsh", "Paul Reyes", "Sam Okafor", "Mona Castillo", "Nico Brandt", "Ivy Tran"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_the_mailbox_shows_what_was_sent(open_page: Callable[..., Page], demo_stack: Stack) -> None:
    page = open_page(PHONE)
    page.goto("/")
    page.get_by_label("Email", exact=True).fill("paul@nod.example")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Code from the email")).to_be_visible()
    mailbox = open_page(DESKTOP)
    mailbox.goto("/demo/mailbox/")
    mailbox.get_by_role("link", name="to paul@nod.example").first.click()
    code = mailbox.locator(".letter").get_by_text(re.compile(r"^\s*\d{8}\s*$")).inner_text().strip()
    page.get_by_label("Code from the email").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello Paul")).to_be_visible()
