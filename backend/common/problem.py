"""The one shape of every error, RFC 9457: for the API (common/api.py) and for middleware in front of any view."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.defaults import page_not_found

from backend.common.language import said

CONTENT_TYPE = "application/problem+json"


def problem_body(status: int, code: str, detail: str) -> dict[str, Any]:
    """Return the body: `code` for programs, `detail` for people, in their language."""
    return {"type": "about:blank", "status": status, "code": code, "detail": said(detail)}


def problem_answer(status: int, code: str, detail: str, **headers: str) -> JsonResponse:
    """Return a whole answer, for where DRF has no part."""
    body = problem_body(status, code, detail)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def answer_to_unknown(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """`handler404`: an address of the API that does not exist is refused in the API's own shape."""
    if request.path.startswith("/api/"):
        return problem_answer(404, "not_found", "There is nothing at this address.")
    return page_not_found(request, exception)
