"""Errors that services raise. The API turns them into problem+json; nothing below the views knows HTTP."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldFault:
    """One thing wrong with one field: where, a code for the app, and a sentence for a person."""

    field: str
    code: str
    detail: str


@dataclass
class NodError(Exception):
    """A request that cannot be done. `detail` is a sentence that says what to do next."""

    detail: str
    code: str = "invalid"
    faults: list[FieldFault] = field(default_factory=list)
    status = 400


class NotFound(NodError):
    """The record does not exist, or is not this person's to see: the two answer alike."""

    status = 404

    def __init__(self) -> None:
        super().__init__("This page doesn’t exist, or you don’t have access to it.", "not_found")


class Forbidden(NodError):
    """The caller may know of this, but not do it."""

    status = 403


class Conflict(NodError):
    """The record has changed, or was used, since the caller looked."""

    status = 409


@dataclass
class TooMany(NodError):
    """Too many tries; `retry_after` seconds from now it may go through."""

    status = 429
    retry_after: int = 60
