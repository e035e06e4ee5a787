"""Where a request comes from, for the events that it leaves: address and device. Kept for as long as it is answered."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

ADDRESS_LENGTH = 45
DEVICE_LENGTH = 200


@dataclass(frozen=True)
class Source:
    """`address` is an IP address, `device` what a browser says that it is; both "" for work of Nod's own."""

    address: str = ""
    device: str = ""


OURS = Source()
_source: ContextVar[Source] = ContextVar("source", default=OURS)


def source() -> Source:
    """Return where the request that is being answered comes from."""
    return _source.get()


@contextlib.contextmanager
def coming_from(address: str, device: str) -> Iterator[None]:
    """Let every event that is written meanwhile carry this source."""
    # What a database cannot store, and what would break a line of a list, is left out.
    device = "".join(character for character in device if character.isprintable())
    token = _source.set(Source(address[:ADDRESS_LENGTH], device[:DEVICE_LENGTH]))
    try:
        yield
    finally:
        _source.reset(token)
