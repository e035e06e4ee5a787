"""Identifiers: UUIDv7, so that ids made on phones and servers sort by time and index well."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """Return a new UUIDv7 (RFC 9562)."""
    return uuid7()
