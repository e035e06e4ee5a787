"""Does what a page sends once: a create that arrives twice, by a double click or a second try, answers as it first did.

The page makes an id and sends it along. The id is the primary key of `Submission`, so that of two requests at once the
second waits for the first one's transaction.
"""

import datetime as dt
import functools
import json
import uuid
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import transaction
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.access import known, patient_in_care
from backend.accounts.models import Submission, User
from backend.common import clock
from backend.common.errors import Conflict, NodError
from backend.common.fields import StrictUUID

View = Callable[..., Response]
# How long a second try answers as the first; later it answers 409.
ANSWERS_FOR = dt.timedelta(days=1)
FORGOTTEN: dict[str, Any] = {"answer": None, "status": 0}


class SentOnceSerializer(serializers.Serializer[Any]):
    """The base of what a page sends to a view that is `sent_once`; services never see the id."""

    id = StrictUUID(
        required=False,
        help_text="Made by the page. Sent again with the same content, it is done once and answers as it first did; "
        "with other content it answers 409.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs.pop("id", None)
        return attrs


def sent_once(view: View) -> View:
    """Wrap a view's method so that an `id` in the request's body is done once.

    All the view does is one transaction with the id. A refusal gives the id back, because the page will send what it
    corrected under the same one.
    """

    @functools.wraps(view)
    def once(self: Any, request: Request, **kwargs: Any) -> Response:
        given = request.data.get("id") if isinstance(request.data, dict) else None
        if given is None:
            return view(self, request, **kwargs)
        id_ = _valid(given)
        refusal: Exception
        with transaction.atomic():
            user = known(request.user)
            content = _digest(request)
            submission, is_new = Submission.objects.get_or_create(
                pk=id_, defaults={"user": user, "content_hash": content, "sent_at": clock.now()}
            )
            if not is_new:
                return _again(submission, user, content)
            try:
                response = view(self, request, **kwargs)
            except (NodError, APIException) as error:
                # Raised again outside: a refusal that was written down stays written down.
                submission.delete()
                refusal = error
            else:
                _keep(submission, response, kwargs.get("patient_id"))
                return response
        raise refusal

    return once


def _valid(given: Any) -> uuid.UUID:
    try:
        return StrictUUID().run_validation(given)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise ValidationError({"id": error.detail}) from error


def _digest(request: Request) -> str:
    text = json.dumps([request.method, request.path, request.data], sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _again(submission: Submission, user: User, content: str) -> Response:
    """Answer as the first time. Raises Conflict for another person's id and other content, NotFound out of care."""
    if submission.user_id != user.pk or submission.content_hash != content:
        raise Conflict("This was already saved with different content. Reload the page to see it.", "id_used")
    if not submission.status:
        raise Conflict("This was already saved. Reload the page to see it.", "id_used")
    if submission.answer is None:
        return Response(status=submission.status)
    if submission.patient_id:
        patient_in_care(user, submission.patient_id)
    return Response(json.loads(submission.answer), status=submission.status)


def _keep(submission: Submission, response: Response, patient_id: uuid.UUID | None) -> None:
    data = response.data
    submission.status = response.status_code
    submission.patient_id = patient_id or (data or {}).get("patient_id")
    submission.answer = None if data is None else JSONRenderer().render(data).decode()
    submission.save(update_fields=["status", "patient", "answer"])
    old = Submission.objects.filter(user_id=submission.user_id, sent_at__lt=submission.sent_at - ANSWERS_FOR)
    old.filter(answer__isnull=False).update(**FORGOTTEN)
