"""What a channel is: a way to take notices to people. To add one, write one file like email.py, and name its class in
the setting REMINDER_CHANNELS; its place there is the order in which channels are tried."""

import datetime as dt
import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar


class Result(StrEnum):
    """ACCEPTED: the service took it. GONE: this address is dead. LATER: try again. REFUSED: our fault, do not."""

    ACCEPTED = "accepted"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"


@dataclass(slots=True)
class Notice:
    """One reminder for one person. Holds no health detail: the words depend on its kind at most.

    `email` is empty when the patient wants none. `clear_text`: the patient allowed words that say what it is about.
    """

    occurrence_id: uuid.UUID
    patient_id: uuid.UUID
    user_id: uuid.UUID
    email: str
    language: str
    kind: str
    clear_text: bool
    expires_at: dt.datetime


@dataclass(slots=True)
class Parcel:
    """One notice for one address; `address` is the channel's own. `held_back`: seconds until it may be tried."""

    notice: Notice
    target_id: str
    address: Any
    held_back: float | None = None


@dataclass(slots=True)
class Sent:
    """What became of one notice at one address; `retry_after` in seconds when the service named it."""

    occurrence_id: uuid.UUID
    channel: str
    target_id: str
    result: Result
    detail: str = ""
    retry_after: float | None = None
    host: str = ""


class Channel(ABC):
    """Lives for one run of the sender. Database and network are kept apart: no transaction waits for a network."""

    name: ClassVar[str]

    @abstractmethod
    def address(self, notices: Sequence[Notice]) -> list[Parcel]:
        """Return a parcel for each address that each person has on this channel. Reads the database."""

    @abstractmethod
    def deliver(self, parcels: Sequence[Parcel]) -> list[Sent]:
        """Send, within 40 seconds, and say what became of each parcel, in their order. Runs in a thread, without the
        database."""

    def learn(  # noqa: B027  most channels have nothing to learn
        self, parcels: Sequence[Parcel], sent: Sequence[Sent]
    ) -> None:
        """Keep what the answers tell about addresses and services. Writes the database."""

    def close(self) -> None:  # noqa: B027  or to give back
        """Give connections back."""
