"""Answers of the API are about people: no browser or proxy may keep them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PRIVATE = ("/api/", "/_allauth/", "/admin/")


class NoStore:
    """Middleware: `Cache-Control: no-store` on every answer under a private path."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(PRIVATE):
            response["Cache-Control"] = "no-store"
        return response
