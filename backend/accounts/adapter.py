"""Bends django-allauth to Nod: accounts come from invitations only, there is no user name, and mails speak plainly."""

import contextlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import get_random_string

from backend.accounts.confirmed import is_confirmed
from backend.accounts.doors import code_guesses, typed_address
from backend.accounts.models import Patient, User
from backend.accounts.sessions import end_oldest, end_sessions
from backend.accounts.sign_in_trail import note_account_act
from backend.accounts.step_up import signed_in_lately
from backend.accounts.tries import count_of
from backend.audit.models import Action
from backend.common.mail import MailNotSent, MailOutcome, post_mail
from backend.common.problem import problem_answer
from backend.common.sealed import seal_text, unseal_text

log = logging.getLogger(__name__)
_SECOND_FACTORS = "second factors"
MANY_WRONG_CODES = 20
OURS = {"allauth.account.stages.EmailVerificationStage": "backend.accounts.stages.ConfirmAddress"}
# Mails that let in whoever reads them: never to an address nobody has confirmed.
GETS_IN = ("account/email/login_code", "account/email/password_reset_key")
UNUSABLE = "Nod can’t use this address. Try another one."


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

    def get_login_stages(self) -> list[str]:
        return [OURS.get(stage, stage) for stage in super().get_login_stages()]

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, and make it the account's where it is a new one: all other devices are signed out, and
        both addresses are told.

        The earlier one is told only if it was confirmed itself: else it may be a stranger's.
        """
        user = User.objects.get(pk=email_address.user_id)
        earlier, was_confirmed = user.email, is_confirmed(user)
        try:
            with transaction.atomic():
                done = bool(super().confirm_email(request, email_address))
        except IntegrityError as error:
            # Somebody else took it while the code was on its way.
            raise ImmediateHttpResponse(problem_answer(409, "unusable", UNUSABLE)) from error
        if done:
            note_account_act(
                Action.CHANGED, "email address" if earlier != email_address.email else "email confirmed", user
            )
        if done and earlier != email_address.email:
            end_sessions(user.pk, but=request.session.session_key)
            for address in {email_address.email, *([earlier] if was_confirmed else [])}:
                with contextlib.suppress(MailNotSent):
                    self.send_mail("account/email/address_changed", address, {"user": user})
        return done

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Mail the code; to an address that is somebody else's, say so instead. The page is answered alike."""
        address = emailconfirmation.email_address
        if User.objects.filter(email__iexact=address.email).exclude(pk=address.user_id).exists():
            self.send_mail("account/email/account_already_exists", address.email, {})
        else:
            super().send_confirmation_mail(request, emailconfirmation, signup)

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
        if template_prefix in GETS_IN and not EmailAddress.objects.is_verified(email):
            template_prefix = "account/email/unknown_account"
        words = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        with translation.override(_language_of(email, self.request)):
            message = self.render_mail(template_prefix, email, words)
        answer = post_mail(message)
        if answer.outcome != MailOutcome.ACCEPTED:
            log.warning("mail_not_sent template=%s outcome=%s", template_prefix, answer.outcome)
            raise MailNotSent

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Tell somebody that a way into their account has changed. It has: a mail that fails does not undo it.

        A changed address is told by `confirm_email`, to both; an address that is not confirmed is told nothing.
        """
        if template_prefix == "account/email/email_changed" or not is_confirmed(user):
            return
        with contextlib.suppress(MailNotSent):
            super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def generate_login_code(self) -> str:
        """Return eight digits; twelve for an account at which many wrong codes were typed, so that nobody guesses one.

        Whoever has the mail types four digits more, instead of waiting until the guessing ends.
        """
        code = str(super().generate_login_code())
        if round(count_of(code_guesses(typed_address(self.request)))) < MANY_WRONG_CODES:
            return code
        return code + get_random_string(4, "0123456789")

    def enter(self, request: HttpRequest, user: User) -> None:
        """Sign somebody in who has proved who they are by a way of ours, without allauth's stages."""
        self.login(request, user)
        self.post_login(
            request,
            user,
            email_verification="none",
            signal_kwargs=None,
            email=user.email,
            signup=False,
            redirect_url=None,
        )

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Record the sign-in."""
        record_sign_in(user)
        response = super().post_login(request, user, **kwargs)
        end_oldest(user.pk)
        return response  # type: ignore[no-any-return]


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
