"""`make gallery`: every screen of the patient app in every theme and language, one sheet a screen, for looking at.

Writes docs/screenshots/gallery/<screen>.png: a row a language, a column a theme, at the size of a phone.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["NOD_TEST_START"] = "now"  # the browser here goes by the machine's clock

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402

from scripts import frontend  # noqa: E402
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path  # noqa: E402
from tests.stack import running_stack  # noqa: E402

OUT = ROOT / "docs" / "screenshots" / "gallery"
PHONE = {"width": 390, "height": 844}
THEMES = ("light", "dark", "dim")
LANGUAGES = ("en", "es")
PASSWORD = "nod-demo-2026"  # noqa: S105  the printed demo password
Step = Callable[[Page], object]


def _open(path: str) -> Step:
    return lambda page: page.goto(path)


def _yes(page: Page) -> None:
    page.goto("/app/diary/today")
    page.locator(".answer").nth(1).click()
    page.locator("details.more summary").click()


def _playing(page: Page) -> None:
    page.goto("/app/")
    nothing = "JSON.stringify({user: localStorage.getItem('nod-user'), value: null})"
    page.evaluate(f"localStorage.setItem('nod-ahead-session', {nothing})")
    page.goto("/app/session/evening")
    page.locator(".button.big").click()
    page.locator(".controls .button-soft").last.click()
    page.locator('.ring[data-kind="hold"]').wait_for()


def _hurts(page: Page) -> None:
    _playing(page)
    page.locator(".button-quiet.warn").first.click()
    page.locator(".pain-button").nth(4).click()


# Who shows it, and how to get there. Full pages, but for those that fill exactly one screen.
SCREENS: dict[str, tuple[str, Step]] = {
    "today": ("pia", _open("/app/")),
    "today-held": ("rita", _open("/app/")),
    "today-empty": ("nico", _open("/app/")),
    "attack": ("sam", _open("/app/attack")),
    "diary": ("pia", _open("/app/diary")),
    "diary-day": ("pia", _yes),
    "session": ("sam", _playing),
    "session-hurts": ("sam", _hurts),
    "progress": ("pia", _open("/app/progress")),
    "progress-empty": ("nico", _open("/app/progress")),
    "learn": ("pia", _open("/app/learn")),
    "article": ("pia", _open("/app/learn/article/what-is-it")),
    "exercise": ("pia", _open("/app/learn/exercise/ccf-nod-supine")),
    "messages": ("rita", _open("/app/messages")),
    "settings": ("pia", _open("/app/settings")),
    "privacy": ("pia", _open("/app/settings/privacy")),
    "check": ("pia", _open("/app/check/weekly")),
    "activities": ("pia", _open("/app/measure/activities")),
    "start": ("nico", _open("/app/start")),
    "unwell": ("pia", _open("/app/unwell")),
    "welcome": ("", _open("/app/welcome")),
    "sign-in": ("", _open("/app/")),
}


def main() -> None:
    frontend.build()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(SCREENS)
    tiles: dict[str, list[Image.Image]] = {name: [] for name in wanted}
    with running_stack("demo") as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        for language in LANGUAGES:
            for theme in THEMES:
                for name, picture in _pictures(browser, stack.url, language, theme, wanted):
                    tiles[name].append(picture)
                print(f"  {language} {theme}", flush=True)
        browser.close()
    for name, pictures in tiles.items():
        _sheet(pictures).save(OUT / f"{name}.png", optimize=True)
    print(f"{len(tiles)} sheets in {OUT.relative_to(ROOT)}")


def _pictures(
    browser: Browser, url: str, language: str, theme: str, wanted: list[str]
) -> Iterator[tuple[str, Image.Image]]:
    people: dict[str, BrowserContext] = {}
    for name in wanted:
        who, go = SCREENS[name]
        if who not in people:
            people[who] = _context(browser, url, language, theme, who)
        page = people[who].new_page()
        go(page)
        page.locator("h1").first.wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(150)
        if name not in {"session", "session-hurts", "attack"}:
            # A taller phone rather than a full-page picture, whose bar at the bottom would stand in the middle.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": PHONE["width"], "height": max(PHONE["height"], height)})
            page.wait_for_timeout(100)
        yield name, Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        page.close()
    for context in people.values():
        context.close()


def _context(browser: Browser, url: str, language: str, theme: str, who: str) -> BrowserContext:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]  # a width and a height
        base_url=url,
        locale="en-US" if language == "en" else "es-MX",
        timezone_id="America/Chicago",
        reduced_motion="reduce",
    )
    context.add_init_script(
        f"localStorage.setItem('nod-language', '{language}'); localStorage.setItem('nod-theme', '{theme}');"
    )
    if who:
        page = context.new_page()
        page.goto("/app/")
        page.locator("input[name=email]").fill(f"{who}@nod.example")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit]").click()
        page.locator(".tabs").wait_for()
        page.locator('.sync-line[data-state="idle"]').wait_for()
        page.close()
    return context


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    """Put the pictures side by side, a row a language; the tallest of a row gives its height."""
    gap, columns = 16, len(THEMES)
    rows = [pictures[start : start + columns] for start in range(0, len(pictures), columns)]
    heights = [max(picture.height for picture in row) for row in rows]
    size = (columns * (PHONE["width"] + gap) + gap, sum(heights) + gap * (len(rows) + 1))
    sheet = Image.new("RGB", size, "#8a8f94")
    top = gap
    for row, height in zip(rows, heights, strict=True):
        for place, picture in enumerate(row):
            sheet.paste(picture, (gap + place * (PHONE["width"] + gap), top))
        top += height + gap
    return sheet.quantize(128)


if __name__ == "__main__":
    main()
