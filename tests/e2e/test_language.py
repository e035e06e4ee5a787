"""A patient who chose Spanish reads no English, not even from the server."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE


def test_a_wrong_code_is_refused_in_the_language_chosen_on_the_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, None)
    page.goto("/app/welcome")
    page.get_by_role("button", name="Español").click()
    page.get_by_label("Código de tu terapeuta").fill("AAAA AAAA")
    page.get_by_label("Tu correo electrónico").fill("nadie@example.org")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Empezar").click()
    expect(page.get_by_text("Revisa las letras o pide un código nuevo a tu terapeuta.")).to_be_visible()
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("ask your therapist for a new code")).to_be_visible()
