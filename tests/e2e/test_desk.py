"""The therapist's desk in Chromium: two editors, a step up, a pause."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, sign_in
from tests.http import Client
from tests.stack import Stack


def patient_id(stack: Stack, name: str) -> str:
    return str(stack.sql("SELECT id FROM accounts_patient WHERE name = %s", name)[0][0])


def desk(open_page: Callable[..., Page], who: str) -> Page:
    page = open_page(DESKTOP)
    sign_in(page, f"{who}@nod.example")
    expect(page.get_by_role("heading", name="Work list")).to_be_visible()
    return page


def somebody_with_a_program(stack: Stack, name: str) -> str:
    """Invite a patient of Tara's and assign a program, so that no other test's person changes; return the id."""
    tara = Client(stack.url).sign_in("tara@nod.example")
    made = tara.post("/api/v1/invitations", {"name": name, "language": "en"}, expect=201)
    template = next(each for each in tara.get("/api/v1/templates") if each["slug"] == "low-load-6wk")
    left_out = {"name", "figure", "minutes_a_day", "alternatives"}
    items = [
        {key: value for key, value in item.items() if key not in left_out} for item in template["phases"][0]["items"]
    ]
    body = {"protocol": "low-load-6wk", "phase": 1, "start_on": "2026-01-05", "items": items}
    tara.post(f"/api/v1/patients/{made['patient_id']}/programs", body, expect=201)
    return str(made["patient_id"])


def test_two_editors_lose_nothing(open_page: Callable[..., Page], stack: Stack) -> None:
    place = f"/clinic/patients/{somebody_with_a_program(stack, 'Edda Moss')}/program"
    first, second = desk(open_page, "tara"), desk(open_page, "tara")
    for page in (first, second):
        page.goto(place)
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


def test_the_builder_by_keyboard_with_a_precaution(open_page: Callable[..., Page], stack: Stack) -> None:
    page = desk(open_page, "tara")
    page.goto(f"/clinic/patients/{patient_id(stack, 'Mona Castillo')}")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("latex allergy").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("latex allergy")).to_be_visible()
    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_role("heading", name="Change the program")).to_be_visible()
    names = page.locator(".dose-row h3").all_inner_texts()
    down = page.get_by_role("button", name=f"Move {names[0]} down")
    down.focus()
    page.keyboard.press("Enter")
    assert page.locator(".dose-row h3").all_inner_texts()[:2] == [names[1], names[0]]
    page.get_by_role("button", name="Add an exercise").click()
    page.get_by_label("Only what nothing speaks against").uncheck()
    page.get_by_label("Search").fill("band row")
    page.locator(".library-pick").first.click()
    expect(page.get_by_text("Not for this patient: latex allergy")).to_be_visible()
    page.get_by_label("Not for this patient").fill("Latex-free band at home.")
    page.get_by_role("button", name="Preview as the patient").click()
    expect(page.get_by_role("heading", name="As the patient sees it")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_role("heading", name="Mona Castillo")).to_be_visible()


def test_moving_up_is_accepted_and_reaches_the_phone(open_page: Callable[..., Page], stack: Stack) -> None:
    page = desk(open_page, "tom")
    page.goto(f"/clinic/patients/{patient_id(stack, 'Nell Hughes')}")
    expect(page.get_by_role("heading", name="Ready for the next phase?")).to_be_visible()
    for button in page.get_by_role("button", name="Mark as done").all():
        button.click()
    move = page.get_by_role("button", name="Move to")
    expect(move).to_be_visible()
    name = move.inner_text().split("“")[1].rstrip("”")
    move.click()
    expect(page.get_by_text(name).first).to_be_visible()
    expect(move).to_have_count(0)
    phone = open_page(PHONE)
    sign_in(phone, "nell@nod.example")
    expect(phone.get_by_role("heading", name="Hello Nell")).to_be_visible()
    (phase,) = stack.sql(
        "SELECT v.phase_name FROM programs_programversion v JOIN programs_program p ON p.id = v.program_id "
        "WHERE p.patient_id = %s ORDER BY v.number DESC LIMIT 1",
        patient_id(stack, "Nell Hughes"),
    )[0]
    assert phase == name


def test_a_pause_reaches_the_phone(open_page: Callable[..., Page], stack: Stack) -> None:
    page = desk(open_page, "olga")
    page.goto(f"/clinic/patients/{patient_id(stack, 'Taro Lindgren')}")
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("dialog").get_by_label("Why?").fill("On holiday without a mat")
    page.get_by_role("button", name="Pause now").click()
    expect(page.get_by_text("Paused since")).to_be_visible()
    phone = open_page(PHONE)
    sign_in(phone, "taro@nod.example")
    expect(phone.get_by_role("heading", name="Your program is paused")).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("Paused since")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_role("heading", name="Your program is paused")).to_have_count(0)


def test_from_invitation_to_the_first_report(open_page: Callable[..., Page], stack: Stack) -> None:
    page = desk(open_page, "tara")
    page.goto("/clinic/invite")
    page.get_by_label("Name").fill("Bea Quist")
    page.get_by_role("button", name="Make the invitation").click()
    code = page.get_by_test_id("code").inner_text().replace(" ", "")
    joined = Client(stack.url)
    joined.get("/api/v1/me")
    person = {"code": code, "email": "bea@patient.example", "time_zone": "America/Chicago", "language": "es"}
    joined.post("/api/v1/invitations/redeem", {**person, "consents": True}, expect=201)

    place = f"/clinic/patients/{patient_id(stack, 'Bea Quist')}"
    page.goto(f"{place}/assign")
    page.get_by_role("button", name="Publish the program").click()
    expect(page.get_by_role("heading", name="Bea Quist")).to_be_visible()
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the report").click()
    report = popup.value
    expect(report.get_by_role("heading", name="Bea Quist")).to_be_visible()
    expect(report.get_by_text("no day is recorded")).to_be_visible()
    assert report.locator("svg").count() == 0
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the handout").click()
    expect(popup.value.get_by_role("heading", name="Tus ejercicios")).to_be_visible()
    assert popup.value.locator("article svg").count() >= 4
    for name, ending in (("PDF", "pdf"), ("CSV", "csv"), ("FHIR", "json"), ("Handout as PDF", "pdf")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(ending)


def test_an_examination_a_treatment_and_a_note(open_page: Callable[..., Page], stack: Stack) -> None:
    page = desk(open_page, "tara")
    page.goto(f"/clinic/patients/{patient_id(stack, 'Sam Okafor')}")
    page.get_by_role("button", name="New assessment").click()
    page.get_by_label("Flexion-rotation test, left").fill("120")
    page.get_by_role("button", name="Save the assessment").click()
    expect(page.get_by_text("Write a whole number from 0 to 90 degrees.")).to_be_visible()
    page.get_by_label("Flexion-rotation test, left").fill("28")
    page.get_by_label("Flexion-rotation test, right").fill("41")
    page.get_by_label("Headache is present").select_option("yes")
    page.get_by_role("button", name="Save the assessment").click()
    assessments = page.get_by_role("region", name="Assessments")
    expect(assessments).to_contain_text("Flexion-rotation test positive: left")
    expect(assessments).to_contain_text("Incomplete")

    page.get_by_label("Treatment").select_option("dry_needling")
    page.get_by_role("button", name="Add the treatment").click()
    expect(page.locator(".lines").get_by_text("dry needling")).to_be_visible()
    page.get_by_label("Note", exact=True).last.fill("Called about the silence")
    page.get_by_label("Minutes").fill("6")
    page.get_by_role("button", name="Add the note").click()
    expect(page.get_by_text("6 minutes this month")).to_be_visible()
    logbook = page.get_by_role("region", name="Logbook")
    logbook.get_by_role("button", name="Sessions").click()
    logbook.locator("summary").first.click()
    expect(logbook.get_by_text("Done under version 1").first).to_be_visible()


def test_the_list_by_keyboard_put_off_and_discharge(open_page: Callable[..., Page], stack: Stack) -> None:
    page = desk(open_page, "tara")
    page.keyboard.press("j")
    first = page.locator("tbody th a").first
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("tbody th a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search by name")).to_be_focused()
    page.keyboard.type("ivy")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Put off: Invitation not used").click()
    page.get_by_label("Note").fill("will ask on Monday")
    page.get_by_role("button", name="Put off", exact=True).last.click()
    expect(page.get_by_text("will ask on Monday")).to_be_visible()
    page.get_by_label("Search by name").fill("")
    page.get_by_role("button", name="Put off", exact=True).first.click()
    expect(page.locator("tbody tr")).to_have_count(1)

    page.get_by_role("link", name="Ivy Tran").click()
    page.get_by_text("Discharge", exact=True).first.click()
    page.get_by_label("Why?").fill("Moved away")
    page.get_by_role("button", name="Discharge").click()
    expect(page.get_by_text("Moved away")).to_be_visible()
    page.get_by_role("button", name="Take up again").click()
    expect(page.get_by_role("heading", name="Ivy Tran")).to_be_visible()


def test_a_colleague_opens_a_record_in_an_emergency(open_page: Callable[..., Page], stack: Stack) -> None:
    somebody_with_a_program(stack, "Vera Stone")
    page = desk(open_page, "tom")
    page.goto("/clinic/team")
    page.get_by_text("Open a record in an emergency").click()
    page.get_by_label("Patient’s whole name").fill("Vera Stoned")
    page.get_by_label("Why it cannot wait").fill("Fainted in the waiting room.")
    page.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_text("Nobody in this clinic has this name")).to_be_visible()
    page.get_by_label("Patient’s whole name").fill("Vera Stone")
    page.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_role("heading", name="Vera Stone")).to_be_visible()
    lead = desk(open_page, "lena")
    lead.goto("/clinic/team")
    expect(lead.get_by_text("Fainted in the waiting room.")).to_be_visible()
