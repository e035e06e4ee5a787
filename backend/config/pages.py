"""Serves the built HTML pages, the service worker and the manifest: never cached, so that an update is seen at once."""

import json
from collections.abc import Callable

from csp.decorators import csp_update
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

# No script makes code of a text, but for what frontend/src/**/trusted-*.ts let through.
TRUSTED_TYPES = {
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["nod-article", "nod-drawing", "nod-worker"],
}
# The app's manifest in other languages: what it says of itself, and what a long press on its icon offers.
DESCRIPTIONS = {"es": "Ejercicios en casa y un diario del dolor de cabeza."}
SHORTCUTS = {
    "es": {
        "/app/attack": "Anotar un dolor de cabeza",
        "/app/session/next": "Empezar la sesión",
        "/app/diary/today": "Llenar el diario",
    }
}


def page(name: str) -> Callable[..., HttpResponseBase]:
    """Return a view of one built file under frontend/dist/pages/, read at each request: a build replaces it."""
    path = settings.FRONTEND_DIST / "pages" / name

    @csp_update(TRUSTED_TYPES)
    @require_safe
    def view(request: HttpRequest, rest: str = "") -> HttpResponseBase:
        if not path.exists():
            return _not_built()
        response = FileResponse(path.open("rb"))
        response["Cache-Control"] = "no-cache"
        return response

    return view


@require_safe
def manifest(request: HttpRequest) -> HttpResponseBase:
    """Return the app's manifest in the language of the browser, which is who asks for it."""
    path = settings.FRONTEND_DIST / "pages" / "manifest.webmanifest"
    if not path.exists():
        return _not_built()
    data = json.loads(path.read_text(encoding="utf-8"))
    language = translation.get_language_from_request(request)
    data["description"] = DESCRIPTIONS.get(language, data["description"])
    names = SHORTCUTS.get(language, {})
    for shortcut in data["shortcuts"]:
        shortcut["name"] = names.get(shortcut["url"], shortcut["name"])
    data["lang"] = language
    response = JsonResponse(data, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _not_built() -> HttpResponse:
    text = "The pages have not been built yet. Run `make build`, then reload this page."
    return HttpResponse(text, status=503, content_type="text/plain")
