"""Writes down what was refused to somebody who is signed in (ASVS V16.3.2): whose record, and by which route.

An id that exists and one that does not are written down alike, so that an answer takes the same time for both.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from backend.accounts.models import User
from backend.audit.models import Action
from backend.audit.services import record

REFUSED = (403, 404)
PREFIX = "api/v1/"


class Denials:
    """Middleware, after the one that knows who asks. An event of its own: the refused act stored nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in REFUSED and match and match.route.startswith(PREFIX):
            user = request.user
            if isinstance(user, User):
                membership = getattr(user, "membership", None)
                record(
                    Action.DENIED,
                    match.route.removeprefix(PREFIX)[:60],
                    actor_id=user.pk,
                    patient_id=match.kwargs.get("patient_id"),
                    clinic_id=membership.clinic_id if membership else None,
                    counts={"status": response.status_code},
                )
        return response
