"""An authenticator app of one's own (RFC 6238): what it shows, and giving somebody one."""

import base64
import hmac
import struct
import time

from allauth.mfa.models import Authenticator

from backend.accounts.adapter import MFAAdapter
from backend.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"


def code_shown(secret: str = SECRET, *, ahead: int = 0) -> str:
    """Return the six digits an app shows now, or `ahead` half minutes from now."""
    counter = int(time.time()) // 30 + ahead
    digest = hmac.digest(base64.b32decode(secret.replace(" ", "")), struct.pack(">Q", counter), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def give_app(user: User, secret: str = SECRET) -> Authenticator:
    data = {"secret": MFAAdapter().encrypt(secret)}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def give_recovery_codes(user: User) -> list[str]:
    data = {"seed": MFAAdapter().encrypt("a seed of a test"), "used_mask": 0}
    made = Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
    return [str(code) for code in made.wrap().get_unused_codes()]
