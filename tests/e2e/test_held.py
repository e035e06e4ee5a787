"""Nobody whose exercises are on hold reads that all is well: online, offline, and when the hold comes by sync alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from backend.common import clock
from tests.e2e.conftest import settled
from tests.e2e.safety_check import answer_check
from tests.practice import ZONE, Person, Practice
from tests.records import red_flag_record

ADVISING = ("/app/", "/app/progress", "/app/learn", "/app/learn/handout", "/app/messages", "/app/attack")
PROMISES = re.compile(r"nothing to worry|go on with your exercises|safe to|you can go on", re.IGNORECASE)
HOLD = "Your exercises are on hold"


def answer(page: Page, *ticked: str, asked: str = "unwell") -> None:
    """Answer the safety questions: yes to what is ticked, no to all else."""
    page.goto(f"/app/check/{asked}")
    answer_check(page, *ticked)


def says_hold_first(page: Page) -> None:
    """The hold stands before any other heading, and nothing on the page promises anything."""
    expect(page.get_by_role("heading").first).to_have_text(HOLD)
    text = page.locator("main, .attack").first.inner_text()
    assert not PROMISES.search(text), text


@pytest.fixture
def patient(practice: Practice) -> Person:
    return practice.patient("Rosa Held")


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_a_re_check_without_a_yes_does_not_lift_the_hold(
    phone: Callable[..., Page], patient: Person, offline: bool
) -> None:
    page = phone(patient)
    page.context.set_offline(offline)
    answer(page, "Do you have a fever now with a stiff neck, a rash, confusion, or great sleepiness?")
    expect(page.get_by_role("heading", name="Get help now")).to_be_visible()
    page.get_by_role("button", name="Continue").click()

    for asked in ("unwell", "weekly"):
        answer(page, asked=asked)
        says_hold_first(page)
        expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    answer(page, "Are you worse for more than a day after exercises?")
    says_hold_first(page)
    for path in (*ADVISING, "/app/session/evening"):
        page.goto(path)
        says_hold_first(page)
    page.goto("/app/unwell")
    assert not PROMISES.search(page.locator("main").inner_text())


def test_a_hold_that_came_by_sync_alone_is_said_first(phone: Callable[..., Page], patient: Person) -> None:
    """Another device of hers answered; this phone has only the server's word."""
    page = phone(patient)
    answered = red_flag_record(clock.local_today(ZONE), asked="unwell", s2=True)
    sent = patient.client().post("/api/v1/sync/push", {"records": [answered]})
    assert sent["results"][0]["outcome"] == "created"
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name=HOLD)).to_be_visible()
    page.context.set_offline(True)
    answer(page)
    says_hold_first(page)
    expect(page.get_by_text("See a doctor today if you haven't yet.")).to_be_visible()
    for path in ADVISING:
        page.goto(path)
        says_hold_first(page)


def test_who_is_not_held_reads_what_to_watch_for(phone: Callable[..., Page], patient: Person) -> None:
    page = phone(patient)
    answer(page)
    expect(page.get_by_text("If you feel worse, stop and tap")).to_be_visible()
    assert not PROMISES.search(page.locator("main").inner_text())


def test_loose_joints_leave_gentle_items_offline_until_the_therapist_says_which_it_is(
    phone: Callable[..., Page], desk: Callable[..., Page], practice: Practice, patient: Person
) -> None:
    nods, sits = "Gentle chin nod, lying down", "Sit-tall reset"
    page = phone(patient)
    expect(page.get_by_text(nods).first).to_be_visible()
    page.context.set_offline(True)
    answer(page, "Do you have rheumatoid arthritis, Down syndrome, very loose joints, or past neck surgery?")
    expect(page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    expect(page.get_by_text("Your therapist will look at this before you do it again")).to_contain_text(nods)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Gentle items only")).to_be_visible()
    expect(page.get_by_text(sits).first).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=nods)).to_have_count(0)

    page.context.set_offline(False)
    expect(page.get_by_text("All sent")).to_be_visible()
    theirs = desk(practice.therapist, f"/clinic/patients/{patient.patient_id}")
    expect(theirs.get_by_text("Clearing does not settle the precautions")).to_be_visible()
    theirs.get_by_label("Why can it be cleared?").fill("Old surgery on the wrist.")
    theirs.get_by_role("button", name="Clear", exact=True).click()
    for name in ("instability of the neck", "inflammatory disease", "hypermobility", "recent surgery"):
        asked = theirs.get_by_role("button", name=re.compile(f"Not for this patient: .*{name}"))
        asked.click()
        theirs.get_by_label("Why not?").fill("Examined today: stable.")
        theirs.get_by_role("button", name="Save", exact=True).click()
        expect(asked).to_be_hidden()
    page.reload()
    settled(page)
    expect(page.get_by_role("listitem").filter(has_text=nods)).not_to_have_count(0)
    expect(page.get_by_role("heading", name="Gentle items only")).to_be_hidden()
