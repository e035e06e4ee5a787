"""An app that is too old is told so, and loses nothing."""

from typing import Any

import pytest

from tests.people import People
from tests.records import message_record


@pytest.mark.parametrize(("sent", "expected"), [("3", 200), ("2", 426), (None, 426), ("x", 426), ("9" * 400, 426)])
def test_an_app_below_the_limit_is_asked_to_update(people: People, settings: Any, sent: str, expected: int) -> None:
    settings.MIN_CLIENT = 3
    client = people.client(people.pia)
    headers = {"HTTP_X_NOD_CLIENT": sent} if sent else {}
    assert client.get("/api/v1/sync/pull", **headers).status_code == expected
    answer = client.post("/api/v1/sync/push", {"records": [message_record()]}, format="json", **headers)
    assert answer.status_code == expected
    if expected == 426:
        assert answer.json()["code"] == "client_too_old"


def test_every_app_may_sync_as_long_as_nothing_breaks(people: People) -> None:
    assert people.client(people.pia).get("/api/v1/sync/pull").status_code == 200
