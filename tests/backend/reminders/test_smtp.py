"""Mail over real SMTP, and nothing about health in it."""

import email
import email.policy
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from backend.common import clock
from backend.common.ids import new_id
from backend.reminders.channels.base import Notice, Result
from backend.reminders.channels.email import EmailChannel
from scripts.postgres import free_port


class Inbox:
    def __init__(self) -> None:
        self.letters: list[Any] = []

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
    return Notice(new_id(), new_id(), "pia@clinic.test", language, "session", clock.now())


def test_a_reminder_arrives_in_text_and_html(inbox: Inbox) -> None:
    one, other = notice("en"), notice("es")
    sent = EmailChannel().send([one, other])
    assert [result.result for result in sent] == [Result.ACCEPTED, Result.ACCEPTED]
    first, second = inbox.letters
    assert (first["Subject"], second["Subject"]) == ("A reminder from Nod", "Un recordatorio de Nod")
    assert first["Message-ID"] == f"<{one.occurrence_id}@127.0.0.1>"
    html = first.get_body(("html",)).get_content()
    text = first.get_body(("plain",)).get_content()
    assert "http://127.0.0.1:8000/app/" in html
    assert "http://127.0.0.1:8000/app/" in text


def test_a_dead_server_means_later(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert [result.result for result in EmailChannel().send([notice("en")])] == [Result.LATER]
