"""Answers the safety questions on a phone, page by page."""

import re

from playwright.sync_api import Page, expect


def answer_check(page: Page, *ticked: str) -> None:
    """Answer from the first page on: yes to the lines that begin with what is ticked, no to all else.

    An emergency line ends it, since its advice comes at once.
    """
    expect(page.get_by_role("heading", name="Safety check")).to_be_visible()
    where = page.get_by_text(re.compile(r"^Page \d+ of \d+$"))
    pages = int(where.inner_text().split()[-1])
    for number in range(1, pages + 1):
        expect(where).to_have_text(f"Page {number} of {pages}")
        here = [box for text in ticked if (box := page.get_by_label(text)).count()]
        for box in here:
            box.click()
        goes_on = page.get_by_role("button", name="Next" if here else "None of these")
        help_now = page.get_by_role("heading", name="Get help now")
        expect(goes_on.or_(help_now)).to_be_visible()
        if help_now.is_visible():
            return
        goes_on.click()
