"""A phone that a patient wants locked: the PIN after five minutes, and what opens without it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.people import PASSWORD
from tests.practice import Practice

AWAY = """minutes => {
  const was = Date.now;
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
  const shift = minutes * 60000;
  Date.now = () => was() + shift;
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_phone_left_in_the_background_asks_for_the_pin(phone: Callable[..., Page], practice: Practice) -> None:
    patient = practice.patient("Ann Lee")
    page = phone(patient)
    page.goto("/app/settings")
    card = page.get_by_role("region", name="Lock Nod on this phone")
    card.get_by_label("PIN, 4 to 8 digits").fill("2580")
    card.get_by_label("The same PIN again").fill("2580")
    card.get_by_role("button", name="Turn on the lock").click()
    expect(card.get_by_role("button", name="Turn off the lock")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", name="Hello Ann")).to_be_visible()
    page.evaluate(AWAY, 4)
    expect(page.get_by_role("heading", name="Hello Ann")).to_be_visible()

    page.evaluate(AWAY, 6)
    expect(page.get_by_role("heading", name="Nod is locked")).to_be_visible()
    assert "Ann" not in page.content()
    page.get_by_role("link", name="I feel unwell").click()
    expect(page.get_by_role("heading", name="I feel unwell")).to_be_visible()
    page.goto("/app/diary")
    expect(page.get_by_role("heading", name="Nod is locked")).to_be_visible()
    page.get_by_label("Your PIN").fill("1111")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("You can try 4 more times")).to_be_visible()
    page.get_by_label("Your PIN").fill("2580")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="Nod is locked")).to_have_count(0)

    page.evaluate(AWAY, 6)
    page.get_by_text("Forgot your PIN?").click()
    page.get_by_label("Email", exact=True).fill(patient.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Nod is locked")).to_have_count(0)
    page.goto("/app/settings")
    expect(card.get_by_role("button", name="Turn on the lock")).to_be_visible()
