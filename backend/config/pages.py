"""Serves the built HTML pages and the service worker: never cached, so that an update is seen at once."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase


def page(name: str) -> "PageView":
    """Return a view of one built file under frontend/dist/pages/."""
    return PageView(settings.FRONTEND_DIST / "pages" / name)


class PageView:
    """One file, read at each request: it changes with every build, and hot pages are the service worker's work."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.__name__ = path.name

    def __call__(self, request: HttpRequest, rest: str = "") -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405)
        if not self.path.exists():
            text = "The frontend has not been built yet. Run `make build`, then reload this page."
            return HttpResponse(text, status=503, content_type="text/plain")
        response = FileResponse(self.path.open("rb"))
        response["Cache-Control"] = "no-cache"
        return response
