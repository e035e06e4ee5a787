"""Django's admin behind Nod's own sign-in, so that no way leads past the second factor."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite as StockAdminSite
from django.http import HttpRequest, HttpResponseRedirect

from backend.accounts.models import User
from backend.accounts.second_factor import lacks_second_factor


class AdminSite(StockAdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        """Let staff in who have their second factor."""
        user = request.user
        return super().has_permission(request) and isinstance(user, User) and not lacks_second_factor(user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseRedirect:
        """Send everybody to the front page, which knows passkeys, codes and second factors, and comes back here."""
        return HttpResponseRedirect(f"/?{urlencode({'next': request.GET.get('next', '/admin/')})}")
