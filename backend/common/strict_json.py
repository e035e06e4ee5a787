"""JSON that can be stored: what cannot is named in the answer (storable.py)."""

import json
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from backend.common.storable import unstorable


class StrictJSONParser(JSONParser):
    """The parser of the API; whatever it refuses is named in the answer."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
            if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                raise ParseError("This is larger than 1 MB. Send it in smaller parts.")
            data = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise ParseError(f"This is not valid JSON: {error}.") from error
        self.check(data)
        return data

    def check(self, data: Any) -> None:
        if fault := unstorable(data):
            raise ParseError(f"This is not valid JSON: {fault.why}.")


class RecordsParser(StrictJSONParser):
    """For a batch of records: one that cannot be stored is told by its own outcome, and does not hold back the rest."""

    def check(self, data: Any) -> None:
        if isinstance(data, dict) and isinstance(data.get("records"), list):
            data = {**data, "records": []}
        super().check(data)
