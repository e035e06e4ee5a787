"""Loads the signed-in person with membership or patienthood and second factor in one query: every request asks for the
role."""

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from backend.accounts.models import User
from backend.accounts.second_factor import EXISTS


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: uuid.UUID) -> User | None:
        people = User.objects.select_related("membership__clinic", "patient__clinic").annotate(second_factor=EXISTS)
        found = people.filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None
