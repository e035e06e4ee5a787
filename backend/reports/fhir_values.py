"""What FHIR takes as a value: no empty or blank text, no control characters, no reference that leads nowhere. Pure."""

import re
from typing import Any

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LEFT_OUT = {"display": "left out of this export"}


def storable(value: Any) -> Any:
    """Return a value without what FHIR refuses; None where nothing is left of it."""
    if isinstance(value, str):
        return _CONTROL.sub("", value).strip() or None
    if isinstance(value, dict):
        kept = ((name, storable(item)) for name, item in value.items())
        return {name: item for name, item in kept if item is not None} or None
    if isinstance(value, list):
        return [item for item in map(storable, value) if item is not None] or None
    return value


def without_dangling(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the resources with each reference to one that is not among them replaced by words."""
    known = {f"urn:uuid:{each['id']}" for each in resources}

    def led(value: Any) -> Any:
        if isinstance(value, dict):
            led_to = value.get("reference")
            if isinstance(led_to, str) and led_to not in known:
                return LEFT_OUT
            return {name: led(item) for name, item in value.items()}
        return [led(item) for item in value] if isinstance(value, list) else value

    return [led(each) for each in resources]
