"""`make screenshots`: starts Nod with demo data and takes the pictures of docs/screenshots/."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["NOD_TEST_START"] = "now"  # the browser here goes by the machine's clock

import pypdfium2  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from scripts import contact_sheet, frontend  # noqa: E402
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path  # noqa: E402
from tests.stack import running_stack  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
PASSWORD = "nod-demo-2026"  # noqa: S105  the printed demo password


def main() -> None:
    frontend.build()
    OUT.mkdir(parents=True, exist_ok=True)
    with running_stack("demo") as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        for size in SIZES:
            _patient(_page(browser, stack.url, size, "pia"), size)
            _desk(_page(browser, stack.url, size, "tara"), size)
        _papers(_page(browser, stack.url, "desktop", "tara"))
        _library(_page(browser, stack.url, "desktop", "cora"))
        browser.close()
    contact_sheet.main()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}")


def _page(browser: Browser, url: str, size: str, name: str) -> Page:
    context = browser.new_context(
        viewport=SIZES[size],  # type: ignore[arg-type]  # a width and a height
        base_url=url,
        locale="en-US",
        timezone_id="America/Chicago",
        device_scale_factor=2 if size == "phone" else 1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Email", exact=True).fill(f"{name}@nod.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def _take(page: Page, name: str, size: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(OUT / f"{name}-{size}.png"))


def _papers(page: Page) -> None:
    """The report and the handout as pictures of their PDFs."""
    page.get_by_role("heading", name="Work list").wait_for()
    for name, who in (("report", "Pia Marsh"), ("handout", "Mona Castillo")):
        href = page.get_by_role("link", name=who).get_attribute("href") or ""
        answer = page.request.get(f"/api/v1/patients/{href.split('/')[-1]}/{name}/pdf")
        paper, *_ = pypdfium2.PdfDocument(answer.body())
        paper.render(scale=1.6).to_pil().save(OUT / f"{name}.png", optimize=True)


def _patient(page: Page, size: str) -> None:
    page.get_by_role("heading", name="Hello Pia").wait_for()
    _take(page, "today", size)
    page.goto("/app/diary")
    page.get_by_role("heading", name="Diary").wait_for()
    _take(page, "diary", size)
    page.goto("/app/diary/today")
    page.get_by_role("button", name="Yes").click()
    _take(page, "diary-day", size)
    page.goto("/app/unwell")
    _take(page, "unwell", size)
    page.goto("/app/session/evening")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Skip Get ready").click()
    page.get_by_text("1 of 10").wait_for()
    page.locator('.ring[data-kind="hold"]').wait_for()
    _take(page, "session", size)


def _desk(page: Page, size: str) -> None:
    steps: list[tuple[str, Callable[[], object]]] = [
        ("work-list", lambda: page.get_by_role("heading", name="Work list").wait_for()),
        ("patient", lambda: page.get_by_role("link", name="Pia Marsh").click()),
        ("assign", lambda: page.get_by_role("link", name="Assign another program").click()),
    ]
    for name, go in steps:
        go()
        if name == "patient":
            page.locator(".uplot").wait_for()
        if name == "assign":
            page.get_by_role("button", name="Publish the program").wait_for()
        _take(page, name, size)


def _library(page: Page) -> None:
    """The curator's room: the list, a draft with a gate open, what changed, the preview, the pose editor."""
    page.wait_for_url("**/admin/")
    _take(page, "admin-home", "desktop")
    page.goto("/admin/library/todo/")
    _take(page, "admin-todo", "desktop")
    page.goto("/admin/library/exerciseversion/?group=stretch")
    _take(page, "admin-list", "desktop")
    page.get_by_role("link", name="Side neck stretch").click()
    page.get_by_role("button", name="Start a new version").click()
    page.get_by_label("Cue").first.fill("Lean away from your hand.")
    page.get_by_label("Stop if").last.fill("")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()
    _take(page, "admin-form", "desktop")
    draft = page.url.removesuffix("change/")
    for name in ("diff", "preview", "poses"):
        page.goto(f"{draft}{name}/")
        page.wait_for_load_state("networkidle")
        _take(page, f"admin-{name}", "desktop")


if __name__ == "__main__":
    main()
