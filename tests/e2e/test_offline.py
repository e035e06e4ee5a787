"""The app without a network, without its server, and with a push from a real browser's push service."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.common import clock
from tests.conftest import Unblock
from tests.e2e.conftest import PHONE, Pages, settled
from tests.practice import ZONE, Person, Practice
from tests.records import ROOT, day_record, message_record
from tests.stack import running_stack
from tests.waiting import wait_for


def test_every_screen_opens_offline(page: Page) -> None:
    page.context.set_offline(True)
    for path, heading in (("/app/diary", "Diary"), ("/app/messages", "Messages"), ("/app/unwell", "I feel unwell")):
        page.goto(path)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.goto("/app/")
    expect(page.get_by_role("img").first).to_be_visible()
    expect(page.locator(".splash")).to_have_count(0)
    expect(page.get_by_text("You're offline. Your entries are safe")).to_be_visible()


def test_nothing_but_the_shell_is_cached(page: Page) -> None:
    script = """async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map((request) => new URL(request.url).pathname);
    }"""
    paths = page.evaluate(script)
    assert "/app/" in paths
    assert [path for path in paths if "api" in path or "_allauth" in path] == []


OLD_DAYS = """async (first) => {
  const [{name}] = await indexedDB.databases();
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const all = db.transaction('days').objectStore('days').getAllKeys();
  const keys = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
  db.close();
  return [keys.length > 0, keys.filter((key) => key < first)];
}"""


def test_a_phone_keeps_ninety_days_and_shows_the_rest_with_a_network(
    phone: Callable[..., Page], patient: Person
) -> None:
    now = clock.now()
    long_ago = now - dt.timedelta(days=120)
    records = [
        {**day_record(on.date(), headache=True, peak_intensity=7), "recorded_at": on.isoformat(), "time_zone": ZONE}
        for on in (long_ago, now - dt.timedelta(days=80))
    ]
    message = {**message_record("Written in the spring"), "recorded_at": long_ago.isoformat(), "time_zone": ZONE}
    answer = patient.client().post("/api/v1/sync/push", {"records": [*records, message]})
    assert [each["outcome"] for each in answer["results"]] == ["created"] * 3
    # The thread goes by when a message arrived.
    arrived = "UPDATE patient_messages_message SET received_at = %s WHERE id = %s"
    patient.stack.run(arrived, long_ago, message["id"])

    page = phone(patient)
    page.goto("/app/diary")
    _go_back_to(page, long_ago)
    expect(page.get_by_role("img", name="Headache, worst pain 7")).to_be_visible()
    kept_from = (clock.local_today(ZONE) - dt.timedelta(days=90)).isoformat()
    assert page.evaluate(OLD_DAYS, kept_from) == [True, []]
    page.goto("/app/messages")
    # Nothing else draws the screen anew from here on.
    expect(page.locator('.sync-line[data-state="idle"]')).to_be_visible()
    expect(page.get_by_text("Written in the spring")).to_be_hidden()
    page.get_by_role("button", name="Show earlier messages").click()
    expect(page.get_by_text("Written in the spring")).to_be_visible()

    page.context.set_offline(True)
    page.goto("/app/diary")
    _go_back_to(page, long_ago)
    expect(page.get_by_text("This phone stores the last 90 days.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("img", name="Headache, worst pain 7")).to_be_visible()


def _go_back_to(page: Page, then: dt.datetime) -> None:
    title = page.get_by_role("heading", name=f"{then:%B %Y}")
    expect(page.get_by_role("button", name="Previous month")).to_be_visible()
    for _ in range(12):
        if not title.is_visible():
            page.get_by_role("button", name="Previous month").click()
    expect(title).to_be_visible()


def test_a_session_survives_a_reload(page: Page) -> None:
    page.get_by_role("region", name="Evening").get_by_role("link", name="Start").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Skip Get ready").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("1 of 10")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    expect(page.get_by_text("1 of 10")).to_be_visible()


def test_a_skipped_exercise_is_logged_with_its_reason(page: Page, patient: Person) -> None:
    page.get_by_role("region", name="Evening").get_by_role("link", name="Start").click()
    page.get_by_role("button", name="Start").click()
    names = page.evaluate("document.querySelectorAll('.segments li').length")
    for number in range(names):
        page.get_by_role("button", name="Skip Get ready").click()
        page.get_by_role("button", name="Skip", exact=True).click()
        reason = "It hurts" if number == 0 else "No time"
        page.get_by_role("dialog").get_by_role("button", name=reason).click()
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_text("All sent")).to_be_visible()
    query = """
        SELECT e.skip_reason FROM diary_exerciselog e JOIN diary_sessionlog s ON s.id = e.session_id
        WHERE s.patient_id = %s AND e.outcome = 'skipped' ORDER BY e.id"""
    assert [row[0] for row in patient.stack.sql(query, patient.patient_id)] == ["pain"] + ["no_time"] * (names - 1)


def test_signing_out_wipes_the_phone(page: Page) -> None:
    page.goto("/app/settings")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out and remove").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.map((each) => each.name))") == []


def test_two_phones_write_the_same_day_and_nothing_is_lost(phone: Callable[..., Page], practice: Practice) -> None:
    marta = practice.patient("Marta Soler", language="es")
    first, second = phone(marta), phone(marta)
    for page in (first, second):
        page.context.set_offline(True)
    for page, pain in ((first, "3"), (second, "8")):
        page.get_by_role("button", name="Sí").click()
        group = page.get_by_role("group", name="Peor dolor de ese día")
        group.get_by_role("button", name=pain, exact=True).click()
    for page in (first, second):
        page.context.set_offline(False)
        expect(page.get_by_text("Todo enviado")).to_be_visible()
    query = """
        SELECT fields, conflicts FROM diary_dayentry WHERE patient_id = %s"""
    ((fields, conflicts),) = practice.stack.sql(query, marta.patient_id)
    assert {fields["peak_intensity"], *conflicts["peak_intensity"]} == {3, 8}


def drafts_on(page: Page) -> list[str]:
    """The names of what is being typed on this phone; what they hold lies sealed."""
    names: list[str] = page.evaluate("""() => new Promise((resolve) => {
      const opening = indexedDB.open('nod-' + localStorage.getItem('nod-user'));
      opening.onsuccess = () => {
        const db = opening.result;
        const asked = db.transaction('drafts').objectStore('drafts').getAllKeys();
        asked.onsuccess = () => { db.close(); resolve(asked.result); };
      };
    })""")
    return names


def test_looking_at_a_day_leaves_no_draft_that_could_undo_another_phones_word(
    phone: Callable[..., Page], patient: Person
) -> None:
    yesterday = clock.local_today(ZONE) - dt.timedelta(days=1)
    day = {**day_record(yesterday, headache=True, peak_intensity=7), "time_zone": ZONE}
    patient.client().post("/api/v1/sync/push", {"records": [day]})
    page = phone(patient)
    page.goto("/app/diary")
    if not page.locator(".day .mark.ache").last.is_visible() and yesterday.day > clock.local_today(ZONE).day:
        page.get_by_role("button", name="Previous month").click()
    page.locator(".day .mark.ache").last.click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    assert [name for name in drafts_on(page) if name.startswith("day ")] == []
    page.get_by_label("Note").fill("Windy")
    wait_for("the draft, sealed", lambda: [name for name in drafts_on(page) if name.startswith("day ")])
    plain = "JSON.stringify({...localStorage, ...sessionStorage})"
    wait_for("nothing left to read", lambda: "Windy" not in page.evaluate(plain))
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("Windy")


@pytest.fixture
def newer_builds(tmp_path: Path, unblock: Unblock) -> Iterator[tuple[Practice, Path]]:
    """A Nod of its own that serves a copy of the built pages, and the service worker's file in it."""
    built = tmp_path / "dist"
    shutil.copytree(ROOT / "frontend" / "dist", built)
    with running_stack(only_web=True, pages=built) as stack:
        yield Practice(stack, unblock), built / "pages" / "sw.js"


