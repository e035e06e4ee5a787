"""The therapist's desk in Chromium: two editors, a step up, a pause."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from backend.common import clock
from tests.http import Client
from tests.practice import ZONE, Practice
from tests.records import red_flag_record


def test_two_editors_lose_nothing(desk: Callable[..., Page], practice: Practice) -> None:
    place = f"{practice.patient('Edda Moss').page}/program"
    first, second = (desk(practice.therapist, place) for _ in range(2))
    for page in (first, second):
        expect(page.get_by_role("heading", name="Change the program")).to_be_visible()
    first.get_by_label("Sets").first.fill("2")
    expect(first.get_by_text("sets:")).to_be_visible()
    first.get_by_role("button", name="Publish version 2").click()
    expect(first.get_by_role("heading", name="Edda Moss")).to_be_visible()

    second.get_by_label("Repetitions").first.fill("7")
    second.get_by_role("button", name="Publish version 2").click()
    conflict = second.get_by_role("alert")
    expect(conflict).to_contain_text("changed the program meanwhile")
    expect(conflict).to_contain_text("sets: 1 2")
    second.get_by_role("button", name="Keep my draft").click()
    expect(second.get_by_label("Repetitions").first).to_have_value("7")
    second.get_by_role("button", name="Publish version 3").click()
    expect(second.get_by_role("heading", name="Edda Moss")).to_be_visible()


def test_the_builder_by_keyboard_with_a_precaution(desk: Callable[..., Page], practice: Practice) -> None:
    page = desk(practice.therapist, practice.patient("Lea Castle").page)
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("latex allergy").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("latex allergy")).to_be_visible()
    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_role("heading", name="Change the program")).to_be_visible()
    rows = page.locator(".dose-row h3")
    expect(rows.first).to_be_visible()
    names = rows.all_inner_texts()
    page.get_by_role("button", name=f"Move {names[0]} down").focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_text([names[1], names[0], *names[2:]])
    page.get_by_role("button", name="Add an exercise").click()
    page.get_by_label("Only exercises without a contraindication").uncheck()
    page.get_by_label("Search").fill("band row")
    page.locator(".library-pick", has_text="band row").first.click()
    expect(page.get_by_text("Not for this patient: latex allergy")).to_be_visible()
    page.get_by_label("Not for this patient").fill("Latex-free band at home.")
    page.get_by_role("button", name="Preview as the patient").click()
    expect(page.get_by_role("heading", name="As the patient sees it")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_role("heading", name="Lea Castle")).to_be_visible()


def test_moving_up_is_accepted_and_reaches_the_phone(
    desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    patient = practice.patient("Nora Hughes", story="nell")
    page = desk(practice.therapist, patient.page)
    expect(page.get_by_role("heading", name="Ready for the next phase?")).to_be_visible()
    move = page.get_by_role("button", name="Move to")
    page.get_by_role("button", name="Undo").click()
    expect(move).to_have_count(0)
    page.get_by_role("button", name="Mark as done").click()
    name = move.inner_text().split("“")[1].rstrip("”")
    move.click()
    expect(page.get_by_text(name).first).to_be_visible()
    expect(move).to_have_count(0)
    expect(phone(patient).get_by_role("heading", name="Hello Nora")).to_be_visible()
    assert patient.client().get("/api/v1/sync/pull")["plan"]["phase_name"]["en"] == name


def test_a_pause_reaches_the_phone(desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice) -> None:
    patient = practice.patient("Tia Lind")
    page = desk(practice.therapist, patient.page)
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("dialog").get_by_label("Why?").fill("On holiday without a mat")
    page.get_by_role("button", name="Pause now").click()
    expect(page.get_by_text("Paused since")).to_be_visible()
    app = phone(patient)
    expect(app.get_by_role("heading", name="Your program is paused")).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("Paused since")).to_have_count(0)
    app.reload()
    expect(app.get_by_role("heading", name="Hello Tia")).to_be_visible()
    expect(app.get_by_role("heading", name="Your program is paused")).to_have_count(0)


def test_from_invitation_to_the_first_report(desk: Callable[..., Page], practice: Practice) -> None:
    page = desk(practice.therapist, "/clinic/invite")
    page.get_by_label("Name").fill("Bea Quist")
    page.get_by_role("button", name="Create invitation").click()
    code = page.get_by_test_id("code").inner_text().replace(" ", "")
    joined = Client(practice.stack.url)
    joined.get("/api/v1/me")
    person = {"code": code, "email": practice.address("Bea"), "time_zone": ZONE, "language": "es"}
    joined.post("/api/v1/invitations/redeem", {**person, "consents": True}, expect=201)

    [row] = practice.therapist.client().get("/api/v1/work-list")
    page.goto(f"/clinic/patients/{row['id']}/assign")
    page.get_by_role("button", name="Publish the program").click()
    expect(page.get_by_role("heading", name="Bea Quist")).to_be_visible()
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the report").click()
    report = popup.value
    expect(report.get_by_role("heading", name="Bea Quist")).to_be_visible()
    expect(report.get_by_text("no day is recorded")).to_be_visible()
    expect(report.locator("svg")).to_have_count(0)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the handout").click()
    expect(popup.value.get_by_role("heading", name="Tus ejercicios")).to_be_visible()
    expect(popup.value.locator("article svg").nth(3)).to_be_attached()
    for name, ending in (("PDF", "pdf"), ("CSV", "csv"), ("FHIR", "json"), ("Handout as PDF", "pdf")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(ending)


def test_an_examination_a_treatment_and_a_note(desk: Callable[..., Page], practice: Practice) -> None:
    page = desk(practice.therapist, practice.patient("Sol Okafor", story="sam").page)
    page.get_by_role("button", name="New assessment").click()
    page.get_by_label("Flexion-rotation test, left").fill("120")
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.get_by_text("Enter a whole number from 0 to 90 degrees.")).to_be_visible()
    page.get_by_label("Flexion-rotation test, left").fill("28")
    page.get_by_label("Flexion-rotation test, right").fill("41")
    page.get_by_label("Headache is present").select_option("yes")
    page.get_by_role("button", name="Save the assessment").click()
    assessments = page.get_by_role("region", name="Assessments")
    expect(assessments).to_contain_text("Flexion-rotation test positive: left")
    expect(assessments).to_contain_text("Incomplete")

    page.get_by_label("Treatment").select_option("dry_needling")
    page.get_by_role("button", name="Add treatment").click()
    expect(page.locator(".lines").get_by_text("dry needling")).to_be_visible()
    page.get_by_label("Note", exact=True).last.fill("Called about the silence")
    page.get_by_label("Minutes").fill("6")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text("6 minutes this month")).to_be_visible()
    logbook = page.get_by_role("region", name="Logbook")
    logbook.get_by_role("button", name="Sessions").click()
    logbook.locator("summary").first.click()
    expect(logbook.get_by_text("Done under version 1").first).to_be_visible()


def test_what_comes_in_meanwhile_is_shown_before_anything_is_cleared(
    desk: Callable[..., Page], practice: Practice
) -> None:
    nora = practice.patient("Nora Field")
    phone = nora.client()
    today = clock.local_today(ZONE)

    def answers(**said: bool) -> None:
        phone.post("/api/v1/sync/push", {"records": [red_flag_record(today, **said)]})

    answers(s2=True)
    page = desk(practice.therapist, nora.page)
    record = page.get_by_label("Safety answers", exact=True)
    expect(record.get_by_role("listitem")).to_have_count(1)
    answers(e1=True)
    record.get_by_label("Why can it be cleared?").fill("Seen by her doctor today.")
    record.get_by_role("button", name="Clear and resume the program").click()
    expect(record.get_by_role("alert")).to_contain_text("Another safety answer has come in")
    expect(record.get_by_role("listitem")).to_have_count(2)
    expect(record.get_by_label("Why can it be cleared?")).to_have_value("Seen by her doctor today.")

    # The reason is typed and not sent: leaving asks, and it is offered on coming back.
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Team").click()
    banner = page.get_by_label("Emergency answers")
    expect(banner).to_contain_text("Emergency: Nora Field")
    banner.get_by_role("link").click()
    page.get_by_role("button", name="Mark as reviewed: Emergency").click()
    expect(page.get_by_text("Reviewed by")).to_be_visible()
    expect(banner).to_have_count(0)
    page.get_by_role("button", name="Undo: Emergency").click()
    expect(page.get_by_role("button", name="Mark as reviewed: Emergency")).to_be_visible()
    record.get_by_role("button", name="Continue what you typed on").click()
    expect(record.get_by_label("Why can it be cleared?")).to_have_value("Seen by her doctor today.")
    record.get_by_role("button", name="Clear and resume the program").click()
    expect(record).to_have_count(0)


def test_the_list_by_keyboard_put_off_and_discharge(desk: Callable[..., Page], practice: Practice) -> None:
    practice.patient("Ann Lee")
    practice.invite("Ines Roe", days_ago=5)
    page = desk(practice.therapist)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    page.keyboard.press("j")
    first = page.locator("tbody th a").first
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("tbody th a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search by name")).to_be_focused()
    page.keyboard.type("ines")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Snooze: Invitation not used").click()
    page.get_by_label("Note").fill("will ask on Monday")
    page.get_by_role("button", name="Snooze", exact=True).last.click()
    expect(page.get_by_text("will ask on Monday")).to_be_visible()
    page.get_by_label("Search by name").fill("")
    page.get_by_role("button", name="Snoozed", exact=True).first.click()
    expect(rows).to_have_count(1)

    page.get_by_role("link", name="Ines Roe").click()
    page.get_by_text("Discharge", exact=True).first.click()
    page.get_by_label("Why?").fill("Moved away")
    page.get_by_role("button", name="Discharge").click()
    expect(page.get_by_text("Moved away")).to_be_visible()
    page.get_by_role("button", name="Take back into care").click()
    expect(page.get_by_role("heading", name="Ines Roe")).to_be_visible()


def test_a_colleague_opens_a_record_in_an_emergency(desk: Callable[..., Page], practice: Practice) -> None:
    practice.patient("Vera Stone")
    page = desk(practice.colleague("Theo Park"), "/clinic/team")
    page.get_by_text("Open a record in an emergency").click()
    page.get_by_label("Patient’s full name").fill("Vera Stoned")
    page.get_by_label("Why it can’t wait").fill("Fainted in the waiting room.")
    page.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_text("Nobody in this clinic has this name")).to_be_visible()
    page.get_by_label("Patient’s full name").fill("Vera Stone")
    page.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_role("heading", name="Vera Stone")).to_be_visible()
    lead = desk(practice.colleague("Lara Fischer", Role.LEAD), "/clinic/team")
    expect(lead.get_by_text("Fainted in the waiting room.")).to_be_visible()
