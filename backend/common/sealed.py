"""Secrets that lie encrypted in the database, so that a stolen dump opens nothing (Fernet: AES-128-CBC with HMAC).

The key follows from NOD_SECRET_KEY and from what the secret is for. After a change of that key, the ones before it
(NOD_SECRET_KEY_FALLBACKS) still open what they sealed.
"""

import base64
import functools
import hashlib
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def seal_text(purpose: str, text: str) -> str:
    return _cipher(purpose, *_keys()).encrypt(text.encode()).decode()


def unseal_text(purpose: str, sealed: str) -> str:
    """Return what was sealed. Raises cryptography.fernet.InvalidToken under another key."""
    return _cipher(purpose, *_keys()).decrypt(sealed.encode()).decode()


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@functools.lru_cache(maxsize=16)
def _cipher(purpose: str, *keys: str) -> MultiFernet:
    digests = (hashlib.sha256(f"{purpose}:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SealedField(models.TextField):  # type: ignore[type-arg]  # at run time it takes none
    """A text that is sealed on its way into the database and plain for the code. It cannot be searched for."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal_text(self.purpose, str(value))

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return value if value is None else unseal_text(self.purpose, value)
