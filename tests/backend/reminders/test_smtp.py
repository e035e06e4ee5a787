"""Mail over real SMTP, and nothing about health in it."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from backend.common import clock
from backend.common.ids import new_id
from backend.reminders.channels.base import Notice, Result, Sent
from backend.reminders.channels.email import EmailChannel
from scripts.ports import free_port


class Inbox:
    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.refuses = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address == self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  the library calls it so
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    handler = Inbox()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield handler
    server.stop()


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
    inbox.refuses = "gone@clinic.test"
    dead = replace(notice("en"), email="gone@clinic.test")
    assert [answer.result for answer in send(dead, notice("en"))] == [Result.REFUSED, Result.ACCEPTED]
    assert len(inbox.letters) == 1


def test_who_wants_no_mail_gets_none() -> None:
    assert EmailChannel().address([replace(notice("en"), email="")]) == []


def test_an_address_that_makes_no_header_does_not_stop_the_next(inbox: Inbox, caplog: Any) -> None:
    broken = replace(notice("en"), email="pia\n@clinic.test")
    assert [answer.result for answer in send(broken, notice("en"))] == [Result.REFUSED, Result.ACCEPTED]
    assert "could not be made" in caplog.text
    assert "pia" not in "".join(record.getMessage() for record in caplog.records if "backend" in record.name)
