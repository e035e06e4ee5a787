"""An address that mail doesn't reach stands where somebody looks."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from backend.common import clock
from backend.common.ids import new_id
from backend.desk.models import StaffMail
from tests.practice import Practice


def test_a_lead_sees_whom_mail_does_not_reach(desk: Callable[..., Page], practice: Practice) -> None:
    lead = practice.colleague("Lea Ruiz", Role.LEAD)
    tom = practice.colleague("Tom Varga")
    with practice.database():
        for person, failed in ((tom, True), (practice.therapist, False)):
            StaffMail.objects.create(
                user_id=person.user_id,
                kind=StaffMail.Kind.RED_FLAG,
                occasion=str(new_id()),
                **{"failed_at" if failed else "sent_at": clock.now()},
            )
    page = desk(lead, "/clinic/team")
    row = page.get_by_role("listitem").filter(has_text=tom.name)
    expect(row).to_contain_text(f"Email hasn't reached {tom.name} since")
    other = page.get_by_role("listitem").filter(has_text=practice.therapist.name)
    expect(other).not_to_contain_text("Email hasn't reached")

    own = desk(tom, "/clinic/team")
    expect(own.get_by_role("alert")).to_contain_text("Email hasn't reached you since")
    expect(own.get_by_role("listitem").filter(has_text=lead.name)).to_be_visible()
