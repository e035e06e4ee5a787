"""Refuses changes that another site's page asks the browser for, before any cookie is looked at (ASVS V3.5.1).

Beside the CSRF token, not instead of it: browsers say with each request where it comes from, and cannot be made to lie
about it by a page. What sends no such headers (a mail program's one-click, a script) is left to the token.
https://www.w3.org/TR/fetch-metadata/
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from backend.common.problem import problem_answer

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
OURS = ("same-origin", "none")


class FetchMetadata:
    """Middleware: 403 for an unsafe method from another origin, by Sec-Fetch-Site or by Origin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE and is_foreign(request):
            detail = "This change came from another site. Open Nod itself and try again."
            return problem_answer(403, "foreign_origin", detail)
        return self.get_response(request)


def is_foreign(request: HttpRequest) -> bool:
    """Say whether the browser names another origin than ours as the one that asks."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OURS
    # Older browsers name only the origin.
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    parts = urlsplit(origin)
    own = f"{request.scheme}://{request.get_host()}"
    return f"{parts.scheme}://{parts.netloc}" != own and origin not in settings.CSRF_TRUSTED_ORIGINS
