"""A mail server on the loopback, with recipients that are refused, hang or cut the line."""

import asyncio
import email
import email.policy
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from scripts.ports import free_port

HANGS, CUTS = "hangs", "cuts the line"


class Inbox:
    """`answers`: address -> what the server says to it as a recipient: an SMTP answer, HANGS or CUTS."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.answers: dict[str, str] = {}
        # Recipients in the order in which they were named, whatever became of them.
        self.asked: list[str] = []

    def to(self, address: str) -> list[Any]:
        return [letter for letter in self.letters if letter["To"] == address]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.asked.append(address)
        answer = self.answers.get(address, "250 known")
        if answer == HANGS:
            await asyncio.Event().wait()
        if answer == CUTS:
            server.transport.abort()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

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