def test_a_new_version_is_taken_when_the_patient_says_so(newer_builds: tuple[Practice, Path], pages: Pages) -> None:
    practice, script = newer_builds
    prue = practice.patient("Prue Lane")
    page = pages(practice.stack, PHONE, prue)
    page.goto("/app/")
    settled(page)
    built = script.read_bytes()
    version = "navigator.serviceWorker.getRegistration('/app/').then((found) => found.update()).then(() => true)"
    script.write_bytes(built + b"\n// a newer build\n")
    page.evaluate(version)
    offer = page.get_by_role("button", name="A new version of Nod is ready.")
    expect(offer).to_be_visible()
    with page.expect_navigation():
        offer.click()
    expect(page.get_by_role("heading", name="Hello Prue")).to_be_visible()
    expect(offer).to_have_count(0)
    # One that nobody answered is taken at the next start, since nothing is unsent and no session is open.
    script.write_bytes(built + b"\n// the newest build\n")
    page.evaluate(version)
    expect(offer).to_be_visible()
    page.goto("/app/")
    page.wait_for_function("navigator.serviceWorker.getRegistration('/app/').then((found) => !found.waiting)")
    expect(offer).to_have_count(0)


# Fills the phone as other pages of the same address would: until there is no room for the smallest row.
FILL = """async () => {
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open('photos', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('all', {autoIncrement: true});
    opening.onsuccess = () => resolve(opening.result);
  });
  const put = (size) => new Promise((resolve) => {
    const tx = db.transaction('all', 'readwrite');
    tx.objectStore('all').put(crypto.getRandomValues(new Uint8Array(size)));
    tx.oncomplete = () => resolve(true);
    tx.onabort = () => resolve(false);
  });
  for (const size of [65536, 8192, 1024, 1]) while (await put(size));
  db.close();
}"""
EMPTY = "() => new Promise((resolve) => { indexedDB.deleteDatabase('photos').onsuccess = () => resolve(true); })"


def test_a_full_phone_says_so_and_keeps_what_was_typed(open_page: Callable[..., Page], patient: Person) -> None:
    page, stack = open_page(PHONE, patient), patient.stack
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": stack.url, "quotaSize": 4_000_000})
    page.goto("/app/")
    settled(page)
    page.goto("/app/messages")
    expect(page.get_by_text("All sent")).to_be_visible()
    page.evaluate(FILL)
    text = "Is an entry lost when the phone is full? " * 40
    page.get_by_label("Write").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("This phone is full, so this entry wasn't saved.")).to_be_visible()
    expect(page.get_by_label("Write")).to_have_value(text)
    # With room again the same words go out, once, and the warning is gone.
    page.evaluate(EMPTY)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Write")).to_have_value("")
    expect(page.get_by_text("All sent")).to_be_visible()
    sent = "SELECT text FROM patient_messages_message WHERE patient_id = %s"
    assert stack.sql(sent, patient.patient_id) == [(text.strip(),)]
