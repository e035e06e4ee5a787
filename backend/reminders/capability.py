"""Short signed names: whoever holds one may do one thing to one row, without a sign-in (receipt, unsubscribe link).

base64url of the ids' bytes and half of their HMAC-SHA256; the purpose is signed too, so one is never good for another.
"""

import hashlib
import hmac
import uuid

from django.conf import settings

from backend.common.base64url import base64url, unbase64url

PROOF_BYTES = 16
RECEIPT, UNSUBSCRIBE = "receipt", "unsubscribe:reminders"


def receipt_of(occurrence_id: uuid.UUID, device_id: uuid.UUID) -> str:
    """Return the receipt for one reminder on one device: 64 base64url characters."""
    return sign_ids(RECEIPT, occurrence_id, device_id)


def read_receipt(receipt: str) -> tuple[uuid.UUID, ...] | None:
    """Return the reminder and the device that a receipt names, or None when it was not made here."""
    return read_ids(RECEIPT, receipt, 2)


def unsubscribe_url(patient_id: uuid.UUID) -> str:
    """Return the address that stops reminder mails; it never expires, and says nothing about whom it is for."""
    return f"{settings.BASE_URL}/unsubscribe/{sign_ids(UNSUBSCRIBE, patient_id)}"


def read_unsubscribe(token: str) -> uuid.UUID | None:
    """Return the patient whose reminder mails a link stops, or None for one that was not made here."""
    ids = read_ids(UNSUBSCRIBE, token, 1)
    return ids[0] if ids else None


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
