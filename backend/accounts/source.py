"""Middleware that tells the audit where a request comes from (audit/source.py keeps it while it is answered)."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from backend.audit.source import coming_from


class NoteSource:
    """Middleware, before anything that writes an event."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_from(address_of(request), request.headers.get("User-Agent", "")):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """Return the client's IP address as the trusted proxies tell it; "" where there is none, as on a socket."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
