"""Web Push message encryption: RFC 8291 over RFC 8188 (aes128gcm), one record, on `cryptography`."""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
_SHA256, _ECDH = SHA256(), ec.ECDH()
RECORD_SIZE = 4096
# Everything we send is padded to one length, so that its size says nothing.
PADDED_LENGTH = 512
MAX_PLAINTEXT = 3993


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the 65-byte uncompressed point of a P-256 key."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encrypt(
    plaintext: bytes,
    receiver: bytes,
    auth: bytes,
    *,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    pad_to: int = PADDED_LENGTH,
) -> bytes:
    """Return the aes128gcm body for a browser's key (65-byte point) and 16-byte auth secret.

    `sender` and `salt` are fresh for every message, as RFC 8291 demands; only its own test vector passes them.
    Raises ValueError for a key that is no point of P-256, or a plaintext that needs a second record.
    """
    if len(plaintext) > MAX_PLAINTEXT:
        raise ValueError(f"a push message holds at most {MAX_PLAINTEXT} bytes, not {len(plaintext)}")
    sender = sender or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    public = point_of(sender.public_key())
    shared = sender.exchange(_ECDH, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, receiver))
    secret = _derive(auth, shared, b"WebPush: info\x00" + receiver + public, 32)
    key = _derive(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(salt, secret, b"Content-Encoding: nonce\x00", 12)
    padded = plaintext + b"\x02" + b"\x00" * max(0, pad_to - len(plaintext) - 1)
    header = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(public)]) + public
    return header + AESGCM(key).encrypt(nonce, padded, None)


def _derive(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(_SHA256, length, salt, info).derive(secret)
