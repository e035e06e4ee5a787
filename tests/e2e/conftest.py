"""A real Chromium, one a worker, and pages of people who are signed in already."""

import os
from collections.abc import Callable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, expect, sync_playwright

from backend.common import clock
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path
from tests import evidence
from tests.practice import ZONE, Person, Practice
from tests.stack import Stack
from tests.waiting import LIMIT_SECONDS, wait_for

# Playwright's event loop runs in the tests' thread; Django would take that for a view that waits.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

DEMO_PASSWORD = "nod-demo-2026"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

# What pages have asked for and not got yet.
IN_FLIGHT: WeakKeyDictionary[BrowserContext, set[Request]] = WeakKeyDictionary()
DRAWN = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))"""

expect.set_options(timeout=LIMIT_SECONDS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright_: Playwright) -> Iterator[Browser]:
    running = playwright_.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
    yield running
    running.close()


def new_context(browser: Browser, url: str, viewport: dict[str, int], **more: Any) -> BrowserContext:
    """Return a browser of its own, set to the run's clock and to the zone of the tests' patients."""
    options = {"locale": "en-US", "timezone_id": ZONE, "base_url": url, **more}
    context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
    context.set_default_timeout(LIMIT_SECONDS * 1000)
    evidence.watch(context)
    _count_requests(context)
    if float(os.environ["NOD_TEST_CLOCK_OFFSET"]):
        context.clock.install(time=clock.now())
    return context


def _count_requests(context: BrowserContext) -> None:
    asked = IN_FLIGHT[context] = set()

    # Playwright does not take a set's own methods.
    def begun(request: Request) -> None:
        asked.add(request)

    def over(request: Request) -> None:
        asked.discard(request)

    context.on("request", begun)
    context.on("requestfinished", over)
    context.on("requestfailed", over)


class Pages:
    """Opens pages; any error on a console fails the test that opened it."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def __call__(self, stack: Stack, viewport: dict[str, int], who: Person | None, **more: Any) -> Page:
        context = new_context(self.browser, stack.url, viewport, **more)
        self.contexts.append(context)
        context.on("page", self._watch)
        context.on("request", lambda request: stack.urls.append(request.url))
        if who:
            context.add_cookies(who.cookies)  # type: ignore[arg-type]
        return context.new_page()

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)

    def _note(self, message: Any) -> None:
        # Going offline on purpose makes the browser complain about requests that fail.
        refusals = tuple(f"status of {code}" for code in (400, 401, 403, 409))
        expected = ("ERR_INTERNET_DISCONNECTED", *refusals)
        if message.type == "error" and not any(text in message.text for text in expected):
            self.errors.append(message.text)


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    opened = Pages(browser)
    yield opened
    evidence.CONTEXTS.clear()
    for context in opened.contexts:
        context.close()
    assert opened.errors == []


@pytest.fixture
def open_page(pages: Pages, request: pytest.FixtureRequest) -> Callable[..., Page]:
    """Return a function that opens a page of its own: `open_page(PHONE, patient)`, or without anybody signed in."""
    names = request.fixturenames
    name = "own_stack" if "own_stack" in names else "demo_stack" if "demo_stack" in names else "stack"
    stack: Stack = request.getfixturevalue(name)

    def new(viewport: dict[str, int], who: Person | None = None, **more: Any) -> Page:
        return pages(stack, viewport, who, **more)

    return new


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens a patient's app and waits until it holds all that it needs without a network."""

    def opened(patient: Person, **more: Any) -> Page:
        page = open_page(PHONE, patient, **more)
        page.goto("/app/")
        return settled(page)

    return opened


@pytest.fixture
def patient(practice: Practice) -> Person:
    return practice.patient("Taro Lind")


@pytest.fixture
def page(phone: Callable[..., Page], patient: Person) -> Page:
    """The patient's phone, ready to go offline."""
    return phone(patient)


@pytest.fixture
def desk(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens the desk at an address, as a member of staff."""

    def opened(who: Person, path: str = "/clinic/", viewport: dict[str, int] = DESKTOP) -> Page:
        page = open_page(viewport, who)
        page.goto(path)
        return page

    return opened


def settled(page: Page) -> Page:
    """Wait until the first sync is over and the service worker answers for the page."""
    expect(page.locator('.sync-line[data-state="idle"]')).to_be_visible()
    wait_for_worker(page)
    return page


def quiet(page: Page) -> None:
    """Wait until the page has got all that it asked for and has drawn it."""
    asked = IN_FLIGHT[page.context]
    page.wait_for_load_state()

    def is_idle() -> bool:
        # Twice, so that an answer has time to ask for more. Playwright hears of requests while it is called.
        drawn = all(page.evaluate(DRAWN) and not asked for _ in range(2))
        return drawn and all(frame.evaluate("document.readyState") == "complete" for frame in page.frames)

    wait_for("the rest of the page", is_idle)


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in as people do; where signing in is not the subject, a page opens signed in."""
    page.goto("/")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def wait_for_worker(page: Page) -> None:
    """Wait until the service worker holds the shell and answers for the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
