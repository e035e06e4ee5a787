"""Loads the signed-in person with membership or patienthood and second factor in one query: every request asks for the
role."""

import uuid
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.db.models import UUIDField
from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.passwords import DEMO_PASSWORD
from backend.accounts.second_factor import EXISTS
from backend.common.compiled import Compiled, Param

_PERSON = Compiled(
    lambda: (
        User.objects.select_related("membership__clinic", "patient__clinic")
        .annotate(second_factor=EXISTS)
        .filter(pk=Param("user_id", UUIDField()))
    )
)


DEMO_DOMAIN = "@nod.example"


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Check a password; with demo mode off, neither the printed one nor any of the demo's people gets in."""
        found: User | None = super().authenticate(request, **credentials)
        email = str(credentials.get("email") or credentials.get("username") or "")
        if _is_demo_over() and (credentials.get("password") == DEMO_PASSWORD or _is_of_demo(email)):
            # allauth keeps whom it may not let in for the page that says so.
            self.unstash_authenticated_user()
            return None
        return found

    def user_can_authenticate(self, user: User) -> bool:
        """Keep out who is disabled, and sessions of the demo's people where demo mode is off."""
        return bool(super().user_can_authenticate(user)) and not (_is_demo_over() and _is_of_demo(user.email))

    def get_user(self, user_id: uuid.UUID) -> User | None:
        found = _PERSON.first(user_id=user_id)
        return found if found and self.user_can_authenticate(found) else None


def _is_demo_over() -> bool:
    return "backend.demo" not in settings.INSTALLED_APPS


def _is_of_demo(email: str) -> bool:
    return email.lower().endswith(DEMO_DOMAIN)
