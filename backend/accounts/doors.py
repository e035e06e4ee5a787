"""Limits how often each route that takes a guess or sends an email may be tried, and records the tries.

This middleware runs before allauth's routes, which do the work. A proven device is counted by itself, and a code that
was emailed never has to wait, only a request for the next one. So nobody can lock the right person out.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.stages import LoginStageController
from django.http import HttpRequest, HttpResponse

from backend.accounts.delays import ACCOUNT, CODES, MAILS_FROM, MAILS_HERE, MAILS_TO, NETWORK
from backend.accounts.models import User
from backend.accounts.proven_devices import proven_device, remember_device
from backend.accounts.tries import Counter, count_try, forget, give_back, network_of, note_failure, refuse_early
from backend.audit.models import Action
from backend.audit.services import record
from backend.common.errors import TooMany
from backend.common.problem import problem_answer
from backend.common.storable import unstorable

BROWSER = "/_allauth/browser/v1/"
# How allauth says that what was typed is not right.
WRONG = {
    "email_password_mismatch",
    "enter_current_password",
    "incorrect_code",
    "incorrect_password",
    "invalid_password_reset",
}


@dataclass(frozen=True)
class Visit:
    """A request at a door, and whose account it is about: by the address typed, or by the sign-in under way."""

    request: HttpRequest
    body: dict[str, Any]

    @property
    def network(self) -> str:
        return network_of(get_adapter(self.request).get_client_ip(self.request))

    @property
    def address(self) -> str:
        """Return the address that is typed, else that of who is signed in or about to be."""
        typed = self.body.get("email")
        if isinstance(typed, str):
            return typed.strip().lower()
        if isinstance(self.request.user, User):
            return self.request.user.email
        for stage in ("login_by_code", "verify_email", "mfa_authenticate"):
            if found := LoginStageController.enter(self.request, stage):
                return str(found.login.email or getattr(found.login.user, "email", "")).lower()
        return ""

    def user_id(self) -> uuid.UUID | None:
        """Return whose address it is. Asked for known and unknown alike, so that both take as long."""
        return User.objects.filter(email__iexact=self.address).values_list("pk", flat=True).first()


def typed_address(request: HttpRequest) -> str:
    """Return the address that is typed, or of whom a sign-in is under way; "" where there is neither."""
    return Visit(request, _body_of(request) or {}).address


Counters = Callable[[Visit], Sequence[Counter]]


@dataclass(frozen=True)
class Door:
    """`what` is its name in the audit. `counts`: what a try is counted under; `after`: counted only when it was wrong,
    and never made to wait; `also_waits`: counts of other doors that this one waits for."""

    what: str
    counts: Counters = lambda _: ()
    after: Counters = lambda _: ()
    also_waits: Counters = lambda _: ()
    sends_mail: bool = False


def _account(kind: str) -> Counters:
    """Count at the account and the network, or at the proven device alone."""

    def counters(visit: Visit) -> Sequence[Counter]:
        if device := proven_device(visit.request, visit.address):
            return [Counter(f"{kind} device", f"{device} {visit.address}", ACCOUNT)]
        return [
            Counter(kind, visit.address, ACCOUNT, visit.user_id()),
            Counter(f"{kind} network", visit.network, NETWORK),
        ]

    return counters


def _signed_in(visit: Visit) -> Sequence[Counter]:
    user = visit.request.user
    return [Counter("own", str(user.pk), ACCOUNT)] if isinstance(user, User) else ()


def _code(visit: Visit) -> Sequence[Counter]:
    return [code_guesses(visit.address, visit.user_id()), *_codes_here(visit)]


def _codes_here(visit: Visit) -> Sequence[Counter]:
    if proven_device(visit.request, visit.address):
        return ()
    return [Counter("code network", visit.network, NETWORK)]


def _mails(visit: Visit) -> Sequence[Counter]:
    if device := proven_device(visit.request, visit.address):
        return [Counter("mail device", f"{device} {visit.address}", MAILS_HERE)]
    return [
        Counter("mail to", visit.address, MAILS_TO),
        Counter("mail here", f"{visit.address} {visit.network}", MAILS_HERE),
        Counter("mail from", visit.network, MAILS_FROM),
    ]


def code_guesses(address: str, user_id: uuid.UUID | None = None) -> Counter:
    """Return the count of wrong mailed codes at an account: it makes the next code longer (adapter.py)."""
    return Counter("code", address.lower(), CODES, user_id)


DOORS = {
    ("POST", "auth/login"): Door("password", _account("password")),
    ("POST", "auth/2fa/authenticate"): Door("second factor", _account("factor")),
    ("POST", "auth/code/request"): Door("code", _mails, also_waits=_codes_here, sends_mail=True),
    ("POST", "auth/code/confirm"): Door("code", after=_code),
    ("POST", "auth/email/verify"): Door("code", after=_code),
    ("POST", "auth/password/request"): Door("password link", _mails, sends_mail=True),
    ("POST", "auth/password/reset"): Door(
        "password link", lambda visit: [Counter("link network", visit.network, NETWORK)]
    ),
    ("POST", "account/email"): Door("email address", _mails, sends_mail=True),
    ("PUT", "account/email"): Door("email address", _mails, sends_mail=True),
    ("POST", "auth/reauthenticate"): Door("password", _signed_in),
    ("POST", "auth/2fa/reauthenticate"): Door("second factor", _signed_in),
    ("POST", "account/password/change"): Door("password", _signed_in),
}


class Doors:
    """Middleware, inside allauth's own, which knows what sign-in is under way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(BROWSER):
            return self.get_response(request)
        body = _body_of(request)
        if body is None:
            return problem_answer(400, "invalid", "This is not valid JSON.")
        door = DOORS.get((request.method or "", request.path.removeprefix(BROWSER)))
        visit = Visit(request, body)
        before = request.user.pk
        try:
            response = self._pass(door, visit) if door else self.get_response(request)
        except TooMany as error:
            return problem_answer(429, error.code, error.detail, **{"Retry-After": str(error.retry_after)})
        if isinstance(request.user, User) and request.user.pk != before:
            welcome(request, response)
        if response.status_code == 429 and "Retry-After" not in response:
            # One of allauth's own limits, which count by the minute.
            response["Retry-After"] = "60"
        return response

    def _pass(self, door: Door, visit: Visit) -> HttpResponse:
        refuse_early(door.also_waits(visit))
        counters = door.counts(visit)
        after, user_id = door.after(visit), visit.user_id()
        if counters:
            count_try(counters)
        response = self.get_response(visit.request)
        if _is_wrong(response):
            tries = note_failure(after) if after else 1
            record(Action.SIGN_IN_FAILED, door.what, actor_id=user_id, counts={"tries": tries})
        elif not door.sends_mail or response.status_code == 400:
            give_back(counters)
        return response


def welcome(request: HttpRequest, response: HttpResponse) -> None:
    """Somebody got in: remember the device, and forget what others tried at this account."""
    address = request.user.email  # type: ignore[union-attr]
    remember_device(request, response, address)
    forget([*(Counter(kind, address, ACCOUNT) for kind in ("password", "factor")), code_guesses(address)])


def _is_wrong(response: HttpResponse) -> bool:
    if response.status_code != 400:
        return False
    errors = json.loads(response.content or b"{}").get("errors") or []
    return any(error.get("code") in WRONG for error in errors)


def _body_of(request: HttpRequest) -> dict[str, Any] | None:
    """Return the JSON object that was sent, {} for none; None for what is not one, or cannot be stored."""
    if not request.body:
        return {}
    try:
        found = json.loads(request.body.decode())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not unstorable(found) else None
