"""The desk when it is clicked twice, left, reloaded or left alone: done once, kept, and hidden."""

import re
from collections.abc import Callable

from playwright.sync_api import Dialog, Page, expect

from backend.accounts.models import Patient
from backend.desk.models import CareNote
from backend.messages.models import Message
from tests.people import PASSWORD
from tests.practice import Practice

NOTE = "Called about the headache on Tuesday, will call again."


def test_a_double_click_does_it_once_and_a_slip_is_put_right(desk: Callable[..., Page], practice: Practice) -> None:
    nora = practice.patient("Nora Field")
    page = desk(practice.therapist, nora.page)
    notes = page.get_by_role("region", name="Notes")
    notes.get_by_label("Note", exact=True).fill(NOTE)
    notes.get_by_label("Minutes").fill("60")
    notes.get_by_role("button", name="Add note").dblclick()
    expect(notes.get_by_text("60 minutes this month")).to_be_visible()
    page.get_by_label("Write to the patient").fill("See you on Monday.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_label("Write to the patient")).to_have_value("")
    with practice.database():
        assert CareNote.objects.filter(patient=nora.patient_id).count() == 1
        assert Message.objects.filter(patient=nora.patient_id).count() == 1

    notes.get_by_role("button", name="Correct: note").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Minutes").fill("6")
    sheet.get_by_label("Why?").fill("It was six minutes.")
    sheet.get_by_role("button", name="Save the correction").click()
    expect(notes.get_by_text("6 minutes this month", exact=False)).to_be_visible()
    notes.get_by_text("Corrected", exact=True).click()
    expect(notes.get_by_role("listitem").first).to_contain_text("60 min")
    notes.get_by_role("button", name="Withdraw: note").click()
    sheet.get_by_label("Why?").fill("Another patient's call.")
    sheet.get_by_role("button", name="Withdraw it").click()
    expect(notes.get_by_text("0 minutes this month")).to_be_visible()
    expect(notes.get_by_role("button", name="Correct: note")).to_have_count(0)

    page.get_by_role("button", name="Correct the name").click()
    sheet.get_by_label("Name").fill("Nora Fields")
    sheet.get_by_label("Why?").fill("An s was missing.")
    sheet.get_by_role("button", name="Save the name").click()
    expect(page.get_by_role("heading", name="Nora Fields")).to_be_visible()

    page.get_by_role("link", name="Invite a patient").click()
    page.get_by_label("Name").fill("Ines Roe")
    page.get_by_role("button", name="Create invitation").dblclick()
    expect(page.get_by_role("heading", name="Invitation for Ines Roe")).to_be_visible()
    with practice.database():
        assert Patient.objects.filter(clinic=practice.clinic_id, name="Ines Roe").count() == 1


def test_typed_work_survives(desk: Callable[..., Page], practice: Practice) -> None:
    nora, otto = practice.patient("Nora Field"), practice.patient("Otto Berg")
    page = desk(practice.therapist)
    asked: list[str] = []
    answers: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        asked.append(dialog.type)
        (dialog.dismiss if answers.pop(0) == "stay" else dialog.accept)()

    page.on("dialog", on_dialog)
    page.get_by_label("Search by name").fill("nora")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Nora Field").click()
    notes = page.get_by_role("region", name="Notes")
    notes.get_by_label("Note", exact=True).fill(NOTE)
    answers[:] = ["stay"]
    page.get_by_role("link", name="Team").click()
    expect(notes.get_by_label("Note", exact=True)).to_have_value(NOTE)
    answers[:] = ["stay"]
    page.go_back()
    expect(notes.get_by_label("Note", exact=True)).to_have_value(NOTE)
    expect(page).to_have_url(re.compile(nora.page))
    answers[:] = ["leave"]
    page.go_back()
    expect(page.get_by_label("Search by name")).to_have_value("nora")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert asked == ["confirm"] * 3

    page.goto(otto.page)
    expect(notes.get_by_label("Note", exact=True)).to_have_value("")
    page.goto(nora.page)
    notes.get_by_role("button", name="Continue what you typed on").click()
    expect(notes.get_by_label("Note", exact=True)).to_have_value(NOTE)
    answers[:] = ["leave"]
    page.reload()
    assert asked[-1] == "beforeunload"
    notes.get_by_role("button", name="Continue what you typed on").click()
    notes.get_by_role("button", name="Add note").click()
    expect(notes.get_by_role("listitem")).to_contain_text(NOTE)
    page.reload()
    expect(notes.get_by_label("Note", exact=True)).to_have_value("")


def test_a_program_in_the_making_survives_until_sign_out(desk: Callable[..., Page], practice: Practice) -> None:
    nora = practice.patient("Nora Field")
    page = desk(practice.therapist, f"{nora.page}/program")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Sets").first.fill("3")
    expect(page.get_by_text("sets:")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Continue what you typed on").click()
    expect(page.get_by_label("Sets").first).to_have_value("3")
    kept = page.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('nod-desk-draft'))")
    assert len(kept) == 1
    assert "ccf-nod" not in str(kept)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Nod", exact=True)).to_be_visible()
    assert not page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('nod-desk-draft'))")

    page.goto(nora.page)
    page.get_by_label("Email", exact=True).fill(practice.therapist.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Nora Field")).to_be_visible()


def test_a_desk_left_alone_is_hidden(desk: Callable[..., Page], practice: Practice) -> None:
    nora = practice.patient("Nora Field")
    page = desk(practice.therapist, nora.page)
    other = page.context.new_page()
    other.goto("/clinic/")
    notes = page.get_by_role("region", name="Notes")
    notes.get_by_label("Note", exact=True).fill(NOTE)
    for tab in (page, other):
        expect(tab.get_by_text("Nora Field")).to_be_visible()
    page.context.clock.fast_forward("14:00")
    # Use of one tab counts for the other.
    other.bring_to_front()
    other.keyboard.press("j")
    page.context.clock.fast_forward("14:00")
    for tab in (page, other):
        expect(tab.get_by_text("Nora Field")).to_be_visible()
    page.context.clock.fast_forward("02:00")
    for tab in (page, other):
        expect(tab.get_by_role("heading", name="Are you still there?")).to_be_visible()
        assert "Nora" not in tab.content()
        assert NOTE not in tab.content()
        expect(tab).to_have_title("Nod")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Nora Field")).to_be_visible()
    notes.get_by_role("button", name="Continue what you typed on").click()
    expect(notes.get_by_label("Note", exact=True)).to_have_value(NOTE)
