"""A patient's account: getting in by passkey and by mailed code, devices, the copy, who looked, erasure."""

import datetime as dt
import email
import email.policy
import re
import zipfile
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, sign_in
from tests.people import PASSWORD
from tests.practice import Practice
from tests.stack import Stack
from tests.waiting import wait_for

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4) Version/18.4 Mobile Safari/604.1"


def add_authenticator(page: Page) -> None:
    """Give the browser a passkey store that says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def mailed_code(stack: Stack, address: str) -> str:
    """Return the newest code that was mailed to an address."""

    def look() -> str:
        paths = (stack.folder / "mail").glob("*.log")
        for path in sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True):
            for part in path.read_bytes().split(b"-" * 79):
                letter = email.message_from_bytes(part.lstrip(), policy=email.policy.default)
                body = letter.get_body(("plain",)) if letter["To"] == address else None
                found = re.search(r"\b\d{8}\b", body.get_content()) if body else None
                if found:
                    return found.group()
        return ""

    return wait_for("the mail", look)


def sign_out(page: Page) -> None:
    page.goto("/app/settings")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out and remove").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def bring_back(page: Page, whole: bytes) -> None:
    """Read a copy back in, after a file that is none."""
    back = page.get_by_label("record.json from the copy")
    back.set_input_files({"name": "diary.csv", "mimeType": "text/csv", "buffer": b"date;note"})
    expect(page.get_by_text("This isn't the file record.json")).to_be_visible()
    back.set_input_files({"name": "record.json", "mimeType": "application/json", "buffer": whole})
    expect(page.get_by_text("entries restored")).to_be_visible()


def test_a_patients_account_from_passkey_to_erasure(open_page: Callable[..., Page], practice: Practice) -> None:
    stack, code, address = practice.stack, practice.invite("Ada Stone"), practice.address("Ada")
    # A passkey is bound to a name, and an address of numbers is none.
    page = open_page(PHONE, base_url=stack.url.replace("127.0.0.1", "localhost"))
    add_authenticator(page)

    page.goto(f"/app/welcome#{code}")
    page.get_by_label("Your email").fill(address)
    page.get_by_role("button", name="Passkey").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Confirm your email")).to_be_visible()
    page.get_by_role("button", name="Email me a code").click()
    page.get_by_label("Code from the email").fill(mailed_code(stack, address))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Safety check")).to_be_visible()

    page.goto("/app/settings/privacy")
    expect(page.get_by_text(f"Your email is {address}. Confirmed.")).to_be_visible()
    expect(page.get_by_text("You joined with your code.")).to_be_visible()
    expect(page.get_by_text("Passkey: Linux, Chrome")).to_be_visible()
    expect(page.get_by_text("(this one)")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    with zipfile.ZipFile(download.value.path()) as copy:
        assert {"record.json", "diary.csv", "README.txt", "record.fhir.json", "report.pdf"} <= set(copy.namelist())
        whole = copy.read("record.json")
    assert address in whole.decode()
    expect(page.get_by_text("Look in your downloads")).to_be_visible()
    bring_back(page, whole)

    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Hello Ada")).to_be_visible()
    sign_out(page)
    page.get_by_label("Email", exact=True).fill(address)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code from the email").fill("12345678")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("isn't right")
    page.get_by_label("Code from the email").fill(mailed_code(stack, address))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello Ada")).to_be_visible()

    # An hour later, erasing asks who it is.
    practice.age_sign_ins(address, dt.timedelta(hours=1))
    page.goto("/app/settings/privacy")
    page.get_by_role("button", name="Delete…").click()
    page.get_by_label("I'm sure").check()
    page.get_by_role("button", name="Delete now").click()
    expect(page.get_by_role("heading", name="Is this you?")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Your account is closed")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert stack.sql("SELECT count(*) FROM accounts_user WHERE email = %s", address) == [(0,)]
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("didn't work")


def test_a_lost_phone_is_signed_out_from_another(
    open_page: Callable[..., Page], phone: Callable[..., Page], practice: Practice
) -> None:
    patient = practice.patient("Taro Lind")
    lost = open_page(PHONE, user_agent=IPHONE)
    sign_in(lost, patient.email, PASSWORD)
    expect(lost.get_by_role("heading", name="Hello Taro")).to_be_visible()
    kept = phone(patient)
    kept.goto("/app/settings/privacy")
    kept.get_by_role("button", name="Sign out: iPhone, Safari").click()
    expect(kept.get_by_role("button", name="Sign out: iPhone, Safari")).to_have_count(0)
    lost.reload()
    expect(lost.get_by_text("Please sign in again")).to_be_visible()
    # What is on it stays for the same person, and goes on after signing in.
    expect(lost.get_by_role("heading", name="Hello Taro")).to_be_visible()
