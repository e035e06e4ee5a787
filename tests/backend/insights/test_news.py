"""What opens a reason again for somebody who has looked at it."""

from typing import Any

import pytest

from backend.insights.facts import Code
from backend.insights.news import is_news

ANSWER = {"id": "a1", "question": "s2", "urgency": "same_day", "on": "2026-03-01"}
WORSE = ANSWER | {"id": "a2", "question": "e1", "urgency": "emergency"}
AGAIN = ANSWER | {"id": "a3", "on": "2026-03-08"}
MEDICINE = {"days": {"triptan": 10}, "mixed": False, "sustained": False, "pattern": None}
SILENT = {"days": 5, "last_heard_on": "2026-03-01"}
ENDING = {"ends_on": "2026-03-08", "ended": False}

FOUND = {"findings": [{"id": "e1:babinski"}]}
AGAINST = {"exercise": "rom-turn", "name": "Turn", "tags": ["dizziness"]}
HURTS: dict[str, Any] = {"because": ["pain"], "pains": [6, 6, 6], "exercises": ["turn"], "worse_on": []}
LOOK: dict[str, Any] = {"due_on": "2026-02-16", "examined_on": None, "current": 10.0}

CASES: list[tuple[Code, dict[str, Any], dict[str, Any], bool]] = [
    (Code.RED_FLAG, {"answers": [ANSWER]}, {"answers": [WORSE, ANSWER]}, True),
    (Code.RED_FLAG, {"answers": [ANSWER]}, {"answers": [ANSWER, AGAIN]}, True),
    (Code.RED_FLAG, {"answers": [WORSE, ANSWER]}, {"answers": [ANSWER]}, False),
    (Code.FINDING, FOUND, {"findings": [*FOUND["findings"], {"id": "e2:babinski"}]}, True),
    (Code.FINDING, {"findings": [*FOUND["findings"], {"id": "e1:clonus"}]}, FOUND, False),
    (Code.PROGRAM_CONFLICT, {"conflicts": [AGAINST]}, {"conflicts": [AGAINST | {"tags": ["osteoporosis"]}]}, True),
    (Code.PROGRAM_CONFLICT, {"conflicts": [AGAINST]}, {"conflicts": [AGAINST, AGAINST | {"exercise": "x"}]}, True),
    (Code.PROGRAM_CONFLICT, {"conflicts": [AGAINST, AGAINST | {"exercise": "x"}]}, {"conflicts": [AGAINST]}, False),
    (Code.ASKED_FOR_HELP, {"newest": "m1"}, {"newest": "m2"}, True),
    (Code.ASKED_FOR_HELP, {"newest": "m1"}, {"newest": "m1", "since": "later"}, False),
    (Code.EXERCISE_PAIN, {"on": "2026-03-01", "pain": 7}, {"on": "2026-03-02", "pain": 6}, True),
    (Code.EXERCISE_PAIN, {"on": "2026-03-01", "pain": 7}, {"on": "2026-03-01", "pain": 8}, True),
    (Code.EXERCISE_PAIN, {"on": "2026-03-02", "pain": 8}, {"on": "2026-03-01", "pain": 7}, False),
    (Code.PAIN_UP, {"recent_mean": 6.0}, {"recent_mean": 7.0}, True),
    (Code.PAIN_UP, {"recent_mean": 6.0}, {"recent_mean": 6.9}, False),
    (Code.HEADACHE_DAYS_UP, {"current": 12.0}, {"current": 14.0}, True),
    (Code.HEADACHE_DAYS_UP, {"current": 12.0}, {"current": 13.9}, False),
    (Code.STEP_BACK, HURTS, HURTS | {"pains": [6, 6, 5]}, False),
    (Code.STEP_BACK, HURTS, HURTS | {"pains": [6, 7]}, True),
    (Code.STEP_BACK, HURTS, HURTS | {"exercises": ["turn", "nod"]}, True),
    (Code.STEP_BACK, HURTS, HURTS | {"worse_on": ["2026-03-01"]}, True),
    (Code.STEP_BACK, HURTS, HURTS | {"because": ["headache_after"]}, True),
    (Code.RE_ASSESS, LOOK, LOOK | {"current": 11.9}, False),
    (Code.RE_ASSESS, LOOK, LOOK | {"current": 12.0}, True),
    (Code.RE_ASSESS, LOOK, LOOK | {"examined_on": "2026-02-20"}, True),
    (Code.RE_ASSESS, LOOK, LOOK | {"due_on": "2026-04-20"}, True),
    (Code.CHECK_IN, {"check_in": "3 months"}, {"check_in": "6 months"}, True),
    (Code.MEDICINE_REACHED, MEDICINE, MEDICINE | {"days": {"triptan": 14}}, False),
    (Code.MEDICINE_REACHED, MEDICINE, MEDICINE | {"days": {"triptan": 15}}, True),
    (Code.MEDICINE_REACHED, MEDICINE, MEDICINE | {"days": {"triptan": 10, "opioid": 10}}, True),
    (Code.MEDICINE_REACHED, MEDICINE, MEDICINE | {"sustained": True}, True),
    (Code.MEDICINE_REACHED, MEDICINE | {"mixed": True}, MEDICINE, False),
    (Code.MEDICINE_NEAR, {"days": {"triptan": 8}}, {"days": {"triptan": 9}}, False),
    (Code.MEDICINE_NEAR, {"days": {"triptan": 8}}, {"days": {"triptan": 8, "opioid": 8}}, True),
    (Code.SILENT, SILENT, SILENT | {"days": 9}, False),
    (Code.SILENT, SILENT, SILENT | {"days": 10}, True),
    (Code.SILENT, SILENT, {"days": 6, "last_heard_on": "2026-03-09"}, True),
    (Code.LOW_ADHERENCE, {"pct": 45.0}, {"pct": 25.1}, False),
    (Code.LOW_ADHERENCE, {"pct": 45.0}, {"pct": 25.0}, True),
    (Code.READY_TO_PROGRESS, {"phase": "One", "rules": []}, {"phase": "One", "rules": [1]}, False),
    (Code.READY_TO_PROGRESS, {"phase": "One"}, {"phase": "Two"}, True),
    (Code.PROGRAM_ENDING, ENDING, ENDING | {"ended": True}, True),
    (Code.PROGRAM_ENDING, ENDING, ENDING | {"ends_on": "2026-03-15"}, True),
    (Code.PAUSE_OVER, {"planned_until": "2026-03-01"}, {"planned_until": "2026-03-08"}, True),
    (Code.PROGRAM_OVER, {"ended_on": "2026-03-01"}, {"ended_on": "2026-03-20"}, True),
    (Code.NO_PROGRAM, {"joined_on": "2026-03-01"}, {"joined_on": "2026-03-08"}, True),
    (Code.SILENT_AFTER_END, SILENT | {"days": 14}, SILENT | {"days": 27}, False),
    (Code.SILENT_AFTER_END, SILENT | {"days": 14}, SILENT | {"days": 28}, True),
    (Code.SILENT_AFTER_END, SILENT | {"days": 14}, {"days": 15, "last_heard_on": "2026-03-09"}, True),
    (Code.PHONE_CLOCK, {"minutes": 30}, {"minutes": 59}, False),
    (Code.PHONE_CLOCK, {"minutes": 30}, {"minutes": 60}, True),
    (Code.INVITATION_UNUSED, {"since": "2026-03-01", "expired": False}, {"since": "2026-03-01", "expired": True}, True),
    (Code.UNREACHED, {"since": "2026-03-01"}, {"since": "2026-03-04"}, True),
]


@pytest.mark.parametrize(("code", "seen", "now", "news"), CASES)
def test_what_one_would_act_on_differently_is_news(
    code: Code, seen: dict[str, Any], now: dict[str, Any], news: bool
) -> None:
    assert is_news(code, seen, now) is news
    assert not is_news(code, now, now)


def test_every_reason_is_tried_here() -> None:
    assert {case[0] for case in CASES} == set(Code)
