"""Content that means harm: over a hundred payloads in every text of the library, on every page that shows it.

The payloads are put into the database past all checks, so that what is tested is how pages show, not what forms refuse.
Nothing may run, no element or attribute of theirs may come alive, and nothing may be asked of a foreign server.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page

from backend.common import clock
from backend.library.models import VERSIONS
from tests import evidence
from tests.conftest import Unblock
from tests.e2e.conftest import DESKTOP, PHONE, new_context, quiet
from tests.practice import Person, Practice
from tests.prepared import libpq
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


def with_payloads(value: Any, key: str = "") -> Any:
    if key in KEPT:
        return value
    if isinstance(value, dict):
        return {name: with_payloads(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [with_payloads(item, key) for item in value]
    return f"{value[:24]} {POISON}" if isinstance(value, str) else value


@dataclass(frozen=True)
class Poisoned:
    """A Nod with poisoned content, and who looks at it: a patient in care of a therapist, and a curator."""

    stack: Stack
    therapist: Person
    patient: Person
    curator: Person


@pytest.fixture(scope="module")
def poisoned(unblock: Unblock) -> Iterator[Poisoned]:
    with running_stack(only_web=True) as stack:
        practice = Practice(stack, unblock)
        # Before the content is changed: the programs come from what is shipped.
        patient, curator = practice.patient("Prue Lane", story="pia"), practice.curator("Cleo Bell")
        practice.begin_editorial_work(curator)
        now = clock.now()
        with psycopg.connect(libpq(stack.database_url)) as connection:
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
                    " VALUES (%s, 9, 'published', %s, 'x', false, %s, %s, %s)",
                    (uuid.uuid4(), json.dumps(newer), now, now, slug),
                )
            connection.execute(
                "INSERT INTO library_media (name, kind, size, width, height, credit, alt_en, alt_es, captions_en,"
                " captions_es, consent, uploaded_at) VALUES (%s, 'photo', 1, 1, 1, %s, %s, %s, %s, %s, %s, %s)",
                ("0" * 64 + ".webp", SHORT[:120], *[SHORT[:400]] * 2, *[POISON] * 2, SHORT[:200], now),
            )
            connection.execute(
                "INSERT INTO library_editorialstep (id, kind, slug, number, step, at, note)"
                " VALUES (%s, 'exercise', 'aero-walk', 1, 'sent_back', %s, %s)",
                (uuid.uuid4(), now, POISON),
            )
        yield Poisoned(stack, practice.therapist, patient, curator)


def _poison(connection: psycopg.Connection[Any], kind: str) -> None:
    table = f"library_{kind}version"
    for pk, content in connection.execute(f"SELECT id, content FROM {table}").fetchall():
        connection.execute(
            f"UPDATE {table} SET content = %s WHERE id = %s",
            (json.dumps(with_payloads(content)), pk),
        )


class Watch:
    """A signed-in page that notes everything that must not happen."""

    def __init__(self, browser: Browser, who: Person, viewport: dict[str, int]) -> None:
        self.url, self.bad = who.stack.url, list[str]()
        self.context = new_context(browser, self.url, viewport)
        self.context.add_cookies(who.cookies)  # type: ignore[arg-type]
        self.context.add_init_script("window.ran = () => console.error('A PAYLOAD RAN')")
        self.context.on("request", self._request)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("dialog", lambda dialog: self.bad.append(dialog.message))

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
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
        quiet(self.page)
        for frame in self.page.frames:
            self.bad += frame.evaluate(ALIVE)
        assert self.bad == [], self.page.url


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Watch]]:
    opened: list[Watch] = []

    def new(who: Person, viewport: dict[str, int] = DESKTOP) -> Watch:
        opened.append(Watch(browser, who, viewport))
        return opened[-1]

    yield new
    evidence.CONTEXTS.clear()
    for each in opened:
        each.context.close()


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


def test_patient_pages(watch: Callable[..., Watch], poisoned: Poisoned) -> None:
    seen = watch(poisoned.patient, PHONE)
    seen.look("/app/")
    page = seen.page
    page.goto("/app/session/evening")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="How to do it").click()
    seen.check()


def test_clinic_pages(watch: Callable[..., Watch], poisoned: Poisoned) -> None:
    seen = watch(poisoned.therapist)
    seen.look("/clinic/", "Prue Lane")
    seen.look(poisoned.patient.page)
    for summary in seen.page.get_by_text("What is different").all():
        summary.click()
    seen.check()
    seen.look(f"{poisoned.patient.page}/assign")


@pytest.mark.parametrize("kind", list(VERSIONS))
def test_admin_pages(watch: Callable[..., Watch], poisoned: Poisoned, kind: str) -> None:
    seen = watch(poisoned.curator)
    base = f"/admin/library/{kind}version"
    seen.look(f"{base}/", "onerror")
    table = f"library_{kind}version"
    query = f"SELECT id FROM {table} WHERE status = 'published' ORDER BY {kind}_id LIMIT 2"
    for [pk] in poisoned.stack.sql(query):
        seen.look(f"{base}/{pk}/change/")
        if kind in {"exercise", "article", "questionnaire", "protocol"}:
            seen.look(f"{base}/{pk}/preview/", "As patients see it")
            for language in ("en", "es"):
                seen.look(f"{base}/{pk}/show/{language}/")
    if kind == "exercise":
        seen.look(f"{base}/{pk}/diff/?with=1", "newer")
        seen.look(f"{base}/{pk}/poses/")
        seen.look("/admin/library/duplicates/", "Possible duplicates")


def test_media_and_history_pages(watch: Callable[..., Watch], poisoned: Poisoned) -> None:
    seen = watch(poisoned.curator)
    seen.look("/admin/library/media/", "onerror")
    seen.page.get_by_role("link", name="onerror").first.click()
    seen.check()
    [[pk]] = poisoned.stack.sql(
        "SELECT id FROM library_exerciseversion WHERE exercise_id = 'aero-walk' AND status = 'published'"
    )
    seen.look(f"/admin/library/exerciseversion/{pk}/change/", "sent back")
    seen.look("/admin/library/todo/")
