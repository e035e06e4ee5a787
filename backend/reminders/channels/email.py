"""Reminders by e-mail: HTML and text, over whatever Django's EMAIL settings name."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from backend.reminders.channels.base import Notice, Result, Sent
from backend.reminders.channels.wording import words_in


class EmailChannel:
    name = "email"

    def send(self, notices: list[Notice]) -> list[Sent]:
        """Send over one connection; a refused mail does not stop the next, and a dead server is tried again later."""
        connection = get_connection(timeout=10)
        try:
            connection.open()
        except (SMTPException, OSError) as error:
            return [self._sent(notice, Result.LATER, type(error).__name__) for notice in notices]
        try:
            return [self._sent(notice, *self._send_one(connection, notice)) for notice in notices]
        finally:
            connection.close()

    def _sent(self, notice: Notice, result: Result, detail: str) -> Sent:
        return Sent(notice.occurrence_id, self.name, str(notice.user_id), result, detail)

    def _send_one(self, connection: Any, notice: Notice) -> tuple[Result, str]:
        words = words_in(notice.language)
        context = {"words": words, "link": f"{settings.BASE_URL}/app/", "language": notice.language}
        mail = EmailMultiAlternatives(
            subject=words.title,
            body=render_to_string("reminders/reminder.txt", context),
            to=[notice.email],
            # The same id on every try lets mail programs show a repeated send once.
            headers={"Message-ID": f"<{notice.occurrence_id}@{settings.BASE_URL.split('://')[1].split(':')[0]}>"},
            connection=connection,
        )
        mail.attach_alternative(render_to_string("reminders/reminder.html", context), "text/html")
        try:
            mail.send()
        except (SMTPException, OSError) as error:
            return Result.LATER, type(error).__name__
        return Result.ACCEPTED, ""
