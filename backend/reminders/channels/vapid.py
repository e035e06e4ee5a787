"""VAPID (RFC 8292): the key that tells push services who sends, and the token signed with it."""

import hashlib
import json
import threading
import time
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from backend.common.base64url import base64url
from backend.reminders.channels.push_encryption import CURVE, point_of

TOKEN_SECONDS = 12 * 3600
RENEW_SECONDS = 3600


@dataclass(frozen=True)
class VapidKey:
    """A key of this installation. `public` is what browsers subscribe with; `id` is kept with each subscription."""

    private: ec.EllipticCurvePrivateKey
    public: str
    id: str


def all_keys() -> list[VapidKey]:
    """Return the keys of NOD_VAPID_PRIVATE_KEY (PEM) or var/vapid.pem, the current one first.

    The older ones live on until every device that subscribed with them has renewed its subscription.
    """
    pem = settings.VAPID_PRIVATE_KEY.replace("\\n", "\n").encode()
    if not pem and settings.VAPID_KEY_FILE.exists():
        pem = settings.VAPID_KEY_FILE.read_bytes()
    return [_load(block) for block in pem_blocks(pem)]


def current_key() -> VapidKey | None:
    """Return the key that new subscriptions are made with; None when push is not set up."""
    return next(iter(all_keys()), None)


def pem_blocks(pem: bytes) -> list[bytes]:
    """Split a file of several PEM keys into its keys."""
    begin = b"-----BEGIN"
    return [begin + block for block in pem.split(begin)[1:]]


@cache
def _load(pem: bytes) -> VapidKey:
    key = load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != CURVE.name:
        raise ValueError("NOD_VAPID_PRIVATE_KEY must hold P-256 private keys in PEM form.")
    public = base64url(point_of(key.public_key()))
    return VapidKey(key, public, key_id_of(public))


def key_id_of(public: str) -> str:
    """Return the id of a key by its public part (base64url)."""
    return hashlib.sha256(public.rstrip("=").encode()).hexdigest()[:16]


def new_pem() -> bytes:
    """Return a new P-256 private key as PEM."""
    return ec.generate_private_key(CURVE).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


_tokens: dict[tuple[str, str], tuple[float, str]] = {}
_lock = threading.Lock()


def authorization(key: VapidKey, origin: str) -> str:
    """Return the Authorization header for a push service's origin; one signature serves it for hours."""
    now = time.time()
    with _lock:
        made = _tokens.get((key.id, origin))
        if made is None or made[0] - now < RENEW_SECONDS:
            made = (now + TOKEN_SECONDS, _token(key, origin, int(now + TOKEN_SECONDS)))
            _tokens[key.id, origin] = made
    return f"vapid t={made[1]}, k={key.public}"


def _token(key: VapidKey, origin: str, expires: int) -> str:
    def part(value: dict[str, object]) -> str:
        return base64url(json.dumps(value, separators=(",", ":")).encode())

    claims = {"aud": origin, "exp": expires, "sub": settings.VAPID_SUBJECT}
    signed = f"{part({'typ': 'JWT', 'alg': 'ES256'})}.{part(claims)}"
    r, s = decode_dss_signature(key.private.sign(signed.encode(), ec.ECDSA(SHA256())))
    return f"{signed}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
