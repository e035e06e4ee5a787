"""Fields of requests that take just what the OpenAPI file says.

Records of phones keep DRF's own: what a phone of an older version wrote must never come to be refused.
"""

import re
import uuid
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty


class _AsGiven:
    """DRF reads "?name=" as if the name were not there at all; here it is a value like any other, and no right one."""

    field_name: str | None

    def get_value(self, dictionary: Any) -> Any:
        return dictionary.get(self.field_name, empty)


class QueryInteger(_AsGiven, serializers.IntegerField):
    """An integer in a query string. DRF's own also takes spaces, a fraction of zeros and digits of other scripts."""

    def to_internal_value(self, data: Any) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", str(data)):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictBoolean(serializers.BooleanField):
    """True or false. DRF's own also takes 1, "yes", "off" and the like."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class StrictUUID(_AsGiven, serializers.UUIDField):
    """A UUID as it is usually written. DRF's own also takes a number, a URN, braces, and one without hyphens."""

    def to_internal_value(self, data: Any) -> uuid.UUID:
        if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", str(data)):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)
