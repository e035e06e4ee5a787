"""When the database or Redis is out of reach for a moment: 503 and Retry-After, not a page that says 500."""

import sys
from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import bad_request, server_error
from redis.exceptions import RedisError

from backend.common.mail import MailNotSent
from backend.common.problem import problem_answer

OUT_OF_REACH = (OperationalError, RedisError)
MAIL_NOT_SENT = "The email couldn’t be sent. Check the address, or try again in a minute."
TRY_AGAIN = "Nod is busy right now. Nothing is lost. Try again in a moment."
TOO_SLOW = "The connection was too slow. Nothing is lost. Try again in a moment."


class TryAgain:
    """Middleware: the same answer as the API's own (common/api.py) for views that are not ours, such as sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MailNotSent):
            return problem_answer(503, "mail_not_sent", MAIL_NOT_SENT, **{"Retry-After": "60"})
        return _answer() if isinstance(exception, OUT_OF_REACH) else None


def answer_to_failure(request: HttpRequest) -> HttpResponseBase:
    """`handler500`: what failed may have been middleware, which no middleware is asked about."""
    return _answer() if isinstance(sys.exc_info()[1], OUT_OF_REACH) else server_error(request)


def answer_to_bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """`handler400`: Django says so, too, of a session that could not be stored at the end of a request."""
    return _answer() if isinstance(exception, SessionInterrupted) else bad_request(request, exception)


def _answer() -> HttpResponse:
    return problem_answer(503, "try_again", TRY_AGAIN, **{"Retry-After": "5"})
