"""Content that means harm: over a hundred payloads in every text of the library, on every page that shows it.

The payloads are put into the database past all checks, so that what is tested is how pages show, not what forms refuse.
Nothing may run, no element or attribute of theirs may come alive, and nothing may be asked of a foreign server.
"""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page

from backend.library.models import VERSIONS
from tests.e2e.conftest import DESKTOP, PHONE, sign_in
from tests.stack import Stack, running_stack

PAYLOADS: list[str] = json.loads((Path(__file__).parent / "xss_payloads.json").read_text())
# Whatever a payload left open is closed before the next, so that none shields another.
CLOSING = " --></script></style></title></textarea></noscript></svg></math></select>\"'> "
POISON = CLOSING.join(PAYLOADS)
# For columns that hold little: the plainest of them, each in its own quotes.
SHORT = "\"'><script>ran()</script><img src=x onerror=ran()><svg onload=ran()>" + POISON
# These decide how content is drawn; what a curator types freely is everything else.
KEPT = {"slug", "rig", "base", "side", "type", "id", "kind", "urgency", "advance_if", "category", "to", "licence"}
# Elements and attributes of a payload that became part of a page. Text in a field's value is what it should be.
ALIVE = """() => {
  const links = ['href', 'xlink:href', 'src', 'srcset', 'action', 'formaction', 'data', 'poster', 'background', 'ping'];
  const strange = ['marquee', 'portal', 'embed', 'object', 'base', 'frameset', 'math', 'foreignObject'];
  const harmful = (each) => each.name.startsWith('on')
    || (links.includes(each.name) && /^\\s*(java|vb)script:|^data:text|evil\\.test/i.test(each.value));
  return [...document.querySelectorAll('*')]
    .filter((element) => [...element.attributes].some(harmful) || strange.includes(element.localName)
      || (element.localName === 'script' && !element.src && element.type !== 'application/json'))
    .map((element) => element.outerHTML.slice(0, 300));
}"""


def poisoned(value: Any, key: str = "") -> Any:
    if key in KEPT:
        return value
    if isinstance(value, dict):
        return {name: poisoned(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, key) for item in value]
    return f"{value[:24]} {POISON}" if isinstance(value, str) else value


@pytest.fixture(scope="module")
def poisoned_stack() -> Iterator[Stack]:
    with running_stack() as stack:
        with psycopg.connect(stack.database_url.replace("postgres://", "postgresql://")) as connection:
            for kind in VERSIONS:
                _poison(connection, kind)
            # A newer version of each exercise, so that the desk has something to offer.
            rows = connection.execute(
                "SELECT exercise_id, content FROM library_exerciseversion WHERE number = 1"
            ).fetchall()
            connection.execute("UPDATE library_exerciseversion SET status = 'retired' WHERE status = 'published'")
            for slug, content in rows:
                newer = {**content, "clinical": f"newer {content['clinical']}"}
                connection.execute(
                    "INSERT INTO library_exerciseversion (id, number, status, content, content_hash, from_pack,"
                    " created_at, published_at, exercise_id)"
                    " VALUES (%s, 9, 'published', %s, 'x', false, now(), now(), %s)",
                    (uuid.uuid4(), json.dumps(newer), slug),
                )
            connection.execute(
                "INSERT INTO library_media (name, kind, size, width, height, credit, alt_en, alt_es, captions_en,"
                " captions_es, consent, uploaded_at) VALUES (%s, 'photo', 1, 1, 1, %s, %s, %s, %s, %s, %s, now())",
                ("0" * 64 + ".webp", SHORT[:120], *[SHORT[:400]] * 2, *[POISON] * 2, SHORT[:200]),
            )
            connection.execute(
                "INSERT INTO library_editorialstep (id, kind, slug, number, step, at, note)"
                " VALUES (%s, 'exercise', 'aero-walk', 1, 'sent_back', now(), %s)",
                (uuid.uuid4(), POISON),
            )
        yield stack


def _poison(connection: psycopg.Connection[Any], kind: str) -> None:
    table = f"library_{kind}version"
    for pk, content in connection.execute(f"SELECT id, content FROM {table}").fetchall():
        connection.execute(
            f"UPDATE {table} SET content = %s WHERE id = %s",
            (json.dumps(poisoned(content)), pk),
        )


