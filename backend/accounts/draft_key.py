"""The key that seals what staff typed and have not sent, in their browser. It is stored nowhere."""

import base64
import hashlib
import hmac

from django.conf import settings

from backend.accounts.models import User


def draft_key(user: User) -> str:
    """Return 32 bytes (base64) that follow from NOD_SECRET_KEY and the person.

    After a change of that key, older drafts can no longer be read.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), b"draft:" + user.pk.bytes, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
