"""The therapist's desk in Chromium: two editors, a step up, a pause."""

import datetime as dt
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from backend.common import clock
from backend.diary.models import RedFlagCheck
from backend.insights.models import Reason
from tests.http import Client
from tests.practice import ZONE, Practice
from tests.records import red_flag_record
from tests.waiting import wait_for


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
    page.get_by_label("Only what nothing speaks against").uncheck()
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
    page.get_by_role("button", name="Take back").click()
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
    page.get_by_role("button", name="Make the invitation").click()
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
    record.get_by_role("button", name="Clear, and let the program go on").click()
    expect(record.get_by_role("alert")).to_contain_text("Another safety answer has come in")
    expect(record.get_by_role("listitem")).to_have_count(2)
    expect(record.get_by_label("Why can it be cleared?")).to_have_value("Seen by her doctor today.")

    page.get_by_role("link", name="Team").click()
    banner = page.get_by_label("Emergency answers")
    expect(banner).to_contain_text("Emergency: Nora Field")
    banner.get_by_role("link").click()
    page.get_by_role("button", name="Mark as seen: Emergency").click()
    expect(page.get_by_text("Seen by")).to_be_visible()
    expect(banner).to_have_count(0)
    page.get_by_role("button", name="Take back: Emergency").click()
    expect(page.get_by_role("button", name="Mark as seen: Emergency")).to_be_visible()
    record.get_by_label("Why can it be cleared?").fill("Seen by her doctor today.")
    record.get_by_role("button", name="Clear, and let the program go on").click()
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
    page.keyboard.type("ivy")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Put off: Invitation not used").click()
    page.get_by_label("Note").fill("will ask on Monday")
    page.get_by_role("button", name="Put off", exact=True).last.click()
    expect(page.get_by_text("will ask on Monday")).to_be_visible()
    page.get_by_label("Search by name").fill("")
    page.get_by_role("button", name="Put off", exact=True).first.click()
    expect(rows).to_have_count(1)

    page.get_by_role("link", name="Ines Roe").click()
    page.get_by_text("Discharge", exact=True).first.click()
    page.get_by_label("Why?").fill("Moved away")
    page.get_by_role("button", name="Discharge").click()
    expect(page.get_by_text("Moved away")).to_be_visible()
    page.get_by_role("button", name="Take up again").click()
    expect(page.get_by_role("heading", name="Ines Roe")).to_be_visible()


def test_a_colleague_opens_a_record_in_an_emergency(desk: Callable[..., Page], practice: Practice) -> None:
    practice.patient("Vera Stone")
    page = desk(practice.colleague("Theo Park"), "/clinic/team")
    page.get_by_text("Open a record in an emergency").click()
    page.get_by_label("Patient’s whole name").fill("Vera Stoned")
    page.get_by_label("Why it cannot wait").fill("Fainted in the waiting room.")
    page.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_text("Nobody in this clinic has this name")).to_be_visible()
    page.get_by_label("Patient’s whole name").fill("Vera Stone")
    page.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_role("heading", name="Vera Stone")).to_be_visible()
    lead = desk(practice.colleague("Lara Fischer", Role.LEAD), "/clinic/team")
    expect(lead.get_by_text("Fainted in the waiting room.")).to_be_visible()


