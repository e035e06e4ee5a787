"""Remembers in a signed cookie who has signed in on a device, so that guesses from elsewhere never slow it down."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

MAX_AGE = 400 * 24 * 3600
# A shared tablet; the one who used it longest ago goes first.
PEOPLE = 5
_signer = Signer(salt="nod.device")


def proven_device(request: HttpRequest, address: str) -> str | None:
    """Return this device's id when the person with this address has signed in on it."""
    device, tags = _read(request)
    return device if _tag(address) in tags else None


def remember_device(request: HttpRequest, response: HttpResponseBase, address: str) -> None:
    """Note in the answer that the person with this address has just signed in on this device."""
    device, tags = _read(request)
    tag = _tag(address)
    if tags[-1:] == [tag]:
        return
    others = [each for each in tags if each != tag]
    kept = [*others[1 - PEOPLE :], tag]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        _signer.sign(".".join([device, *kept])),
        max_age=MAX_AGE,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the device's id and the tags of whom it knows; a new id when nothing that we signed says one."""
    try:
        device, *tags = _signer.unsign(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")).split(".")
    except BadSignature:
        return secrets.token_hex(16), []
    return device, tags


def _tag(address: str) -> str:
    """Return what stands for an address, so that the cookie tells nobody who signs in here."""
    return salted_hmac("nod.device", address.lower()).hexdigest()[:16]
