import json
from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "backend.accounts"

    def ready(self) -> None:
        from allauth.mfa import signals

        from backend.accounts import sign_in_trail

        sign_in_trail.connect()
        signals.authenticator_added.connect(use_up_code, dispatch_uid="nod.use_up_code")
        for signal in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
            signal.connect(sign_out_elsewhere, dispatch_uid="nod.sign_out_elsewhere")


def sign_out_elsewhere(request: Any, user: Any, **_: Any) -> None:
    """A changed second factor ends the sessions on all other devices, as a changed password does (ASVS V7.4.3)."""
    from backend.accounts.sessions import end_sessions

    end_sessions(user.pk, but=request.session.session_key)


def use_up_code(request: Any, authenticator: Any, **_: Any) -> None:
    """The code that proved a new authenticator app is used up by it: nobody who saw it signs in with it (RFC 6238)."""
    if authenticator.type == "totp":
        authenticator.wrap().validate_code(json.loads(request.body)["code"])
