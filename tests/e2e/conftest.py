"""A running Nod and a real Chromium, shared by the browser tests."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from scripts.browser import chromium_path
from tests.stack import Stack

# Playwright's event loop runs in the tests' thread; Django would take that for a view that waits.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

PASSWORD = "nod-demo-2026"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

# Costs nothing where all is well, and a machine that builds beside it is slow at times.
expect.set_options(timeout=20_000)


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
    running = playwright_.chromium.launch(executable_path=chromium_path())
    yield running
    running.close()


@pytest.fixture
def open_page(browser: Browser, stack: Stack, zone: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of its own; any error on its console fails the test."""
    contexts = []
    errors: list[str] = []

    def new(viewport: dict[str, int], **more: Any) -> Page:
        options = {"locale": "en-US", "timezone_id": zone, "base_url": stack.url, **more}
        context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("page", watch)
        context.on("request", lambda request: stack.urls.append(request.url))
        return context.new_page()

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", note)

    def note(message: Any) -> None:
        # Going offline on purpose makes the browser complain about requests that fail.
        refusals = tuple(f"status of {code}" for code in (400, 401, 403, 409))
        expected = ("ERR_INTERNET_DISCONNECTED", *refusals)
        if message.type == "error" and not any(text in message.text for text in expected):
            errors.append(message.text)

    yield new
    for context in contexts:
        context.close()
    assert errors == []


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def wait_for_worker(page: Page) -> None:
    """Wait until the service worker holds the shell and answers for the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def sign_in_patient(page: Page, name: str) -> Page:
    """Sign a patient in and wait until the phone holds all that it needs without a network."""
    sign_in(page, f"{name}@nod.example")
    expect(page.locator('.sync-line[data-state="idle"]')).to_be_visible()
    wait_for_worker(page)
    return page
