"""What an examination finds reaches the work list, the builder, the program that runs, and the phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from backend.common import clock
from tests.practice import ZONE, Practice
from tests.records import red_flag_record

TURN = "Towel turn (upper neck)"


def test_from_the_examination_to_the_phone(
    desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    patient = practice.patient("Rhea Sloan", program=False)
    page = desk(practice.therapist, patient.page)
    _examine(page)
    findings = page.get_by_label("Findings to decide on")
    expect(findings).to_contain_text("Sharp-Purser test: abnormal")
    expect(findings).to_contain_text("Blood pressure, upper: 150 mmHg")
    _the_side_comes_from_the_examination_and_the_blocks_from_findings(page)
    _decide(page)

    page.get_by_role("link", name="Assign a program").click()
    page.get_by_label("Template").select_option("c1c2-towel-turn")
    expect(page.get_by_role("combobox", name="Side to turn to")).to_have_value("left")
    expect(page.get_by_text("Not for this patient")).to_have_count(0)
    for tick in page.get_by_role("group", name="Before this program").get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Publish the program").click()
    expect(page.get_by_role("heading", name="Rhea Sloan")).to_be_visible()
    app = phone(patient)
    expect(app.get_by_text(TURN).first).to_be_visible()
    _a_precaution_ticked_later_holds_it(page, app)
    _an_open_answer_is_read_before_publishing(page, patient.client().post)


def _examine(page: Page) -> None:
    page.get_by_role("button", name="New assessment").click()
    page.get_by_label("Flexion-rotation test, left").fill("25")
    page.get_by_label("Flexion-rotation test, right").fill("42")
    page.get_by_text("Nerve and safety screens").click()
    for name in ("Sharp-Purser test", "Hoffmann left", "Babinski"):
        page.get_by_label(name).select_option("abnormal")
    page.get_by_label("Blood pressure, upper").fill("150")
    page.get_by_label("Blood pressure, lower").fill("95")
    page.get_by_role("button", name="Save the assessment").click()


def _the_side_comes_from_the_examination_and_the_blocks_from_findings(page: Page) -> None:
    page.get_by_role("link", name="‹ Work list").click()
    row = page.get_by_role("row", name=re.compile("Rhea Sloan"))
    expect(row).to_contain_text("Finding: today")
    expect(row).to_contain_text("Babinski: abnormal")
    row.get_by_role("link", name="Rhea Sloan").click()
    page.get_by_role("link", name="Assign a program").click()
    page.get_by_label("Template").select_option("c1c2-towel-turn")
    expect(page.get_by_role("combobox", name="Side to turn to")).to_have_value("left")
    expect(
        page.get_by_text("This program is not for this patient: spinal cord signs, instability of the neck")
    ).to_be_visible()
    expect(page.get_by_text("Not for this patient: spinal cord signs, instability of the neck").first).to_be_visible()
    page.get_by_role("link", name="Rhea Sloan").click()


def _decide(page: Page) -> None:
    findings = page.get_by_label("Findings to decide on")
    findings.get_by_role("button", name="Confirm the precaution: uncontrolled high blood pressure").click()
    expect(findings.get_by_text("Blood pressure")).to_have_count(0)
    for name in ("instability of the neck", "spinal cord signs"):
        findings.get_by_role("button", name=f"Not for this patient: {name}").click()
        findings.get_by_label("Why not?").fill("Imaging of last week is normal.")
        findings.get_by_role("button", name="Save").click()
        expect(findings.get_by_role("button", name=f"Not for this patient: {name}")).to_have_count(0)
    expect(findings).to_have_count(0)
    expect(page.get_by_text("uncontrolled high blood pressure")).to_be_visible()


def _a_precaution_ticked_later_holds_it(page: Page, app: Page) -> None:
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("instability of the neck").check()
    page.get_by_role("button", name="Save", exact=True).click()
    held = page.get_by_label("Held exercises")
    expect(held).to_contain_text(f"{TURN}: instability of the neck")
    app.reload()
    expect(app.get_by_role("heading", name=re.compile("On hold for now"))).to_contain_text(TURN)
    expect(app.get_by_role("link", name=re.compile("Start"))).to_have_count(0)

    held.get_by_role("link", name="Decide in the program").click()
    page.get_by_label("This program is not for this patient").fill("Stable on imaging, taught again.")
    for reason in page.get_by_label(re.compile("^Not for this patient")).all():
        reason.fill("Stable on imaging, taught again.")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_role("heading", name="Rhea Sloan")).to_be_visible()
    expect(held).to_have_count(0)
    app.reload()
    expect(app.get_by_role("heading", name="Hello Rhea")).to_be_visible()
    expect(app.get_by_role("heading", name=re.compile("On hold for now"))).to_have_count(0)
    expect(app.get_by_text(TURN).first).to_be_visible()


def _an_open_answer_is_read_before_publishing(page: Page, send: Callable[..., object]) -> None:
    today = clock.local_today(ZONE)
    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_role("heading", name="Change the program")).to_be_visible()
    send("/api/v1/sync/push", {"records": [red_flag_record(today, s2=True)]})
    page.get_by_role("button", name="Publish version 3").click()
    expect(page.get_by_text("Another safety answer has come in")).to_be_visible()
    answers = page.get_by_label("Open safety answers")
    expect(answers.get_by_role("listitem")).to_have_count(1)
    answers.get_by_label("Reason for publishing it anyway").fill("Seen by her doctor this morning.")
    page.get_by_role("button", name="Publish version 3").click()
    expect(page.get_by_role("heading", name="Rhea Sloan")).to_be_visible()
