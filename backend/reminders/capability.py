"""Short signed names: whoever holds one may do one thing to one row, without a sign-in (receipt, unsubscribe link).

base64url of the ids' bytes and half of their HMAC-SHA256; the purpose is signed too, so one is never good for another.
"""

import hashlib
import hmac
import uuid

from django.conf import settings

from backend.reminders.channels.push_encryption import base64url, unbase64url

PROOF_BYTES = 16


def sign_ids(purpose: str, *ids: uuid.UUID) -> str:
    """Return the name of these rows for one purpose: 43 characters for one id, 64 for two."""
    named = b"".join(each.bytes for each in ids)
    return base64url(named + _proof(purpose, named))


def read_ids(purpose: str, name: str, count: int) -> tuple[uuid.UUID, ...] | None:
    """Return the ids in a name, or None when it was not made here, for this purpose."""
    try:
        raw = unbase64url(name)
    except ValueError:
        return None
    named, proof = raw[:-PROOF_BYTES], raw[-PROOF_BYTES:]
    if len(raw) != 16 * count + PROOF_BYTES or not hmac.compare_digest(_proof(purpose, named), proof):
        return None
    return tuple(uuid.UUID(bytes=named[start : start + 16]) for start in range(0, len(named), 16))


def _proof(purpose: str, named: bytes) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), purpose.encode() + b":" + named, hashlib.sha256)[:PROOF_BYTES]
