"""No field of the pack is only written: each is read by code beyond the checker, or says here whom it is for."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.records import ROOT

# Only the checker and whoever writes content read these; the admin shows all of them.
FOR_WRITERS = {
    "flag": "why a question is asked: the warning sign behind it",
    "licence": "under which terms a clinic may hand it out",
    "licence_note": "why a form's questions are not here",
    "read": "how well a source is known: read, second hand, or from memory",
    "retired_ids": "ids of questions that must not be given to others",
    "due_on": "when the review is due; the admin filters by it in the database",
    "trigger": "when the flare program is for, in words",
}
CHECKER = {"checks.py", "documents.py", "pack.py", "gates.py", "serializers.py", "schema.d.ts"}


def _fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for name, each in schema.get("properties", {}).items():
            yield name
            yield from _fields(each)
        for key in ("items", "additionalProperties"):
            yield from _fields(schema.get(key))


def _code() -> str:
    paths = [*(ROOT / "backend").rglob("*.py"), *(ROOT / "frontend/src").rglob("*.ts*")]
    return "\n".join(path.read_text() for path in paths if path.name not in CHECKER and "migrations" not in path.parts)


def test_every_field_of_the_pack_is_read() -> None:
    code = _code()
    fields = {
        name for path in (ROOT / "exercises/schema").glob("*.json") for name in _fields(json.loads(path.read_text()))
    }
    assert len(fields) > 80
    # A field is read as "name", .name, or { name } of a destructured object.
    unread = {name for name in fields if not re.search(rf"[\"']{name}[\"']|\.{name}\b|[{{,]\s*{name}\s*[,}}=]", code)}
    assert unread - set(FOR_WRITERS) == set()
    assert set(FOR_WRITERS) <= fields
