"""The thresholds of the rules behind the work list, and how evidence carries them to the sentence on the desk. Pure.

A page never writes a threshold itself: it shows what the evidence says under "rule" (frontend/src/clinic/reasons.ts).
"""

from collections.abc import Mapping

from backend.insights.facts import Code
from backend.insights.numbers.adherence import MEDIUM
from backend.insights.numbers.adherence import WINDOW_DAYS as ADHERENCE_DAYS
from backend.insights.numbers.medicine_days import LIMITS, MIX_LIMIT, NEAR
from backend.insights.numbers.medicine_days import WINDOW_DAYS as MEDICINE_DAYS
from backend.insights.numbers.response import WORSE_PCT
from backend.insights.numbers.step_back import LAST_SESSIONS, TOO_MUCH, TWICE
from backend.insights.numbers.step_back import WEEK as STEP_BACK_DAYS

SILENT_DAYS = 5
# Without a program nothing is due each day, so that a longer silence means less.
SILENT_AFTER_END_DAYS = 14
PAIN_UP_POINTS = 2.0
PAIN_UP_MIN_DAYS = 2
PAIN_UP_DAYS, PAIN_UP_BEFORE_DAYS = 7, 21
EXERCISE_PAIN = 6
EXERCISE_PAIN_DAYS = 7
HEADACHE_DAYS_UP_MIN = 2
# A therapist who said no to moving up is not asked again for this long.
DECLINED_DAYS = 7
ENDING_DAYS = 7
PHONE_AHEAD_MINUTES = 10
INVITATION_DAYS = 3
# So many pushes in a row that no device has shown.
UNSEEN_PUSHES = 2

SIMPLE = "simple"

_SHOWN: dict[Code, dict[str, float]] = {
    Code.EXERCISE_PAIN: {"pain": EXERCISE_PAIN, "days": EXERCISE_PAIN_DAYS},
    Code.PAIN_UP: {"points": PAIN_UP_POINTS, "days": PAIN_UP_DAYS, "before_days": PAIN_UP_BEFORE_DAYS},
    Code.STEP_BACK: {"over": TOO_MUCH, "sessions": LAST_SESSIONS, "times": TWICE, "days": STEP_BACK_DAYS},
    Code.HEADACHE_DAYS_UP: {"pct": WORSE_PCT, "days": HEADACHE_DAYS_UP_MIN},
    Code.MEDICINE_REACHED: {
        "days": MEDICINE_DAYS,
        "simple": LIMITS[SIMPLE],
        "others": min(limit for name, limit in LIMITS.items() if name != SIMPLE),
        "mixed": MIX_LIMIT,
    },
    Code.MEDICINE_NEAR: {
        "days": MEDICINE_DAYS,
        "simple": NEAR[SIMPLE],
        "others": min(limit for name, limit in NEAR.items() if name != SIMPLE),
    },
    Code.SILENT: {"days": SILENT_DAYS},
    Code.LOW_ADHERENCE: {"pct": MEDIUM, "days": ADHERENCE_DAYS},
    Code.PROGRAM_ENDING: {"days": ENDING_DAYS},
    Code.SILENT_AFTER_END: {"days": SILENT_AFTER_END_DAYS},
    Code.INVITATION_UNUSED: {"days": INVITATION_DAYS},
    Code.PHONE_CLOCK: {"minutes": PHONE_AHEAD_MINUTES},
    Code.UNREACHED: {"pushes": UNSEEN_PUSHES},
}


def shown_rule(code: Code) -> Mapping[str, float]:
    """Return the thresholds that the sentence about a reason shows; none where its rule has no number."""
    return _SHOWN.get(code, {})
