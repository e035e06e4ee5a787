"""Reminders by e-mail: HTML and text, over whatever Django's EMAIL settings name."""

import contextlib
import logging
import time
from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from backend.common.mail import MailOutcome, answer_to
from backend.reminders.capability import unsubscribe_url
from backend.reminders.channels.base import Channel, Notice, Parcel, Result, Sent
from backend.reminders.channels.wording import words_of

log = logging.getLogger(__name__)
BUDGET_SECONDS = 30


class EmailChannel(Channel):
    name = "email"

    def address(self, notices: Sequence[Notice]) -> list[Parcel]:
        return [Parcel(notice, str(notice.user_id), notice.email) for notice in notices if notice.email]

    def deliver(self, parcels: Sequence[Parcel]) -> list[Sent]:
        """Send over one connection, opened again after a mail that it did not survive, so that no address stops the
        next; a dead server is tried again later."""
        connection = get_connection()
        until = time.monotonic() + BUDGET_SECONDS
        sent: list[Sent] = []
        try:
            connection.open()
            for parcel in parcels:
                if time.monotonic() > until:
                    break
                result, detail = _send_one(connection, parcel)
                sent.append(_sent(parcel, result, detail))
                if result == Result.LATER:
                    connection.close()
                    connection.open()
        except (SMTPException, OSError) as error:
            detail = type(error).__name__
        else:
            detail = "no time left"
        finally:
            with contextlib.suppress(SMTPException, OSError):
                connection.close()
        return sent + [_sent(parcel, Result.LATER, detail) for parcel in parcels[len(sent) :]]


def _sent(parcel: Parcel, result: Result, detail: str) -> Sent:
    return Sent(parcel.notice.occurrence_id, EmailChannel.name, parcel.target_id, result, detail, host="smtp")


def _send_one(connection: Any, parcel: Parcel) -> tuple[Result, str]:
    notice = parcel.notice
    words = words_of(notice.kind, notice.language, clear=notice.clear_text)
    stop = unsubscribe_url(notice.patient_id)
    link = f"{settings.BASE_URL}{words.path}"
    context = {"words": words, "link": link, "language": notice.language, "unsubscribe": stop}
    mail = EmailMultiAlternatives(
        subject=words.title,
        body=render_to_string("reminders/reminder.txt", context),
        to=[parcel.address],
        headers={
            # The same id on every try lets mail programs show a repeated send once.
            "Message-ID": f"<{notice.occurrence_id}@{settings.BASE_HOST}>",
            # RFC 8058: the mail program's own button posts there, without a sign-in and without a page.
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    mail.attach_alternative(render_to_string("reminders/reminder.html", context), "text/html")
    try:
        mail.send()
    except Exception as error:
        answer = answer_to(error)
        if answer.outcome == MailOutcome.LATER:
            return Result.LATER, answer.detail
        # Only what kind of fault it was is logged, because its text may hold the address.
        log.warning("mail_refused detail=%s", answer.detail)
        return Result.REFUSED, answer.detail
    return Result.ACCEPTED, ""
