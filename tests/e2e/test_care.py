"""Nothing that matters is hidden: whom to call, what waits, an hour in an emergency, and who is out of sight."""

import datetime as dt
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from backend.common import clock
from backend.diary.models import RedFlagCheck
from backend.insights.models import Reason
from tests.practice import ZONE, Practice
from tests.records import red_flag_record
from tests.waiting import wait_for


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
    expect(settings.get_by_role("status")).to_have_text("Saved. All numbers now use it.")

    page = desk(practice.therapist, uma.page)
    contact = page.get_by_role("region", name="Contact")
    expect(contact).to_contain_text("No phone number on record.")
    contact.get_by_role("button", name="Edit contact").click()
    contact.get_by_label("Patient’s phone").fill("ask her")
    contact.get_by_label("Emergency contact’s name").fill("Milo Brandt")
    contact.get_by_label("Emergency contact’s phone").fill("+1 312 555 0177")
    contact.get_by_label("Date of birth").fill("1984-03-05")
    contact.get_by_role("button", name="Save contact").click()
    expect(contact.get_by_role("alert")).to_contain_text("Enter a phone number")
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
    expect(card).to_contain_text("In an emergency, call 911 or 112 first.")
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
    page.get_by_role("button", name="Mark as reviewed: Emergency").click()
    expect(page.get_by_text("Reviewed by Lara Fischer").first).to_be_visible()
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
    page.get_by_label("Patient’s full name").fill("Eva Nagy")
    page.get_by_label("Why it can’t wait").fill("Fainted in the waiting room.")
    page.get_by_role("button", name="Open for one hour").click()
    banner = page.get_by_text("Emergency access:")
    expect(banner).to_have_text(re.compile(r"Emergency access: (60|59) minutes left"))
    for name in ("Edit contact", "Add treatment"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Assign another program")).to_have_count(0)
    expect(page.get_by_role("heading", name="Care", exact=True)).to_have_count(0)
    page.get_by_label("Note", exact=True).last.fill("Called an ambulance")
    page.get_by_role("button", name="Add note").click()
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
    own.get_by_label("How").select_option("hand over")
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
    expect(page.get_by_text("stays on your list until someone clears it")).to_be_visible()
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
