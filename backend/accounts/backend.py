"""Loads the signed-in person with membership or patienthood and second factor in one query: every request asks for the
role."""

import uuid

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import UUIDField

from backend.accounts.models import User
from backend.accounts.second_factor import EXISTS
from backend.common.compiled import Compiled, Param

_PERSON = Compiled(
    lambda: (
        User.objects.select_related("membership__clinic", "patient__clinic")
        .annotate(second_factor=EXISTS)
        .filter(pk=Param("user_id", UUIDField()))
    )
)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: uuid.UUID) -> User | None:
        found = _PERSON.first(user_id=user_id)
        return found if found and self.user_can_authenticate(found) else None
