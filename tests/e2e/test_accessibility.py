"""No axe violation on any screen, at the size it is used at and in every theme."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, sign_in
from tests.records import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PATIENT_SCREENS = [
    *("/app/", "/app/diary", "/app/diary/today", "/app/messages", "/app/settings", "/app/unwell", "/app/progress"),
    *("/app/learn", "/app/learn/article/what-is-it", "/app/learn/exercise/scap-set", "/app/learn/handout"),
    *("/app/attack", "/app/check/unwell", "/app/measure/activities", "/app/start"),
    "/app/settings/privacy",
]
ENTRANCES = ["/", "/app/", "/app/welcome", "/app/unwell"]


def violations(page: Page) -> list[Any]:
    """Run axe on the page as it stands."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = result["violations"]
    return [
        {"rule": each["id"], "where": [node["html"][:160] for node in each["nodes"]], "help": each["help"]}
        for each in found
    ]


@pytest.mark.parametrize("theme", ["light", "dark", "dim"])
def test_patient_screens(open_page: Callable[..., Page], theme: str) -> None:
    page = open_page(PHONE)
    page.add_init_script(f"localStorage.setItem('nod-theme', '{theme}')")
    sign_in(page, "rita@nod.example")
    expect(page.get_by_role("heading", name="Hello Rita")).to_be_visible()
    for path in PATIENT_SCREENS:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert violations(page) == [], json.dumps([theme, path])


@pytest.mark.parametrize("theme", ["light", "dark", "dim"])
def test_session_player_and_its_sheets(open_page: Callable[..., Page], theme: str) -> None:
    page = open_page(PHONE)
    page.add_init_script(f"localStorage.setItem('nod-theme', '{theme}')")
    sign_in(page, "sam@nod.example")
    expect(page.get_by_role("heading", name="Hello Sam")).to_be_visible()
    page.goto("/app/session/evening")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert violations(page) == []
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
        assert violations(page) == []
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


@pytest.mark.parametrize("viewport", [DESKTOP, {"width": 820, "height": 1180}, PHONE])
def test_desk(open_page: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = open_page(viewport)
    sign_in(page, "tara@nod.example")
    expect(page.get_by_role("heading", name="Work list")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Pia Marsh").click()
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
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_test_id("code")).to_be_visible()
    assert violations(page) == []
