"""The places of faults, as phones read them for half a year (docs/adr/0012-errors-in-our-own-shape.md)."""

from typing import Any

import pytest
from rest_framework import serializers

from backend.common.api import faults_of


class Item(serializers.Serializer[Any]):
    sets = serializers.IntegerField(max_value=10)
    tags = serializers.ListField(child=serializers.IntegerField(), required=False)


class Whole(serializers.Serializer[Any]):
    items = Item(many=True)
    name = serializers.CharField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        raise serializers.ValidationError("The two do not go together.", "apart")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (
            {"items": [{"sets": 1}, {"sets": 99}, {}]},
            [("items.1.sets", "max_value"), ("items.2.sets", "required"), ("name", "required")],
        ),
        ({"items": [{"sets": 1, "tags": [1, "b"]}], "name": "x"}, [("items.0.tags.1", "invalid")]),
        ({"items": "x", "name": "x"}, [("items", "not_a_list")]),
        ({"items": [], "name": "x"}, [("", "apart")]),
        ([1], [("", "invalid")]),
    ],
)
def test_a_fault_says_where_it_is(given: Any, found: list[tuple[str, str]]) -> None:
    whole = Whole(data=given)
    assert not whole.is_valid()
    assert [(fault.field, fault.code) for fault in faults_of(whole.errors)] == found
