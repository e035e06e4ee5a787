"""Fields of requests take what the OpenAPI file says, and nothing that merely resembles it."""

import uuid
from typing import Any

import pytest
from rest_framework.exceptions import ValidationError

from backend.common.fields import StrictBoolean, StrictUUID
from tests.people import People

ID = "01a2163e-5276-73ce-b0ca-a8773099bdaf"


def test_what_is_right_is_taken() -> None:
    assert StrictBoolean().run_validation(True) is True
    assert StrictBoolean(allow_null=True).run_validation(None) is None
    assert StrictUUID().run_validation(ID) == StrictUUID().run_validation(ID.upper()) == uuid.UUID(ID)


@pytest.mark.parametrize("value", [0, 1, 1.0, "true", "no", "", "null", [], {}])
def test_what_resembles_a_boolean_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError, match="valid boolean"):
        StrictBoolean(allow_null=True).run_validation(value)


@pytest.mark.parametrize("value", [7, ID.replace("-", ""), f"urn:uuid:{ID}", f"{{{ID}}}", f"{ID} ", f"{ID}\n", [ID]])
def test_what_resembles_a_uuid_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError, match="valid UUID"):
        StrictUUID().run_validation(value)


@pytest.mark.parametrize("name", ["owner", "cursor"])
def test_an_empty_parameter_is_not_a_missing_one(people: People, name: str) -> None:
    client = people.client(people.pia)
    assert client.get("/api/v1/sync/pull").status_code == 200
    answer = client.get(f"/api/v1/sync/pull?{name}=")
    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == [name]
