"""Reads what Nod would have mailed, from the files that Django's file backend writes."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path


def mails_in(folder: Path) -> list[EmailMessage]:
    """Return all mails of a folder, the oldest file first."""
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    raw = [part for path in paths for part in path.read_bytes().split(b"-" * 79) if part.strip()]
    return [email.message_from_bytes(part.lstrip(), policy=email.policy.default) for part in raw]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""
