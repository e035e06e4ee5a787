"""The API's one shape of error: problem+json (RFC 9457)."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from backend.common.errors import FieldFault, NodError, NotFound, TooMany
from backend.common.language import said
from backend.common.problem import CONTENT_TYPE, problem_body
from backend.common.try_again import OUT_OF_REACH, TRY_AGAIN


def faults_of(detail: Any, path: str = "") -> Iterator[FieldFault]:
    """Flatten DRF's nested error detail into faults with dotted paths, e.g. `items.2.sets`."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            inside = path if key == "non_field_errors" else f"{path}.{key}" if path else str(key)
            yield from faults_of(value, inside)
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from faults_of(value, f"{path}.{index}" if nested else path)
    else:
        yield FieldFault(path, getattr(detail, "code", "invalid"), str(detail))


def fault_body(fault: FieldFault) -> dict[str, str]:
    """Return a fault as it is answered: `detail` in the language of whoever asks."""
    return {"field": fault.field, "code": fault.code, "detail": said(fault.detail)}


def problem(status_code: int, code: str, detail: str, faults: list[FieldFault] | None = None) -> Response:
    """Return an RFC 9457 answer: `code` for programs, `detail` for people, `errors` by field."""
    body = problem_body(status_code, code, detail)
    if faults:
        body["errors"] = list(map(fault_body, faults))
    return Response(body, status=status_code, content_type=CONTENT_TYPE)


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every error of the API in one shape; unknown ones stay a 500 for the log."""
    if isinstance(error, Http404):
        error = NotFound()
    if isinstance(error, NodError):
        response = problem(error.status, error.code, error.detail, error.faults)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.retry_after)
        return response
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too_large", "This is larger than 1 MB. Send it in smaller parts.")
    if isinstance(error, OUT_OF_REACH):
        response = problem(503, "try_again", TRY_AGAIN)
        response["Retry-After"] = "5"
        return response
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.ValidationError):
        faults = list(faults_of(error.detail))
        return problem(400, "invalid", "Some fields need a change.", faults)
    answer = exception_handler(error, context)
    if answer is None or not isinstance(error, exceptions.APIException):
        return None
    code = error.get_codes()
    made = problem(answer.status_code, code if isinstance(code, str) else "invalid", str(error.detail))
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in answer:
            made[header] = answer[header]
    return made
