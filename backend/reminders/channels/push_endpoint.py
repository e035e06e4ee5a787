"""Which push endpoints may be called at all. Checked when one is saved and again when it is used."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings


def allowed_origin(endpoint: str) -> str | None:
    """Return the origin of an endpoint that is https on port 443 of a known push service, without credentials; else
    None.

    Origins in NOD_PUSH_EXTRA_ORIGINS are allowed as they are; production settings refuse that variable.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return None
    if parts.username or parts.password or not parts.hostname or "\\" in endpoint:
        return None
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin in settings.PUSH_EXTRA_ORIGINS:
        return origin
    if parts.scheme != "https" or port not in (None, 443):
        return None
    return origin if any(_matches(parts.hostname, pattern) for pattern in settings.PUSH_ALLOWED_HOSTS) else None


def _matches(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def is_public(address: str) -> bool:
    """Say whether an IP address is a public one, however it is wrapped (NAT64, 6to4 and mapped forms are not)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in ipaddress.ip_network("64:ff9b::/96")
    ):
        return False
    return ip.is_global and not ip.is_multicast


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses only; aiohttp connects to exactly what it returns, so nothing rebinds."""

    def __init__(self) -> None:
        self._inner = ThreadedResolver()

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        public = [result for result in found if is_public(result["host"])]
        if not public:
            raise OSError(f"{host} has no public address")
        return public

    async def close(self) -> None:
        await self._inner.close()
