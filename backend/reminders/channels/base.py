"""What a channel is: something that takes a batch of notices to people. To add one, write one file like email.py."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Result(StrEnum):
    """ACCEPTED: the service took it. GONE: this address is dead. LATER: try again. REFUSED: our fault, do not."""

    ACCEPTED = "accepted"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True)
class Notice:
    """One reminder for one person. Holds no health detail: the words are the same for everybody."""

    occurrence_id: uuid.UUID
    user_id: uuid.UUID
    email: str
    language: str
    kind: str
    expires_at: dt.datetime


@dataclass(frozen=True)
class Sent:
    """What became of one notice at one address; `retry_after` in seconds when the service named it."""

    occurrence_id: uuid.UUID
    channel: str
    target_id: str
    result: Result
    detail: str = ""
    retry_after: float | None = None


class Channel(Protocol):
    name: str

    def send(self, notices: list[Notice]) -> list[Sent]:
        """Send each notice to every address its person has on this channel; none means no entry in the answer."""
