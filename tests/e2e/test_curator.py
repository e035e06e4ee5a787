"""The curator's room in a real browser: write, pose, preview, review, publish; and no axe violation on the way."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, sign_in
from tests.e2e.test_accessibility import violations


def test_from_a_new_version_to_published(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    sign_in(page, "cora@nod.example")
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
    for language, words in (("en", "Ear down. Shoulder stays."), ("es", "La oreja al hombro")):
        frame = page.frame_locator(f'iframe[title="Preview, {language}"]')
        expect(frame.get_by_text(words)).to_be_visible()
        expect(frame.locator(".figure svg").first).to_be_visible()

    page.goto(form)
    page.get_by_role("button", name="Send to review").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Somebody else has to publish")).to_be_visible()

    other = open_page(DESKTOP)
    sign_in(other, "cyrus@nod.example")
    other.get_by_role("link", name="What waits").click()
    other.get_by_role("link", name="Ear toward shoulder").click()
    other.get_by_role("link", name="What changed").click()
    expect(other.locator("ins").first).to_be_visible()
    other.go_back()
    other.get_by_role("button", name="Publish").click()
    expect(other.get_by_text("Published. Therapists are offered it")).to_be_visible()


def test_no_barrier_in_the_room(open_page: Callable[..., Page]) -> None:
    # axe measures contrast with inline styles, which the policy would refuse and report.
    page = open_page(DESKTOP, bypass_csp=True)
    sign_in(page, "cora@nod.example")
    page.wait_for_url("**/admin/")
    assert violations(page) == []
    for path in ("todo/", "duplicates/", "pack/", "exerciseversion/", "media/add/", "articleversion/add/"):
        page.goto(f"/admin/library/{path}")
        assert violations(page) == [], path
    page.goto("/admin/library/exerciseversion/")
    page.get_by_role("link", name="Slow yes nods").last.click()
    form = page.url
    assert violations(page) == []
    for name in ("diff/", "preview/", "poses/"):
        page.goto(form.replace("change/", name))
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], name
