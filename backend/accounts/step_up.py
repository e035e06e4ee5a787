"""Step-up: what cannot be undone, or hands out a whole record, needs a sign-in of a moment ago (ASVS V7.5.1)."""

from allauth.account.authentication import get_authentication_records
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from backend.accounts.models import User
from backend.common import clock
from backend.common.errors import Forbidden

MINUTES = 10
_OURS = "nod_proof"


def note_proof(session: SessionBase, user: User) -> None:
    """Note that this person has just proved who they are by a way of ours, beside those that allauth records."""
    session[_OURS] = {"user": str(user.pk), "at": clock.now().timestamp()}


def proofs_of(request: HttpRequest) -> list[float]:
    """Return when this session's person proved who they are (seconds since 1970), by whatever way."""
    times = [float(each["at"]) for each in get_authentication_records(request, request.user)]
    ours = request.session.get(_OURS) or {}
    return [*times, float(ours["at"])] if ours.get("user") == str(request.user.pk) else times


def signed_in_lately(request: HttpRequest) -> bool:
    """Say whether this session's person proved who they are within the last ten minutes, by whatever way."""
    return any(0 <= clock.now().timestamp() - at <= MINUTES * 60 for at in proofs_of(request))


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raise Forbidden `reauth_required` unless the person signed in a moment ago."""
    if not signed_in_lately(request):
        raise Forbidden("Please sign in again first, so that we know it’s you.", "reauth_required")
