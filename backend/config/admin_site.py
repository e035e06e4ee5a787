"""Django's admin behind Nod's own sign-in, so that no way leads past the second factor."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite as StockAdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.csrf import csrf_failure

from backend.accounts.models import User
from backend.accounts.second_factor import lacks_second_factor

# Libraries bring pages for addresses, factors and sessions of people, too: none of them is content.
APPS = ("library", "auth")


class AdminSite(StockAdminSite):
    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take in pages of content and of curators' groups only."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        content = [model for model in models if model._meta.app_label in APPS]
        super().register(content, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Let staff in who have their second factor."""
        user = request.user
        return super().has_permission(request) and isinstance(user, User) and not lacks_second_factor(user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseRedirect:
        """Send everybody to the front page, which knows passkeys, codes and second factors, and comes back here."""
        return HttpResponseRedirect(f"/?{urlencode({'next': request.GET.get('next', '/admin/')})}")

    def password_change(  # type: ignore[override]  # a redirect, never a page of its own
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """Send everybody to the page that knows of second factors and devices, too."""
        return HttpResponseRedirect("/my-sign-in")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is old: the curator signed in anew meanwhile, or was signed out.

    Their page is opened again, and what they typed is there (curation/keep.js). Others get Django's own answer.
    """
    if request.path.startswith("/admin/") and request.path.endswith("/change/"):
        return HttpResponseRedirect(request.path)
    return csrf_failure(request, reason)
