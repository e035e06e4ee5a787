"""One click under a mail stops the mails (RFC 8058): without a sign-in, a cookie or a token of ours."""

from typing import Any

import pytest
from django.test import Client

from backend.common.ids import new_id
from backend.reminders.capability import unsubscribe_url
from backend.reminders.models import ReminderPreferences
from tests.backend.reminders.road import mails, sweep
from tests.people import People


@pytest.fixture
def link(people: People, program: Any, settings: Any) -> str:
    sweep()
    return str(mails(settings)[0]["List-Unsubscribe"]).strip(" <>").removeprefix(settings.BASE_URL)


def test_post_alone_stops_them_and_get_changes_nothing(people: People, link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(link)
    assert page.status_code == 200
    assert "Stop these emails" in page.content.decode()
    assert ReminderPreferences.objects.get().by_email
    answer = strict.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not answer.cookies
    assert not ReminderPreferences.objects.get().by_email


def test_in_the_patients_language(people: People, link: str) -> None:
    people.patient.language = "es"
    people.patient.save()
    assert "Dejar de recibir estos correos" in Client().get(link).content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 43, "é", "a/b"])
def test_a_link_that_was_not_made_here_says_what_to_do(people: People, token: str) -> None:
    answer = Client().get(f"/unsubscribe/{token}")
    assert answer.status_code == 404
    if "/" not in token:
        assert "Open it from the email again" in answer.content.decode()


def test_a_link_says_nothing_about_whom_it_is_for(people: People, link: str) -> None:
    assert str(people.patient.pk) not in link
    assert people.patient.pk.hex not in link
    assert unsubscribe_url(new_id()) != unsubscribe_url(new_id())
