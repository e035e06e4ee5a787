"""What answers do to a running program: the phone is held to the same vectors (frontend/tests/answers.test.ts)."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.diary.red_flags import is_gentle, left_to_decide
from backend.programs.precautions import Line, Standing, against_template, conflicts, gentleness, held_by

VECTORS = json.loads((Path(__file__).parents[2] / "contract" / "answers.json").read_text())
TEMPLATE = VECTORS["template"]


def _lines() -> dict[str, Line]:
    usual = {"category": "stretch", "dose": {"side": "none"}}
    return {name: Line({**usual, **content}, "none") for name, content in VECTORS["exercises"].items()}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_contract(case: dict[str, Any]) -> None:
    answered = [VECTORS["questions"][name] for name in case["yes"]]
    tags = [tag for question in answered for tag in question["sets_tags"]]
    gentle = is_gentle(question["urgency"] for question in answered)
    found = conflicts(_lines(), TEMPLATE, Standing(tags, only_said=frozenset(tags)), case["overridden"])
    assert gentle == case["gentle"]
    assert list(held_by(found, _lines(), gentle)) == case["held"]


def test_what_was_only_said_stops_no_template_that_runs_and_every_one_that_is_new() -> None:
    said = Standing(["cervical_instability"], only_said=frozenset({"cervical_instability"}))
    assert set(held_by(conflicts(_lines(), TEMPLATE, said, {}), _lines())) == {"nod", "towel"}
    assert against_template(TEMPLATE, said) == ["cervical_instability"]
    confirmed = Standing(["cervical_instability"])
    assert set(held_by(conflicts(_lines(), TEMPLATE, confirmed, {}), _lines())) == set(_lines())


def test_an_exercise_from_before_the_pack_said_so_is_judged_by_its_category() -> None:
    found = {name: gentleness({"category": name}) for name in ("relaxation", "rom", "self_mobilization", "isometric")}
    assert found == {"relaxation": "full", "rom": "half", "self_mobilization": "rest", "isometric": "rest"}


def test_what_was_decided_is_not_asked_again() -> None:
    decisions: list[dict[str, object]] = [{"precaution": "dizziness", "confirmed": False}]
    assert left_to_decide(["dizziness", "radiculopathy"], decisions) == ("radiculopathy",)
