"""When the weekly questions are due: the phone is held to the same vectors (frontend/tests/questions.test.ts)."""

import datetime as dt
import json
from typing import Any

import pytest

from backend.reminders.questions import are_questions_due
from tests.records import ROOT

VECTORS = json.loads((ROOT / "tests/contract/weekly_questions.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    start = vector["program_start"]
    due = are_questions_due(
        dt.date.fromisoformat(vector["today"]),
        dt.date.fromisoformat(start) if start else None,
        {name: dt.date.fromisoformat(on) for name, on in vector["last"].items()},
        vector["every_days"],
    )
    assert due is vector["due"]
