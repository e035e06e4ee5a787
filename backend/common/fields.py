"""Fields of serializers that take just what the OpenAPI file says."""

import re
from typing import Any

from rest_framework import serializers


class QueryInteger(serializers.IntegerField):
    """An integer in a query string. DRF's own also takes spaces, a fraction of zeros and digits of other scripts."""

    def to_internal_value(self, data: Any) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", str(data)):
            self.fail("invalid")
        return super().to_internal_value(data)
