"""Mail over real SMTP, and nothing about health in it."""

from dataclasses import replace
from typing import Any

import pytest

from backend.common import clock
from backend.common.ids import new_id
from backend.reminders.channels.base import Notice, Result, Sent
from backend.reminders.channels.email import EmailChannel
from scripts.ports import free_port
from tests.smtp import CUTS, HANGS, Inbox


def notice(language: str) -> Notice:
    return Notice(
        occurrence_id=new_id(),
        patient_id=new_id(),
        user_id=new_id(),
        email="pia@clinic.test",
        language=language,
        kind="session",
        clear_text=False,
        expires_at=clock.now(),
    )


def send(*notices: Notice) -> list[Sent]:
    channel = EmailChannel()
    return channel.deliver(channel.address(notices))


def test_a_reminder_arrives_in_text_and_html(inbox: Inbox) -> None:
    one, other = notice("en"), notice("es")
    sent = send(one, other)
    assert [result.result for result in sent] == [Result.ACCEPTED, Result.ACCEPTED]
    first, second = inbox.letters
    assert (first["Subject"], second["Subject"]) == ("A reminder from Nod", "Un recordatorio de Nod")
    assert first["Message-ID"] == f"<{one.occurrence_id}@127.0.0.1>"
    html = first.get_body(("html",)).get_content()
    text = first.get_body(("plain",)).get_content()
    assert "http://127.0.0.1:8000/app/" in html
    assert "http://127.0.0.1:8000/app/" in text
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = first["List-Unsubscribe"].strip(" <>")
    assert stop.startswith("http://127.0.0.1:8000/unsubscribe/")
    assert stop in text
    assert stop != second["List-Unsubscribe"].strip(" <>")


def test_a_dead_server_means_later(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert [result.result for result in send(notice("en"))] == [Result.LATER]


def test_a_refused_address_does_not_stop_the_next(inbox: Inbox) -> None:
    inbox.answers["gone@clinic.test"] = "550 no such person"
    dead = replace(notice("en"), email="gone@clinic.test")
    assert [answer.result for answer in send(dead, notice("en"))] == [Result.REFUSED, Result.ACCEPTED]
    assert len(inbox.letters) == 1


@pytest.mark.parametrize("trouble", [HANGS, CUTS, "451 try later"])
def test_an_address_that_breaks_the_line_does_not_stop_the_next(inbox: Inbox, settings: Any, trouble: str) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    inbox.answers["slow@clinic.test"] = trouble
    slow = replace(notice("en"), email="slow@clinic.test")
    assert [answer.result for answer in send(slow, notice("en"), slow)] == [
        Result.LATER,
        Result.ACCEPTED,
        Result.LATER,
    ]
    assert len(inbox.letters) == 1


def test_who_wants_no_mail_gets_none() -> None:
    assert EmailChannel().address([replace(notice("en"), email="")]) == []


def test_an_address_that_makes_no_header_does_not_stop_the_next(inbox: Inbox, caplog: Any) -> None:
    broken = replace(notice("en"), email="pia\n@clinic.test")
    assert [answer.result for answer in send(broken, notice("en"))] == [Result.REFUSED, Result.ACCEPTED]
    assert "could not be made" in caplog.text
    assert "pia" not in "".join(record.getMessage() for record in caplog.records if "backend" in record.name)
