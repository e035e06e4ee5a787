"""What a patient's page opens with: the phase by its rules, the numbers with what explains them, safety answers."""

import datetime as dt
from typing import Any

from backend.diary.red_flags import URGENCIES
from backend.insights.explained import explained
from backend.insights.facts import Facts, Phase


def page_to_keep(facts: Facts) -> dict[str, Any]:
    """Return what the patient page opens with, JSON-ready: it is kept with the summary, so that it is one read."""
    return {
        "findings": [
            {**vars(each), "proposes": list(each.proposes), "found_on": each.found_on.isoformat()}
            for each in facts.findings
        ],
        "conflicts": [{**vars(each), "tags": list(each.tags)} for each in facts.conflicts],
        "numbers": [_plain(vars(number)) for number in explained(facts)],
        "phase": _phase(facts.phase) if facts.phase else None,
        "red_flags": [
            {
                "id": flag.id,
                "question": flag.question,
                "urgency": flag.urgency,
                "answered_on": flag.answered_on.isoformat(),
                "text": flag.text,
            }
            for flag in sorted(facts.red_flags, key=lambda flag: (URGENCIES.index(flag.urgency), flag.answered_on))
        ],
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "name": phase.name,
        "next_name": phase.next_name,
        "is_done": phase.is_done,
        "rules": [
            {
                "rule": verdict.rule,
                "met": verdict.met,
                "found": verdict.found,
                "marks": [vars(mark) for mark in verdict.marks],
            }
            for verdict in phase.verdicts
        ],
    }
