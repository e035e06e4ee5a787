"""Signs staff out after 15 minutes without use, and after 12 hours in any case (ASVS V7.3.1).

Phones of patients keep their 90 days, which begin again with use, once a day: a diary that asks for a password during a
headache is not kept.

When somebody was last here stands in a signed cookie bound to the session, so that no request writes to the database.
What a page asks for by itself (the work list, each minute) does not count as use.
"""

import datetime as dt
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from backend.accounts.models import User
from backend.accounts.step_up import proofs_of
from backend.common import clock
from backend.common.no_store import PRIVATE

BY_ITSELF = "X-Nod-Background"
RENEWED_EVERY = dt.timedelta(days=1)
_signer = Signer(salt="nod.last-seen")


class SessionLimits:
    """Middleware, after the one that knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PRIVATE):
            return self.get_response(request)
        if _is_staff(request):
            if is_over(request):
                logout(request)
        elif isinstance(request.user, User):
            _renew(request)
        response = self.get_response(request)
        # After the answer, because signing in is an answer, too.
        if BY_ITSELF not in request.headers and _is_staff(request):
            _note(request, response)
        return response


def _is_staff(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.works_here


def is_over(request: HttpRequest) -> bool:
    """Say whether this session of a member of staff has been left alone too long, or is too old."""
    proofs = proofs_of(request)
    now = clock.now().timestamp()
    if not proofs or now - min(proofs) > settings.STAFF_SESSION_SECONDS:
        return True
    return now - max(*proofs, _last_seen(request)) > settings.STAFF_IDLE_SECONDS


def _renew(request: HttpRequest) -> None:
    """Let the 90 days begin again, and note when and from where the device was used, if that was not done today."""
    expires_at = getattr(request.session, "expires_at", None)
    now = clock.now()
    if expires_at is None or expires_at - now > dt.timedelta(seconds=settings.SESSION_COOKIE_AGE) - RENEWED_EVERY:
        return
    request.session.modified = True
    seen = {
        "last_seen_at": now,
        "ip": get_adapter(request).get_client_ip(request),
        "user_agent": request.headers.get("User-Agent", "")[:200],
    }
    UserSession.objects.filter(session_key=request.session.session_key).update(**seen)


def _last_seen(request: HttpRequest) -> float:
    """Return when this session was last used, 0 when nothing that we signed says so."""
    value = request.COOKIES.get(settings.LAST_SEEN_COOKIE_NAME, "")
    try:
        session, at = _signer.unsign(value).split(".")
        return float(at) if session == _name_of(request) else 0.0
    except (BadSignature, ValueError):
        return 0.0


def _note(request: HttpRequest, response: HttpResponse) -> None:
    value = _signer.sign(f"{_name_of(request)}.{int(clock.now().timestamp())}")
    response.set_cookie(
        settings.LAST_SEEN_COOKIE_NAME,
        value,
        max_age=settings.STAFF_SESSION_SECONDS,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name_of(request: HttpRequest) -> str:
    """Return a name of the session that does not give it away."""
    return salted_hmac("nod.last-seen", request.session.session_key or "").hexdigest()[:16]
