"""A threshold stands once, and travels with the evidence to the sentence that names it."""

import json
import re

from backend.insights.facts import Code
from backend.insights.news import is_news
from backend.insights.thresholds import shown_rule
from tests.records import ROOT

RULES = json.loads((ROOT / "tests" / "contract" / "reason_rules.json").read_text())
# Where docs/numbers.md calls a reason by another name than its code.
DOCUMENTED = {
    "exercise_pain": "pain in exercise",
    "medicine_reached": "",
    "medicine_near": "",
    "step_back": "",
    "low_adherence": "little done",
    "silent_after_end": "silent after the end",
    "invitation_unused": "invitation not used",
    "phone_clock": "phone's clock is wrong",
    "unreached": "",
}


def test_the_thresholds_are_those_of_the_contract() -> None:
    """The desk's sentences are tested over the same file (frontend/tests/reason-rules.test.ts)."""
    assert {str(code): dict(shown_rule(code)) for code in Code if shown_rule(code)} == RULES


def test_the_definitions_name_the_thresholds() -> None:
    rows: dict[str, str] = {}
    section = (ROOT / "docs" / "numbers.md").read_text().partition("## Reasons on the work list")[2]
    for line in section.splitlines():
        if line.startswith("|"):
            rows.setdefault(line.split("|")[1].strip(), line)
    for code, rule in RULES.items():
        name = DOCUMENTED.get(code, code.replace("_", " "))
        said = {float(number) for number in re.findall(r"\d+", rows[name])} if name else set(rule.values())
        assert set(rule.values()) <= said, f"docs/numbers.md says other numbers of “{name}” than the rule"


def test_a_changed_threshold_is_no_news_of_a_patient() -> None:
    seen = {"since": "2026-03-01", "rule": {"days": 3}}
    assert not is_news(Code.INVITATION_UNUSED, seen, {**seen, "rule": {"days": 4}})
    assert not is_news(Code.INVITATION_UNUSED, {"since": "2026-03-01"}, seen)
    assert is_news(Code.INVITATION_UNUSED, seen, {**seen, "since": "2026-03-02"})
