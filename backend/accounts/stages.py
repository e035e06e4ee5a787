"""Adds a sign-in stage to allauth's: staff confirm their email address before they are signed in."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class ConfirmAddress(EmailVerificationStage):  # type: ignore[misc]  # allauth ships no types
    """Ask staff for an emailed code at their first sign-in; the app asks patients for it later, when it suits them.

    A patient who mistyped the address would otherwise be shut out by a code that went to a stranger.
    """

    def handle(self) -> Any:
        if getattr(self.login.user, "patient", None):
            return None, True
        return super().handle()
