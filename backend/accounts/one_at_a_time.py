"""Answers guesses at a mailed code one after the other: its five tries are counted in the session, and guesses sent in
the same moment would all read the same count."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse

GUESS = "/_allauth/browser/v1/auth/code/confirm"


class OneAtATime:
    """Middleware, outside the session's own, which reads the count within and stores it at the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if request.path != GUESS or not key:
            return self.get_response(request)
        with transaction.atomic():
            Session.objects.select_for_update().filter(session_key=key).first()
            return self.get_response(request)
