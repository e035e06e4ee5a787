"""Bends django-allauth to Nod: accounts come from invitations only, there is no user name, and mails speak plainly."""

import contextlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from backend.accounts.models import Patient, User
from backend.accounts.sign_in_trail import note_account_act
from backend.accounts.step_up import signed_in_lately
from backend.audit.models import Action
from backend.audit.services import record
from backend.common.mail import MailNotSent, MailOutcome, post_mail
from backend.common.sealed import seal_text, unseal_text

log = logging.getLogger(__name__)
_SECOND_FACTORS = "second factors"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves; a therapist's invitation is the only way in."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Users are known by e-mail address."""

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """A sign-in of a moment ago is proof enough, and nothing less is.

        Raises instead of answering True, because allauth then lets by whoever has neither a password nor a factor: a
        patient who comes in by mailed codes.
        """
        _require_recent_sign_in()
        return False

    def set_password(self, user: User, password: str) -> None:
        """Take a new password from whoever signed in a moment ago, or holds the mailed link.

        allauth alone would let a first password be set in a session of months ago, and so in a found phone's.
        """
        if context.request.user.is_authenticated:
            _require_recent_sign_in()
        super().set_password(user, password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the person's record; an unknown address gets the browser's.

        Raises MailNotSent, because somebody waits for this code or link.
        """
        words = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        with translation.override(_language_of(email, self.request)):
            message = self.render_mail(template_prefix, email, words)
        answer = post_mail(message)
        if answer.outcome != MailOutcome.ACCEPTED:
            log.warning("mail_not_sent template=%s outcome=%s", template_prefix, answer.outcome)
            raise MailNotSent

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Tell somebody that a way into their account has changed. It has: a mail that fails does not undo it."""
        with contextlib.suppress(MailNotSent):
            super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Record the sign-in."""
        record_sign_in(user)
        return super().post_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the failure, with whose account it was if there is one.

        An unknown address is looked for and recorded just so, so that the answer takes as long.
        """
        email = str(credentials.get("email", ""))
        user = User.objects.filter(email__iexact=email).only("pk").first()
        record(Action.SIGN_IN_FAILED, "account", actor_id=user.pk if user else None)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A patient's passkey is another way in, not a second step: whoever lost it still gets in by e-mail code.

        Only the sign-in's own question names both types at once; questions about one type are answered as they are.
        """
        asks_for_second_step = types is not None and len(types) > 1
        if asks_for_second_step and getattr(user, "patient", None):
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types))

    def encrypt(self, text: str) -> str:
        """Secrets of second factors lie encrypted in the database, so that a stolen dump opens no account."""
        return seal_text(_SECOND_FACTORS, text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_text(_SECOND_FACTORS, encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the configured address, whatever Host header a request brought.

        Browsers bind none to an address of numbers; on one's own machine "localhost" is the name that works.
        """
        numeric = settings.BASE_HOST.replace(".", "").isdigit()
        return {"id": "localhost" if numeric else settings.BASE_HOST, "name": "Nod"}

    def get_totp_issuer(self) -> str:
        return "Nod"


def _require_recent_sign_in() -> None:
    if not signed_in_lately(context.request):
        raise ReauthenticationRequired


def record_sign_in(user: User) -> None:
    """Append the audit event of a sign-in, with the patient's record it opens, if it opens one."""
    note_account_act(Action.SIGNED_IN, "account", user)


def _language_of(email: str, request: HttpRequest | None) -> str:
    language = Patient.objects.filter(user__email__iexact=email).values_list("language", flat=True).first()
    if language:
        return language
    return translation.get_language_from_request(request) if request else settings.LANGUAGE_CODE
