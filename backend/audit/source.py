"""Keeps the address and device of the request that is being answered, for its audit events."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

ADDRESS_LENGTH = 45
# What browsers say of themselves -> what is kept. The first that fits, because most claim to be others, too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class RequestSource:
    """`address` is an IP address, `device` such as "Firefox on Android"; both "" for work of Nod's own."""

    address: str = ""
    device: str = ""


OURS = RequestSource()
_source: ContextVar[RequestSource] = ContextVar("source", default=OURS)


def source() -> RequestSource:
    """Return where the request that is being answered comes from."""
    return _source.get()


@contextlib.contextmanager
def coming_from(address: str, user_agent: str) -> Iterator[None]:
    """Let every event that is written meanwhile carry this source."""
    token = _source.set(RequestSource(address[:ADDRESS_LENGTH], device_of(user_agent)))
    try:
        yield
    finally:
        _source.reset(token)


def device_of(user_agent: str) -> str:
    """Return browser and system in words of ours: events outlive an erasure, and a header may hold any text."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "another browser")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "another system")
    return f"{browser} on {system}"
