"""Redis or the database out of reach: 503 with Retry-After on every route, ours or a library's."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisConnectionError

from backend.common.try_again import TryAgain


@pytest.mark.parametrize("error", [OperationalError("gone"), RedisConnectionError("gone")])
def test_out_of_reach_is_503(error: Exception) -> None:
    answer = TryAgain(lambda _: None).process_exception(RequestFactory().get("/"), error)  # type: ignore[arg-type, return-value]
    assert answer
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert b"gone" not in answer.content


def test_anything_else_stays_a_500() -> None:
    assert TryAgain(lambda _: None).process_exception(RequestFactory().get("/"), ValueError()) is None  # type: ignore[arg-type, return-value]


def test_a_sign_in_needs_no_redis(client: Any, db: None, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
            "OPTIONS": {"socket_connect_timeout": 1},
        }
    }
    body = {"email": "x@clinic.test", "password": "x"}
    answer = client.post("/_allauth/browser/v1/auth/login", body, content_type="application/json")
    assert [error["code"] for error in answer.json()["errors"]] == ["email_password_mismatch"]


@pytest.mark.django_db
def test_the_database_gone_before_any_view_is_503_too(people: Any) -> None:
    client = people.client(people.pia)
    client.raise_request_exception = False

    def gone(execute: Any, sql: str, *rest: Any) -> Any:
        if "django_session" in sql:
            raise OperationalError("gone")
        return execute(sql, *rest)

    with connection.execute_wrapper(gone):
        answer = client.get("/api/v1/me")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert b"gone" not in answer.content
