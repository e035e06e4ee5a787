"""The curator's room in a real browser: write, pose, preview, review, publish; and no axe violation on the way."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP
from tests.e2e.test_accessibility import violations
from tests.practice import Practice
from tests.stack import Stack, running_stack


@pytest.fixture
def own_stack() -> Iterator[Stack]:
    """A Nod in which content is published. Nothing of it works in the background."""
    with running_stack(only_web=True) as running:
        yield running


def test_from_a_new_version_to_published(desk: Callable[..., Page], own_practice: Practice) -> None:
    page = desk(own_practice.curator("Cleo Bell"), "/admin/")
    page.get_by_role("link", name="Exercises", exact=True).first.click()
    page.get_by_role("link", name="Ear toward shoulder").click()
    page.get_by_role("button", name="Start a new version").click()
    page.get_by_label("Cue").first.fill("Ear down. Shoulder stays.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    form = page.url

    page.get_by_role("link", name="Pose editor").click()
    page.get_by_role("button", name="Pose 2").click()
    slider = page.get_by_label("head angle")
    before = page.locator(".figure [data-joint=head]").first.get_attribute("transform")
    slider.fill("25")
    expect(page.locator(".figure [data-joint=head]").first).not_to_have_attribute("transform", before or "")
    page.get_by_role("button", name="Save figure").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")

    page.goto(form)
    page.get_by_role("link", name="Preview").click()
    for language, words in (("en", "Ear down. Shoulder stays."), ("es", "La oreja va hacia el hombro")):
        frame = page.frame_locator(f'iframe[title="Preview, {language}"]')
        expect(frame.get_by_text(words)).to_be_visible()
        expect(frame.locator(".figure svg").first).to_be_visible()

    page.goto(form)
    page.get_by_role("button", name="Send to review").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Somebody else has to publish")).to_be_visible()

    other = desk(own_practice.curator("Cyril Amin"), "/admin/")
    other.get_by_role("link", name="To do").click()
    other.get_by_role("link", name="Ear toward shoulder").click()
    other.get_by_role("link", name="What changed").click()
    expect(other.locator("ins").first).to_be_visible()
    other.go_back()
    other.get_by_role("button", name="Publish").click()
    expect(other.get_by_text("Published. Therapists are offered it")).to_be_visible()


def test_no_barrier_in_the_room(open_page: Callable[..., Page], own_practice: Practice) -> None:
    curator = own_practice.curator("Cleo Bell")
    own_practice.begin_editorial_work(curator)
    query = "SELECT id FROM library_exerciseversion WHERE exercise_id = 'rom-nod' AND status = 'draft'"
    [[draft]] = own_practice.stack.sql(query)
    # axe measures contrast with inline styles, which the policy would refuse and report.
    page = open_page(DESKTOP, curator, bypass_csp=True)
    form = f"library/exerciseversion/{draft}"
    for path in (
        *("", "library/todo/", "library/duplicates/", "library/pack/", "library/exerciseversion/"),
        *("library/media/add/", "library/articleversion/add/", f"{form}/change/", f"{form}/diff/", f"{form}/poses/"),
    ):
        page.goto(f"/admin/{path}")
        assert violations(page) == [], path
    page.goto(f"/admin/{form}/preview/")
    for language in ("en", "es"):
        frame = page.frame_locator(f'iframe[title="Preview, {language}"]')
        expect(frame.locator(".figure svg").first).to_be_visible()
    assert violations(page) == []
