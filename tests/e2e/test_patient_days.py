"""Good days and bad ones on the phone: attack mode, safety questions and a held program, the headache-day rule."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from backend.common import clock
from tests.e2e.conftest import PHONE, settled
from tests.e2e.safety_check import answer_check
from tests.practice import ZONE, Person, Practice
from tests.records import day_record
from tests.waiting import LIMIT_SECONDS, wait_for


def days_of(patient: Person) -> list[Any]:
    """Return what the server holds of a patient's days, the first one first."""
    query = "SELECT fields FROM diary_dayentry WHERE patient_id = %s ORDER BY occurred_on"
    return [row[0] for row in patient.stack.sql(query, patient.patient_id)]


def test_a_headache_is_logged_in_two_taps_offline_and_its_end_gives_its_length(
    phone: Callable[..., Page], patient: Person
) -> None:
    taken = {"class": "simple", "name": "ibuprofen", "doses": 1}
    before = clock.local_today(ZONE) - dt.timedelta(days=3)
    day = {**day_record(before, headache=True, peak_intensity=4, medicines=[taken]), "time_zone": ZONE}
    patient.client().post("/api/v1/sync/push", {"records": [day]})
    page = phone(patient)
    page.context.set_offline(True)
    page.goto("/app/attack")
    page.get_by_role("button", name="6", exact=True).click()
    expect(page.get_by_text("Saved. Worst pain 6.")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "dim"
    page.get_by_role("button", name="ibuprofen").first.click()
    page.get_by_role("link", name="Finish later").click()
    expect(page.get_by_text("Headache since")).to_be_visible()
    # It began 90 minutes ago, as far as the phone knows.
    page.evaluate("""() => {
      const ahead = {user: localStorage.getItem('nod-user'), value: {startedAt: Date.now() - 90 * 60000}};
      localStorage.setItem('nod-ahead-attack', JSON.stringify(ahead));
    }""")
    page.reload()
    page.get_by_role("button", name="It's over").click()
    expect(page.get_by_text("Headache since")).to_be_hidden()
    page.context.set_offline(False)
    expect(page.get_by_text("All sent")).to_be_visible()
    # An attack that began before midnight gives each of its two days the minutes that lie in it.
    days = wait_for("its end", lambda: [each for each in days_of(patient)[1:] if each.get("duration_min")])
    assert {(each["headache"], each["peak_intensity"]) for each in days} == {(True, 6)}
    assert [each["medicines"] for each in days if each.get("medicines")] == [[taken]]
    # Whole minutes on the wall; the test's own come to the 90.
    assert 90 <= sum(each["duration_min"] for each in days) < 90 + LIMIT_SECONDS / 60


def test_a_yes_to_a_safety_question_holds_the_program_until_a_therapist_clears_it(
    page: Page, patient: Person, desk: Callable[..., Page], practice: Practice
) -> None:
    page.goto("/app/unwell")
    page.context.set_offline(True)
    page.get_by_role("link", name="Answer the safety questions").click()
    answer_check(page, "Is this headache clearly different from your usual ones")
    expect(page.get_by_role("heading", name="See a doctor today")).to_be_visible()
    expect(page.get_by_text("Please see a doctor today.")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your exercises are on hold")).to_be_visible()
    expect(page.get_by_role("region", name="Evening")).to_be_hidden()
    page.goto("/app/session/evening")
    expect(page.get_by_text("Your exercises are on hold")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/app/")
    expect(page.get_by_text("All sent")).to_be_visible()

    record = desk(practice.therapist)
    record.get_by_role("link", name=patient.name).click()
    expect(record.get_by_role("heading", name="A safety answer holds the program")).to_be_visible()
    record.get_by_label("Why can it be cleared?").fill("Seen by her doctor today.")
    record.get_by_role("button", name="Clear and resume the program").click()
    expect(record.get_by_role("heading", name="A safety answer holds the program")).to_be_hidden()

    page.reload()
    expect(page.get_by_role("region", name="Evening")).to_be_visible()
    expect(page.get_by_role("heading", name="Your exercises are on hold")).to_be_hidden()


def test_the_whole_diary_reaches_the_server_and_a_reload_loses_nothing(page: Page, patient: Person) -> None:
    page.goto("/app/diary/today")
    page.get_by_role("button", name="Yes", exact=True).first.click()
    if page.locator("details.more[open]").count() == 0:
        page.get_by_text("Add more").click()
    page.get_by_role("button", name="temple (right)").click()
    page.get_by_role("group", name="How did it feel?").get_by_role("button", name="Pressing").click()
    page.get_by_role("group", name="What came with it?").get_by_role("button", name="None").click()
    page.get_by_role("group", name="Did it start in the neck?").get_by_role("button", name="Yes").click()
    page.get_by_label("Add a medicine").select_option("triptan")
    page.reload()
    expect(page.get_by_role("button", name="temple (right)")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Save").click()
    # "All sent" may still stand there from before.
    (fields,) = wait_for("the day", lambda: days_of(patient))
    assert fields["regions"] == ["temple_right"]
    assert (fields["quality"], fields["with_it"], fields["started_in_neck"]) == (["pressing"], [], "yes")
    assert any(medicine["class"] == "triptan" for medicine in fields["medicines"])


def test_a_measure_is_rated_and_stays_on_the_progress_screen(phone: Callable[..., Page], practice: Practice) -> None:
    page = phone(practice.patient("Taro Lind", story="taro"))
    page.goto("/app/measure/activities")
    page.get_by_label("Activity 1").fill("Driving")
    page.get_by_label("Move the slider").first.fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_text("Driving")).to_be_visible()
    expect(page.get_by_text("4 / 10")).to_be_visible()
    expect(page.locator(".week-charts canvas")).to_have_count(4)
    page.get_by_role("button", name="As a table").click()
    expect(page.get_by_role("columnheader", name="Headache days")).to_be_visible()


def test_articles_and_exercises_are_read_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/app/learn")
    page.get_by_role("link", name="What can set it off").click()
    expect(page.get_by_role("heading", name="In the neck")).to_be_visible()
    page.goto("/app/learn")
    page.get_by_role("link", name="Shoulder blade set").click()
    expect(page.get_by_text("What you should feel")).to_be_visible()


DAYS = 30


def test_thirty_days_offline_then_a_link_that_drops_one_request_in_five(
    open_page: Callable[..., Page], practice: Practice
) -> None:
    """Entries of thirty days and a session on every third; then sync over a link that loses requests and answers."""
    sid = practice.patient("Sid Oram", began_days_ago=DAYS + 1)
    start = clock.now() - dt.timedelta(days=DAYS)
    page = open_page(PHONE, sid)
    page.clock.set_system_time(start)
    page.goto("/app/")
    settled(page)
    page.context.set_offline(True)
    for day in range(DAYS):
        page.clock.set_system_time(start + dt.timedelta(days=day))
        page.goto("/app/diary/today")
        page.get_by_role("button", name="Yes" if day % 4 == 0 else "No", exact=True).first.click()
        page.get_by_label("Note").fill(f"day {day}")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Hello Sid")).to_be_visible()
        if day % 3 == 0:
            _log_a_session(page)
    expect(page.get_by_text(f"{DAYS + DAYS // 3} not sent yet")).to_be_visible()

    dropped = {"requests": 0, "answers": 0, "all": 0}

    def lossy(route: Any) -> None:
        dropped["all"] += 1
        if dropped["all"] % 10 == 5:
            dropped["requests"] += 1
            route.abort("internetdisconnected")
        elif dropped["all"] % 10 == 2:
            # The server gets it; its answer is lost.
            dropped["answers"] += 1
            route.fetch()
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.context.route("**/api/v1/sync/**", lossy)
    page.context.set_offline(False)

    def synced() -> bool:
        page.locator(".sync-line").click()
        expect(page.locator('.sync-line:not([data-state="syncing"])')).to_be_visible()
        return page.get_by_text("All sent").is_visible()

    wait_for("everything sent", synced)
    assert dropped["answers"] > 0
    stack = practice.stack
    for table, count in (("dayentry", DAYS), ("dayrevision", DAYS), ("sessionlog", DAYS // 3)):
        found = stack.sql(f"SELECT count(*) FROM diary_{table} WHERE patient_id = %s", sid.patient_id)
        assert found == [(count,)], table
    assert [day["note"] for day in days_of(sid)] == [f"day {day}" for day in range(DAYS)]


def _log_a_session(page: Page) -> None:
    """Through the player: started, every exercise skipped but the pain asked for; the times are the phone's."""
    page.goto("/app/session/evening")
    page.get_by_role("button", name="Start").click()
    for _ in range(page.locator(".segments li").count()):
        page.get_by_role("button", name="Skip Get ready").click()
        page.get_by_role("button", name="Skip", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="No time").click()
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Hello Sid")).to_be_visible()


def test_the_session_player_is_worked_by_keyboard_and_names_what_it_shows(page: Page) -> None:
    page.goto("/app/session/evening")
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip Get ready")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Gentle chin nod, lying down")).to_be_visible()
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.get_by_role("status").get_by_text("1 of 10")).to_be_visible()
    for name in ("Back", "Pause", "How to do it", "Easier version", "It hurts", "Voice and sounds"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name="Easier version").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog", name="Easier version")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Easier version").click()
    page.get_by_role("button", name="Do the easier version").click()
    expect(page.get_by_role("button", name="Easier version")).to_have_attribute("aria-pressed", "true")


def test_on_a_bad_day_the_gentle_version_is_offered_and_counts(
    desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice, patient: Person
) -> None:
    """A therapist sets the rule; a headache of 7 then asks for half the dose."""
    builder = desk(practice.therapist, f"{patient.page}/assign")
    expect(builder.get_by_label("On a bad headache day")).to_have_value("gentle")
    builder.get_by_label("from a worst pain of").select_option("6")
    builder.get_by_role("button", name="Publish the program").click()
    expect(builder.get_by_role("heading", name=patient.name)).to_be_visible()

    page = phone(patient)
    page.goto("/app/attack")
    page.get_by_role("button", name="7", exact=True).click()
    page.get_by_role("link", name="Finish later").click()
    expect(page.get_by_role("heading", name="A gentle day")).to_be_visible()
    page.goto("/app/session/evening")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Skip Get ready").click()
    expect(page.get_by_text("1 of 5")).to_be_visible()
