"""Which push endpoints may be called at all. Checked when one is saved and again when it is used."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings

LONGEST_HOST = 90
# Ways to wrap or to mean a private address that Python counts as global: IPv4-compatible, NAT64 (well-known and local
# use), site-local, 6to4 relays.
WRAPPED = [ipaddress.ip_network(name) for name in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "fec0::/10", "2002::/16")]


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
    host = parts.hostname or ""
    if parts.username or parts.password or not _is_plain(endpoint, host):
        return None
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin in settings.PUSH_EXTRA_ORIGINS:
        return origin
    if parts.scheme != "https" or port not in (None, 443):
        return None
    return origin if any(_matches(host, pattern) for pattern in settings.PUSH_ALLOWED_HOSTS) else None


def _is_plain(endpoint: str, host: str) -> bool:
    """Say whether an endpoint is one that a browser hands out: printable ASCII, with labels of up to 63 characters in
    its host, which fits our columns. Any other would only fail when it is used."""
    printable = endpoint.isascii() and endpoint.isprintable() and not {" ", "\\"} & set(endpoint)
    return printable and len(host) <= LONGEST_HOST and all(0 < len(label) <= 63 for label in host.split("."))


def _matches(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def is_public(address: str) -> bool:
    """Say whether an IP address is a public one, however it is wrapped (NAT64, 6to4 and mapped forms are not)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.teredo or any(ip in network for network in WRAPPED)
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
