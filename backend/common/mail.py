"""Sends one mail over a connection of its own, and says what became of it. No caller sees SMTP's exceptions."""

import contextlib
from dataclasses import dataclass
from enum import StrEnum
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection

from backend.common.addresses import check_address


class MailOutcome(StrEnum):
    """ACCEPTED: the server took it. REFUSED: it never will. LATER: this mail failed, try again. UNREACHABLE: there was
    no server to talk to, which says nothing about this mail."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class ServerAnswer:
    """`detail` never holds an address or a server's own words, which may repeat one."""

    outcome: MailOutcome
    detail: str = ""


class MailNotSent(Exception):
    """A mail that somebody is waiting for could not be sent. Answered with 503 (common/try_again.py)."""


def post_mail(message: EmailMessage) -> ServerAnswer:
    """Send `message` now. Each step takes settings.EMAIL_TIMEOUT at most; asks no database."""
    try:
        for address in message.recipients() or [""]:
            check_address(address)
    except ValidationError:
        return ServerAnswer(MailOutcome.REFUSED, "not an address")
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        return ServerAnswer(MailOutcome.UNREACHABLE, type(error).__name__)
    message.connection = connection
    try:
        message.send()
    except Exception as error:
        return answer_to(error)
    finally:
        with contextlib.suppress(SMTPException, OSError):
            connection.close()
    return ServerAnswer(MailOutcome.ACCEPTED)


def answer_to(error: Exception) -> ServerAnswer:
    """Say what a failure while one mail was sent means for that mail.

    A 5xx for the recipient or the text is final. A cut connection, a timeout and every 4xx are not.
    """
    if isinstance(error, SMTPRecipientsRefused):
        code = max((code for code, _ in error.recipients.values()), default=0)
        return ServerAnswer(MailOutcome.REFUSED if code >= 500 else MailOutcome.LATER, f"recipient refused ({code})")
    if isinstance(error, SMTPDataError):
        return ServerAnswer(
            MailOutcome.REFUSED if error.smtp_code >= 500 else MailOutcome.LATER, f"text refused ({error.smtp_code})"
        )
    if isinstance(error, SMTPException | OSError):
        return ServerAnswer(MailOutcome.LATER, type(error).__name__)
    # What makes no header or no address, for instance.
    return ServerAnswer(MailOutcome.REFUSED, f"could not be made ({type(error).__name__})")
