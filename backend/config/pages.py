"""Serves the built HTML pages and the service worker: never cached, so that an update is seen at once."""

from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe


def page(name: str) -> Callable[..., HttpResponseBase]:
    """Return a view of one built file under frontend/dist/pages/, read at each request: a build replaces it."""
    path = settings.FRONTEND_DIST / "pages" / name

    @require_safe
    def view(request: HttpRequest, rest: str = "") -> HttpResponseBase:
        if not path.exists():
            text = "The pages have not been built yet. Run `make build`, then reload this page."
            return HttpResponse(text, status=503, content_type="text/plain")
        response = FileResponse(path.open("rb"))
        response["Cache-Control"] = "no-cache"
        return response

    return view