class Watch:
    """A signed-in page that notes everything that must not happen."""

    def __init__(self, browser: Browser, stack: Stack, name: str, viewport: dict[str, int]) -> None:
        self.stack, self.bad = stack, list[str]()
        self.context = browser.new_context(viewport=viewport, base_url=stack.url, locale="en-US")  # type: ignore[arg-type]
        self.context.add_init_script("window.ran = () => console.error('A PAYLOAD RAN')")
        self.context.on("request", self._request)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("dialog", lambda dialog: self.bad.append(dialog.message))
        sign_in(self.page, f"{name}@nod.example")
        self.page.wait_for_url(lambda url: url.rstrip("/") != stack.url)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.stack.url, "data:", "blob:", "about:")):
            self.bad.append(f"asked {request.url}")

    def _console(self, message: Any) -> None:
        # The policy's complaints too: what it has to stop got further than it should have.
        if "RAN" in message.text or "Content Security Policy" in message.text:
            self.bad.append(message.text)

    def look(self, path: str, shows: str = "ran()") -> None:
        """Open a page, wait until it shows content with payloads in it, and look for what came alive."""
        self.page.goto(path)
        self.check(shows)

    def check(self, shows: str = "ran()") -> None:
        self.page.get_by_text(shows).first.wait_for(state="attached")
        self.page.wait_for_load_state("networkidle")
        for frame in self.page.frames:
            self.bad += frame.evaluate(ALIVE)
        assert self.bad == [], self.page.url


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


def test_patient_pages(browser: Browser, poisoned_stack: Stack) -> None:
    watch = Watch(browser, poisoned_stack, "pia", PHONE)
    watch.look("/app/")
    page = watch.page
    page.goto("/app/session/evening")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="How to do it").click()
    watch.check()
    watch.context.close()


def test_clinic_pages(browser: Browser, poisoned_stack: Stack) -> None:
    watch = Watch(browser, poisoned_stack, "tara", DESKTOP)
    watch.page.get_by_role("heading", name="Work list").wait_for()
    [[patient]] = poisoned_stack.sql("SELECT id FROM accounts_patient WHERE name LIKE 'Pia%%'")
    watch.look(f"/clinic/patients/{patient}")
    for summary in watch.page.get_by_text("What is different").all():
        summary.click()
    watch.check()
    watch.look(f"/clinic/patients/{patient}/assign")
    watch.context.close()


@pytest.mark.parametrize("kind", list(VERSIONS))
def test_admin_pages(browser: Browser, poisoned_stack: Stack, kind: str) -> None:
    watch = Watch(browser, poisoned_stack, "cora", DESKTOP)
    base = f"/admin/library/{kind}version"
    watch.look(f"{base}/", "onerror")
    table = f"library_{kind}version"
    query = f"SELECT id FROM {table} WHERE status = 'published' ORDER BY {kind}_id LIMIT 2"
    for [pk] in poisoned_stack.sql(query):
        watch.look(f"{base}/{pk}/change/")
        if kind in {"exercise", "article", "questionnaire", "protocol"}:
            watch.look(f"{base}/{pk}/preview/", "As patients see it")
            for language in ("en", "es"):
                watch.look(f"{base}/{pk}/show/{language}/")
    if kind == "exercise":
        watch.look(f"{base}/{pk}/diff/?with=1", "newer")
        watch.look(f"{base}/{pk}/poses/")
        watch.look("/admin/library/duplicates/", "Possible duplicates")
    watch.context.close()


def test_media_and_history_pages(browser: Browser, poisoned_stack: Stack) -> None:
    watch = Watch(browser, poisoned_stack, "cora", DESKTOP)
    watch.look("/admin/library/media/", "onerror")
    watch.page.get_by_role("link", name="onerror").first.click()
    watch.check()
    [[pk]] = poisoned_stack.sql(
        "SELECT id FROM library_exerciseversion WHERE exercise_id = 'aero-walk' AND status = 'published'"
    )
    watch.look(f"/admin/library/exerciseversion/{pk}/change/", "sent back")
    watch.look("/admin/library/todo/")
    watch.context.close()
