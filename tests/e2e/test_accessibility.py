"""No axe violation on any screen, at the size it is used at and in every theme."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.common import clock
from backend.demo.stories import STORIES
from tests.conftest import Unblock
from tests.e2e.conftest import DESKTOP, PHONE, quiet
from tests.practice import ZONE, Practice
from tests.records import ROOT, red_flag_record
from tests.stack import Stack

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("light", "dark", "dim")
PATIENT_SCREENS = {
    "today": ["/app/", "/app/start", "/app/unwell", "/app/check/unwell"],
    "diary": ["/app/diary", "/app/diary/today", "/app/progress", "/app/measure/activities"],
    "library": ["/app/learn", "/app/learn/article/what-is-it", "/app/learn/exercise/scap-set", "/app/learn/handout"],
    "around": ["/app/messages", "/app/settings", "/app/settings/privacy"],
}
ENTRANCES = ["/", "/app/", "/app/welcome", "/app/unwell"]


def violations(page: Page) -> list[Any]:
    """Run axe on the page once it is quiet."""
    quiet(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = result["violations"]
    return [
        {"rule": each["id"], "where": [node["html"][:160] for node in each["nodes"]], "help": each["help"]}
        for each in found
    ]


def in_every_theme(page: Page) -> list[Any]:
    """Run axe on the page as it stands in each theme: a theme is an attribute of the document, and colours by it."""
    found = []
    for theme in THEMES:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        found += [{"theme": theme, **each} for each in violations(page)]
    return found


@pytest.mark.parametrize("part", PATIENT_SCREENS)
def test_patient_screens(phone: Callable[..., Page], practice: Practice, part: str) -> None:
    page = phone(practice.patient("Rita Doe", story="rita"))
    for path in PATIENT_SCREENS[part]:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert in_every_theme(page) == [], path


def test_the_screens_of_a_held_patient(phone: Callable[..., Page], practice: Practice) -> None:
    patient = practice.patient("Hetty Doe")
    answered = red_flag_record(clock.local_today(ZONE), asked="unwell", e7=True)
    patient.client().post("/api/v1/sync/push", {"records": [answered]})
    page = phone(patient)
    for path in ("/app/", "/app/session/evening", "/app/attack", "/app/learn/handout"):
        page.goto(path)
        expect(page.get_by_role("heading", name="Your exercises are on hold")).to_be_visible()
        assert in_every_theme(page) == [], path


def test_an_attack_is_dim_in_every_theme(phone: Callable[..., Page], practice: Practice) -> None:
    page = phone(practice.patient("Rita Doe", story="rita"))
    page.goto("/app/attack")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dim")
    assert violations(page) == []


def test_session_player_and_its_sheets(phone: Callable[..., Page], practice: Practice) -> None:
    page = phone(practice.patient("Sam Doe", story="sam"))
    page.goto("/app/session/evening")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert in_every_theme(page) == []
    for opener, closer in (
        ("How to do it", "Close"),
        ("Skip", "Cancel"),
        ("Easier version", "Cancel"),
        ("It hurts", None),
    ):
        if opener == "Skip":
            page.get_by_role("button", name="Skip Get ready").click()
        page.get_by_role("button", name=opener, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert in_every_theme(page) == [], opener
        if closer:
            page.get_by_role("button", name=closer).click()
        else:
            page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("path", ENTRANCES)
def test_before_signing_in(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(PHONE)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []


@pytest.fixture(scope="module")
def busy_practice(stack: Stack, unblock: Unblock) -> Practice:
    """A clinic with all the demo's stories in it, for looking at only."""
    practice = Practice(stack, unblock)
    for story in STORIES:
        practice.patient("Prue Lane" if story.key == "pia" else f"Pat {story.key}", story=story.key)
    practice.invite("Ines Roe", days_ago=5)
    return practice


@pytest.mark.parametrize("viewport", [DESKTOP, {"width": 820, "height": 1180}, PHONE])
def test_desk(desk: Callable[..., Page], busy_practice: Practice, viewport: dict[str, int]) -> None:
    page = desk(busy_practice.therapist, "/clinic/", viewport)
    expect(page.get_by_role("link", name="Ines Roe")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Prue Lane").click()
    expect(page.locator(".uplot")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Show as a table").click()
    assert violations(page) == []
    page.get_by_role("button", name="New assessment").click()
    page.get_by_role("button", name="Sessions", exact=True).click()
    page.get_by_text("Discharge", exact=True).first.click()
    assert violations(page) == []
    here = page.url
    page.goto(f"{here}/program")
    expect(page.get_by_role("heading", name="Change the program")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Add an exercise").click()
    expect(page.locator(".library-pick").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.goto("/clinic/team")
    expect(page.get_by_role("heading", name="Colleagues")).to_be_visible()
    assert violations(page) == []
    page.goto(here)
    page.get_by_role("link", name="Assign another program").click()
    expect(page.get_by_role("button", name="Publish the program")).to_be_visible()
    assert violations(page) == []
    page.goto("/clinic/invite")
    page.get_by_label("Name").fill("Ada Example")
    page.get_by_role("button", name="Create invitation").click()
    expect(page.get_by_test_id("code")).to_be_visible()
    assert violations(page) == []
