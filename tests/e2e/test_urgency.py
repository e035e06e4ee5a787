"""The work list shows what is urgent, and what has been seen hides nothing that came after."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from backend.common import clock
from tests.practice import ZONE, Practice
from tests.records import message_record, red_flag_record
from tests.waiting import wait_for


def test_what_was_seen_hides_no_worse_answer_and_no_later_message(
    desk: Callable[..., Page], practice: Practice
) -> None:
    today = clock.local_today(ZONE)
    for name in ("Ada Quill", "Ben Osei", "Cleo Marr"):
        practice.patient(name).client().post("/api/v1/sync/push", {"records": [red_flag_record(today, t1=True)]})
    zoe = practice.patient("Zoe Tamm")
    phone = zoe.client()
    phone.post("/api/v1/sync/push", {"records": [red_flag_record(today, s2=True), message_record("Is this normal?")]})
    page = desk(practice.therapist)
    expect(_first(page)).to_contain_text("Zoe Tamm")
    expect(_first(page)).to_contain_text("Is this normal?")
    wait_for("a mail for each of the four", lambda: len(practice.therapist.mails()) == 4)
    row = _row(page, "Zoe Tamm")
    for name in ("Safety answer: today", "Unanswered message"):
        row.get_by_role("button", name=f"Mark as reviewed: {name}").click()
        expect(row.get_by_role("button", name=f"Undo: {name}")).to_be_visible()
    expect(_first(page)).not_to_contain_text("Zoe Tamm")

    phone.post(
        "/api/v1/sync/push",
        {"records": [red_flag_record(today, e2=True, e3=True), message_record("Left arm is numb, please call")]},
    )
    page.reload()
    expect(_first(page)).to_contain_text("Zoe Tamm")
    expect(_first(page)).to_contain_text("Left arm is numb, please call")
    for name in ("Emergency", "Unanswered message"):
        expect(_first(page).get_by_role("button", name=f"Mark as reviewed: {name}")).to_be_visible()
    page.get_by_role("button", name="Waiting").click()
    expect(_first(page)).to_contain_text("Zoe Tamm")
    wait_for("another mail", lambda: len(practice.therapist.mails()) == 5)
    assert not [mail for mail in practice.therapist.mails() if "Zoe" in mail]


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("row", name=re.compile(name))


def _first(page: Page) -> Locator:
    return page.locator("tbody tr").first
