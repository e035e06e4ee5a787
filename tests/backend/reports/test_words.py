"""A number reads the same on paper as on the desk (frontend/tests/desk-numbers.test.ts runs the same cases)."""

import json
from typing import Any

import pytest

from backend.insights.explained import Number
from backend.reports import words
from tests.records import ROOT

CASES = json.loads((ROOT / "tests" / "contract" / "number_words.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["value"] for case in CASES])
def test_a_number_reads_as_on_the_desk(case: dict[str, Any]) -> None:
    number = Number(**case["number"], first_on=None, last_on=None)
    assert (words.number_name(number), words.value_of(number)) == (case["name"], case["value"])
