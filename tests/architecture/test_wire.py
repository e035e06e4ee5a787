"""Server and pages agree on what crosses the wire: docs/wire-contracts.md."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts import wire_choices
from tests.records import ROOT
from tests.wire import BrokenContract, api_file, check_answer

SYNCED_CHOICES = json.loads((Path(__file__).parent / "synced_choices.json").read_text())


def values_of(schema: dict[str, Any]) -> set[str]:
    """Return the choices of a property, wherever its schema keeps them; null is none."""
    if "$ref" in schema:
        return values_of(api_file()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    inside = [*schema.get("oneOf", []), *schema.get("allOf", []), *([schema["items"]] if "items" in schema else [])]
    return set(schema.get("enum", [])).union(*map(values_of, inside)) - {None}


@pytest.mark.parametrize("place", SYNCED_CHOICES)
def test_choices_that_phones_know_stay(place: str) -> None:
    """Phones of half a year ago offer these, and were made for these; see tests/architecture/synced_choices.json."""
    name, field = place.split(".")
    pinned, now = set(SYNCED_CHOICES[place]), values_of(api_file()["components"]["schemas"][name]["properties"][field])
    assert pinned <= now, f"{place} lost {pinned - now}: phones send it, and would be refused for ever"
    if not name.endswith("Request"):
        assert now <= pinned, f"older phones get {now - pinned} in {place}, too: say here once they can"


def test_every_choice_of_a_synced_record_is_pinned() -> None:
    schemas = api_file()["components"]["schemas"]
    fields = json.loads((Path(__file__).parent / "synced_fields.json").read_text())
    found = {
        f"{name}.{field}"
        for name in fields
        for field, schema in schemas[name]["properties"].items()
        if values_of(schema)
    }
    assert found <= set(SYNCED_CHOICES)


def test_the_lists_that_the_pages_offer_are_the_servers() -> None:
    assert wire_choices.TARGET.read_text() == wire_choices.made(), "run `make openapi` and commit what changed"


# A cast to never or unknown says anything at all; so does `any`.
CAST = re.compile(r"\bas (never|any|unknown)\b")


def test_no_cast_hides_what_a_type_would_show() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "frontend" / "src").rglob("*.ts*"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if CAST.search(line) and not line.lstrip().startswith(("//", "*", "/*"))
    ]
    assert found == [], "derive the type from wire/shapes.ts, or check the value"


REFUSED = {"type": "about:blank", "status": 400, "code": "invalid", "detail": "No."}


@pytest.mark.parametrize(
    ("path", "status", "media", "body", "fault"),
    [
        ("/api/v1/sync/push", 200, "application/json", {"results": []}, "server_time"),
        ("/api/v1/sync/push", 200, "application/json", {"results": [], "server_time": "soon"}, "date-time"),
        ("/api/v1/sync/push", 204, "application/json", {}, "knows only 200"),
        ("/api/v1/sync/push", 200, "application/problem+json", REFUSED, "no application/problem"),
        ("/api/v1/sync/push", 400, "application/problem+json", {**REFUSED, "more": 1}, "more"),
    ],
)
def test_an_answer_that_is_not_documented_is_a_fault(
    path: str, status: int, media: str, body: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BrokenContract, match=fault):
        check_answer(path, "POST", status, media, json.dumps(body).encode())


def test_an_answer_as_documented_is_none() -> None:
    body = {"results": [], "server_time": "2026-03-10T15:00:00Z"}
    check_answer("/api/v1/sync/push", "POST", 200, "application/json", json.dumps(body).encode())
    check_answer("/api/v1/sync/push", "POST", 400, "application/problem+json", json.dumps(REFUSED).encode())
