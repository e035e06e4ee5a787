"""The local mailbox: shows the mails that Nod would have sent, from the files under var/mail/."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

# Django's file backend writes one file per connection and a line of dashes after each mail.
_BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)
SHOWN = 200


@dataclass(frozen=True)
class LocalMail:
    name: str
    place: int
    message: EmailMessage

    @property
    def when(self) -> Any:
        return parsedate_to_datetime(str(self.message["Date"]))


def _read(path: Path) -> Iterator[LocalMail]:
    for place, raw in enumerate(_BETWEEN.split(path.read_bytes())):
        if raw.strip():
            message = email.message_from_bytes(raw, policy=email.policy.default)
            yield LocalMail(path.name, place, message)


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", settings.VAR_DIR / "mail"))


def inbox(request: HttpRequest) -> HttpResponse:
    """List the newest mails."""
    paths = sorted(_folder().glob("*.log"), reverse=True)[:SHOWN]
    letters = sorted((letter for path in paths for letter in _read(path)), key=lambda letter: letter.when, reverse=True)
    return render(request, "demo/inbox.html", {"letters": letters})


def letter(request: HttpRequest, name: str, place: int) -> HttpResponse:
    """Show one mail's text. Its HTML part is not rendered: a mail's own styles do not pass this site's policy."""
    path = next((path for path in _folder().glob("*.log") if path.name == name), None)
    found = next((item for item in _read(path) if item.place == place), None) if path else None
    if found is None:
        raise Http404
    body = found.message.get_body(("plain",))
    text = body.get_content() if body else ""
    return render(request, "demo/letter.html", {"letter": found, "text": text})
