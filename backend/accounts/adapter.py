"""Bends django-allauth to Nod: accounts come from invitations only, and there is no user name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves; a therapist's invitation is the only way in."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Users are known by e-mail address."""
