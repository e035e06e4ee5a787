"""What every operation of the API has in common, written into its OpenAPI file once."""

from typing import Any

from backend.common.problem import CONTENT_TYPE

PROBLEM = {
    "type": "object",
    "description": "Every error (RFC 9457): `code` for programs, `detail` for people, `errors` by field.",
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
                "required": ["field", "code", "detail"],
            },
        },
    },
    "required": ["type", "status", "code", "detail"],
}


# A time on a wall, as DRF writes it. "format": "time" would promise a zone (RFC 3339).
WALL_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"


def add_problem(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of each operation how it refuses (a drf-spectacular post-processing hook)."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    refusal = {
        "description": "Refused; `code` and `detail` say why.",
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = refusal
    return result


def wall_times(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Describe times of day without a zone as what they are."""
    todo: list[Any] = [result]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            if each.get("format") == "time":
                del each["format"]
                each["pattern"] = WALL_TIME
            todo += each.values()
        elif isinstance(each, list):
            todo += each
    return result
