"""Step-up: what cannot be undone, or hands out a whole record, needs a sign-in of a moment ago (ASVS V7.5.1)."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from backend.common import clock
from backend.common.errors import Forbidden

MINUTES = 10


def signed_in_lately(request: HttpRequest) -> bool:
    """Say whether this session's person proved who they are within the last ten minutes, by whatever way."""
    records = get_authentication_records(request, request.user)
    return any(0 <= clock.now().timestamp() - each["at"] <= MINUTES * 60 for each in records)


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raise Forbidden `reauth_required` unless the person signed in a moment ago."""
    if not signed_in_lately(request):
        raise Forbidden("Please sign in again first, so that we know it’s you.", "reauth_required")
