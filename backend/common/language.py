"""The language in which whoever asks is answered: the one their app says (Accept-Language).

The phone sends the patient's choice and the desk English, so that neither depends on how the browser is set.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from backend.common.spanish import in_spanish

# Where people are answered by sentences. The admin and the desk's pages stay English.
ANSWERING = ("/api/", "/_allauth/", "/unsubscribe/")
_asked: ContextVar[str] = ContextVar("asked", default="en")


class AskedLanguage:
    """Middleware: keep the language of a request for as long as it is answered.

    allauth's own sentences come from its translations. Ours and REST framework's are looked up when they are said.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ANSWERING):
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        token = _asked.set(language)
        try:
            with translation.override(language if request.path_info.startswith("/_allauth/") else "en"):
                response = self.get_response(request)
        finally:
            _asked.reset(token)
        patch_vary_headers(response, ["Accept-Language"])
        return response


def asked_language() -> str:
    """Return the language of the request that is being answered; English where there is none."""
    return _asked.get()


def said(sentence: str) -> str:
    """Return a sentence in the language of whoever asks; as it is where there is no other."""
    return (in_spanish(sentence) if asked_language() == "es" else None) or sentence
