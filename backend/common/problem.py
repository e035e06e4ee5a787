"""The one shape of every error, RFC 9457: for the API (common/api.py) and for middleware in front of any view."""

from typing import Any

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"


def problem_body(status: int, code: str, detail: str) -> dict[str, Any]:
    """Return the body: `code` for programs, `detail` for people."""
    return {"type": "about:blank", "status": status, "code": code, "detail": detail}


def problem_answer(status: int, code: str, detail: str, **headers: str) -> JsonResponse:
    """Return a whole answer, for where DRF has no part."""
    body = problem_body(status, code, detail)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)