def test_whom_to_call_stands_where_it_is_needed(
    desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    """The clinic's number and hours reach the phone; the patient's number stands beside an urgent answer."""
    uma = practice.patient("Uma Brandt")
    settings = desk(practice.colleague("Lara Fischer", Role.LEAD), "/clinic/settings")
    settings.get_by_label("Phone for patients").fill("+1 312 555 0100")
    settings.get_by_label("Address").fill("5 River Rd, Chicago")
    for day in ("Monday", "Friday"):
        settings.get_by_label(day, exact=True).check()
    settings.get_by_label("Friday, closes").fill("12:30")
    settings.get_by_role("button", name="Save").click()
    expect(settings.get_by_role("status")).to_have_text("Saved. Every number follows it now.")

    page = desk(practice.therapist, uma.page)
    contact = page.get_by_role("region", name="Contact")
    expect(contact).to_contain_text("No phone number on record.")
    contact.get_by_role("button", name="Edit contact").click()
    contact.get_by_label("Patient’s phone").fill("ask her")
    contact.get_by_label("Emergency contact’s name").fill("Milo Brandt")
    contact.get_by_label("Emergency contact’s phone").fill("+1 312 555 0177")
    contact.get_by_label("Date of birth").fill("1984-03-05")
    contact.get_by_role("button", name="Save contact").click()
    expect(contact.get_by_role("alert")).to_contain_text("Write a phone number")
    contact.get_by_label("Patient’s phone").fill("+1 312 555 0142")
    contact.get_by_role("button", name="Save contact").click()
    expect(contact.get_by_role("link", name="+1 312 555 0142")).to_have_attribute("href", "tel:+13125550142")
    expect(page.get_by_text("Born 1984-03-05")).to_be_visible()

    today = clock.local_today(ZONE)
    uma.client().post("/api/v1/sync/push", {"records": [red_flag_record(today, e1=True)]})
    page.goto("/clinic/")
    banner = page.get_by_label("Emergency answers")
    for place in (banner, page.locator("tbody tr")):
        expect(place).to_contain_text("Patient: +1 312 555 0142")
        expect(place).to_contain_text("Emergency contact Milo Brandt: +1 312 555 0177")

    app = phone(uma)
    app.get_by_role("link", name="I feel unwell").first.click()
    expect(app.locator(".urgent").get_by_role("link", name="Call 112")).to_be_visible()
    card = app.get_by_role("region", name="Your clinic")
    expect(card).to_contain_text("In an emergency, call 112 first.")
    expect(card.get_by_role("link", name="Call the clinic")).to_have_attribute("href", "tel:+13125550100")
    expect(card).to_contain_text("Friday 8:00 AM–12:30 PM")
    app.goto("/app/messages")
    expect(app.get_by_role("region", name="Your clinic")).to_contain_text("5 River Rd")


def test_an_emergency_that_nobody_takes_reaches_the_lead(
    desk: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    """The lead opens it by the emergency door and takes it; the patient's phone says so, in both languages."""
    ivo = practice.patient("Ivo Marsh")
    lara = practice.colleague("Lara Fischer", Role.LEAD)
    today = clock.local_today(ZONE)
    ivo.client().post("/api/v1/sync/push", {"records": [red_flag_record(today, e1=True)]})
    app = phone(ivo)
    seen = app.locator("[data-seen]")
    expect(seen).to_contain_text("Your answer hasn’t been seen yet.")
    expect(seen).to_contain_text("Don’t wait for a call.")
    with practice.database():
        before = clock.now() - dt.timedelta(minutes=31)
        RedFlagCheck.objects.filter(patient=ivo.patient_id).update(received_at=before)
        Reason.objects.filter(patient=ivo.patient_id).update(waiting_since=before)

    page = desk(lara)
    banner = page.get_by_label("Emergency answers")
    expect(banner).to_contain_text("1 safety answer in your clinic is waiting")
    expect(banner).not_to_contain_text("Ivo")
    banner.get_by_text("Patient of Tess Hale").click()
    banner.get_by_label("Why you are opening").fill("Tess is not in the clinic today.")
    banner.get_by_role("button", name="Open for one hour").click()
    expect(page.get_by_role("heading", name="Ivo Marsh")).to_be_visible()
    wait_for("the mail to the lead", lara.mails)
    assert all("Ivo" not in mail for mail in lara.mails())
    page.get_by_role("button", name="Mark as seen: Emergency").click()
    expect(page.get_by_text("Seen by Lara Fischer").first).to_be_visible()
    app.reload()
    expect(seen).to_contain_text("Seen by Lara Fischer today at")
    app.get_by_role("link", name="I feel unwell").first.click()
    expect(seen).to_contain_text("Seen by Lara Fischer")


def test_an_emergency_shows_its_time_and_handing_over_asks(desk: Callable[..., Page], practice: Practice) -> None:
    """Emergency access is to read, note and write; who hands a patient over is asked first."""
    eva = practice.patient("Eva Nagy")
    theo = practice.colleague("Theo Park")
    page = desk(theo, "/clinic/team")
    page.get_by_text("Open a record in an emergency").click()
    page.get_by_label("Patient’s whole name").fill("Eva Nagy")
    page.get_by_label("Why it cannot wait").fill("Fainted in the waiting room.")
    page.get_by_role("button", name="Open for one hour").click()
    banner = page.get_by_text("Emergency access:")
    expect(banner).to_have_text(re.compile(r"Emergency access: (60|59) minutes left"))
    for name in ("Edit contact", "Add the treatment"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Assign another program")).to_have_count(0)
    expect(page.get_by_role("heading", name="Care", exact=True)).to_have_count(0)
    page.get_by_label("Note", exact=True).last.fill("Called an ambulance")
    page.get_by_role("button", name="Add the note").click()
    expect(page.get_by_text("Called an ambulance")).to_be_visible()
    for place in ("program", "assign"):
        page.goto(f"{eva.page}/{place}")
        expect(banner).to_be_visible()
        expect(page.get_by_text("can’t be changed during emergency access")).to_be_visible()
        expect(page.get_by_role("button", name="Publish")).to_have_count(0)

    own = desk(practice.therapist, eva.page)
    expect(own.get_by_role("heading", name="Eva Nagy")).to_be_visible()
    expect(own.get_by_text("Emergency access:")).to_have_count(0)
    own.get_by_label("Colleague").select_option("Theo Park")
    own.get_by_label("How").select_option("instead of me")
    own.get_by_role("button", name="Share care").click()
    sheet = own.get_by_role("dialog", name="Hand over Eva Nagy?")
    expect(sheet).to_contain_text("Theo Park will care for Eva Nagy instead of you.")
    sheet.get_by_role("button", name="Cancel").click()
    expect(own.get_by_role("heading", name="Eva Nagy")).to_be_visible()
    own.get_by_role("button", name="Share care").click()
    sheet.get_by_role("button", name="Hand over").click()
    expect(own.get_by_role("link", name="Eva Nagy")).to_have_count(0)
    expect(own.get_by_role("heading", name="Work list")).to_be_visible()
    page.goto(eva.page)
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_nobody_drops_out_of_sight(desk: Callable[..., Page], practice: Practice) -> None:
    """A program that ended, a discharge with an open answer and a therapist away all stand where somebody looks."""
    kim = practice.patient("Kim Ito")
    practice.patient("Lou Frey", program=False)
    page = desk(practice.therapist, kim.page)
    page.get_by_role("button", name="Pause", exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Why?").fill("On holiday without a mat")
    sheet.get_by_label("Until when").fill(str(clock.local_today(ZONE) + dt.timedelta(days=7)))
    sheet.get_by_role("button", name="Pause now").click()
    history = page.get_by_role("region", name="History of programs")
    expect(history).to_contain_text("On holiday without a mat")
    expect(history).to_contain_text("planned until")
    page.get_by_role("button", name="End", exact=True).click()
    sheet.get_by_label("Why?").fill("All goals met")
    sheet.get_by_role("button", name="End now").click()
    expect(history).to_contain_text("Ended by Tess Hale: All goals met")

    kim.client().post("/api/v1/sync/push", {"records": [red_flag_record(clock.local_today(ZONE), s2=True)]})
    page.reload()
    page.get_by_text("Discharge", exact=True).first.click()
    expect(page.get_by_text("stays on your list until somebody clears it")).to_be_visible()
    page.get_by_label("Why?").fill("Moved away")
    page.get_by_role("button", name="Discharge").click()
    expect(page.get_by_text("Moved away")).to_be_visible()
    page.goto("/clinic/")
    expect(page.locator("tbody tr", has_text="Kim Ito")).to_contain_text("Discharged with an open safety answer")
    expect(page.locator("tbody tr", has_text="Lou Frey")).to_contain_text("No program")

    page.get_by_role("link", name="Team").click()
    away = page.get_by_role("region", name="Time away")
    away.get_by_label("Last day away").fill(str(clock.local_today(ZONE) + dt.timedelta(days=2)))
    away.get_by_role("button", name="Save time away").click()
    expect(away.get_by_role("status")).to_contain_text("Away until")
    lara = desk(practice.colleague("Lara Fischer", Role.LEAD), "/clinic/team")
    expect(lara.get_by_text("safety answers go to the clinic’s leads, too")).to_be_visible()
    banner = lara.get_by_label("Emergency answers")
    expect(banner).to_contain_text("1 safety answer in your clinic is waiting")
    expect(banner).to_contain_text("Safety answer: today Patient of Tess Hale")
