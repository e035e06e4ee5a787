"""Each reason at its threshold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest

from backend.assessments.findings import Finding
from backend.diary.red_flags import Flag
from backend.insights.facts import Code, ExerciseConflict, Facts, OpenInvitation, Unanswered
from backend.insights.numbers.adherence import Adherence
from backend.insights.numbers.headache_days import Day, last_28_days
from backend.insights.numbers.medicine_days import medicine_use
from backend.insights.numbers.response import Category, Response, find_baseline
from backend.insights.numbers.six_weeks import SixWeeks
from backend.insights.numbers.step_back import StepBack
from backend.insights.reasons import find_reasons
from backend.insights.thresholds import shown_rule
from backend.programs.progression import RuleVerdict

TODAY = dt.date(2026, 3, 28)
UNANSWERED = Unanswered(
    since=dt.datetime(2026, 3, 27, 9, 30, tzinfo=dt.UTC),
    newest_at=dt.datetime(2026, 3, 27, 18, tzinfo=dt.UTC),
    newest="m2",
    since_on=dt.date(2026, 3, 26),
)
BABINSKI = Finding("e1:babinski", "Babinski: abnormal", "same_day", ("cervical_myelopathy",), TODAY)
START = TODAY - dt.timedelta(days=40)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def facts(**more: object) -> Facts:
    base: dict[str, object] = {
        "today": TODAY,
        "days": [],
        "current": last_28_days([], ago(1)),
        "last_heard_on": TODAY,
        "expected_since": START,
    }
    return Facts(**(base | more))  # type: ignore[arg-type]


def codes(**more: object) -> list[Code]:
    return [found.code for found in find_reasons(facts(**more))]


@pytest.mark.parametrize(("days", "silent"), [(4, False), (5, True), (30, True)])
def test_silent_after_five_days(days: int, silent: bool) -> None:
    assert (Code.SILENT in codes(last_heard_on=ago(days))) is silent


def test_nobody_is_silent_without_a_program() -> None:
    assert codes(last_heard_on=None, expected_since=None) == []


def test_silence_counts_from_the_start_of_the_program() -> None:
    assert codes(last_heard_on=ago(30), expected_since=ago(2)) == []


def test_pain_up_by_two_points() -> None:
    before = [Day(ago(days), True, 4) for days in (10, 12, 14)]
    assert codes(days=[*before, Day(ago(1), True, 6), Day(ago(2), True, 6)]) == [Code.PAIN_UP]
    assert codes(days=[*before, Day(ago(1), True, 6), Day(ago(2), True, 5)]) == []


def test_one_bad_day_is_no_trend() -> None:
    assert codes(days=[Day(ago(10), True, 2), Day(ago(12), True, 2), Day(ago(1), True, 10)]) == []


@pytest.mark.parametrize(("pain", "days", "told"), [(6, 0, True), (6, 6, True), (6, 7, False), (5, 0, False)])
def test_red_on_the_traffic_light_tells_the_therapist(pain: int, days: int, told: bool) -> None:
    assert (Code.EXERCISE_PAIN in codes(exercise_pains=[(ago(days), pain)])) is told


def test_the_most_urgent_reason_comes_first() -> None:
    found = codes(last_heard_on=ago(9), unanswered=UNANSWERED)
    assert found == [Code.ASKED_FOR_HELP, Code.SILENT]


def counted(before: int, now: int) -> dict[str, object]:
    """Facts of so many headache days in the 28 before the program, and in the last 28."""
    diary = [Day(START - dt.timedelta(days=n + 1), n < before) for n in range(28)]
    diary += [Day(ago(n + 1), n < now) for n in range(28)]
    return {"baseline": find_baseline(diary, START, ago(1)), "current": last_28_days(diary, ago(1))}


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(10, 13, True), (10, 12, False), (3, 5, True), (3, 4, False), (1, 2, False), (0, 20, False), (20, 27, True)],
)
def test_headache_days_up_by_30_percent_and_two_days(before: int, now: int, told: bool) -> None:
    assert (Code.HEADACHE_DAYS_UP in codes(**counted(before, now))) is told


def test_the_evidence_of_headache_days_names_its_counts() -> None:
    assert evidence(Code.HEADACHE_DAYS_UP, **counted(10, 14)) == {
        "baseline": 10.0,
        "baseline_quality": "reliable",
        "current": 14.0,
        "headache_days": 14,
        "recorded_days": 28,
        "quality": "reliable",
    }


def medicine(**used: int) -> dict[str, object]:
    dates = range(1, 31)
    diary = [Day(ago(n), True, medicines=frozenset(name for name in used if n <= used[name])) for n in dates]
    return {"medicine": medicine_use(diary, ago(1))}


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ({"simple": 9}, []),
        ({"simple": 10}, [Code.MEDICINE_NEAR]),
        ({"simple": 14}, [Code.MEDICINE_NEAR]),
        ({"simple": 15}, [Code.MEDICINE_REACHED]),
        ({"triptan": 8}, [Code.MEDICINE_NEAR]),
        ({"triptan": 10, "simple": 10}, [Code.MEDICINE_REACHED]),
        ({"simple": 10, "triptan": 2}, [Code.MEDICINE_REACHED]),
    ],
)
def test_medicine_near_or_at_a_limit(used: dict[str, int], expected: list[Code]) -> None:
    assert codes(**medicine(**used)) == expected


@pytest.mark.parametrize(("credit", "days", "told"), [(13, 40, True), (14, 40, False), (0, 13, False), (0, 14, True)])
def test_little_done_in_14_days(credit: int, days: int, told: bool) -> None:
    found = codes(adherence=Adherence(Fraction(28), Fraction(credit)), expected_since=ago(days))
    assert (Code.LOW_ADHERENCE in found) is told


def test_nothing_prescribed_is_not_little_done() -> None:
    assert codes(adherence=Adherence(Fraction(0), Fraction(0))) == []


@pytest.mark.parametrize(("ends_in", "told"), [(8, False), (7, True), (0, True), (-9, True)])
def test_a_program_that_ends(ends_in: int, told: bool) -> None:
    assert (Code.PROGRAM_ENDING in codes(program_ends_on=ago(-ends_in))) is told


@pytest.mark.parametrize(("minutes", "told"), [(10, False), (11, True)])
def test_a_phone_ahead_of_its_time(minutes: int, told: bool) -> None:
    assert (Code.PHONE_CLOCK in codes(phone_ahead_minutes=minutes)) is told


def evidence(code: Code, **more: object) -> dict[str, object]:
    """Return the evidence of the one reason of this code."""
    [found] = [each for each in find_reasons(facts(**more)) if each.code is code]
    # Its thresholds are in test_thresholds.py.
    assert found.evidence.get("rule", {}) == shown_rule(code)
    return {name: value for name, value in found.evidence.items() if name != "rule"}


def test_evidence_of_a_question() -> None:
    found = evidence(Code.ASKED_FOR_HELP, unanswered=UNANSWERED)
    assert found == {"since": "2026-03-27T09:30:00+00:00", "on": "2026-03-26", "newest": "m2"}


def test_evidence_of_pain_in_an_exercise_is_the_newest() -> None:
    pains = [(ago(3), 9), (ago(1), 6), (ago(1), 7), (ago(0), 5), (ago(8), 10)]
    assert evidence(Code.EXERCISE_PAIN, exercise_pains=pains) == {"on": ago(1).isoformat(), "pain": 7}


def test_evidence_of_pain_going_up() -> None:
    days = [Day(ago(back), True, 4) for back in (7, 27)] + [Day(ago(back), True, 7) for back in (0, 6)]
    # Outside both windows, not a headache day, or not rated: none of these counts.
    days += [Day(ago(28), True, 0), Day(ago(1), False, 0), Day(ago(2), True, None), Day(ago(3), True, 0, 29)]
    assert evidence(Code.PAIN_UP, days=days) == {"recent_mean": 7.0, "before_mean": 4.0, "recent_days": 2}


def test_pain_up_needs_two_days_on_each_side() -> None:
    two, one = [Day(ago(8), True, 2), Day(ago(9), True, 2)], [Day(ago(8), True, 2)]
    assert codes(days=[*two, Day(ago(0), True, 9), Day(ago(1), True, 9)]) == [Code.PAIN_UP]
    assert codes(days=[*one, Day(ago(0), True, 9), Day(ago(1), True, 9)]) == []
    assert codes(days=[*two, Day(ago(0), True, 9)]) == []


def test_evidence_of_medicine_at_its_limit() -> None:
    assert evidence(Code.MEDICINE_REACHED, **medicine(triptan=10, simple=12)) == {
        "days": {"triptan": 10},
        "any_days": 12,
        "mixed": False,
        "sustained": [],
        "pattern": False,
    }
    mixed = evidence(Code.MEDICINE_REACHED, **medicine(simple=10, triptan=2))
    assert (mixed["days"], mixed["any_days"], mixed["mixed"]) == ({}, 10, True)


def test_evidence_of_medicine_near_its_limit() -> None:
    assert evidence(Code.MEDICINE_NEAR, **medicine(triptan=8)) == {"days": {"triptan": 8}}


def test_evidence_of_silence() -> None:
    assert evidence(Code.SILENT, last_heard_on=ago(6)) == {"days": 6, "last_heard_on": ago(6).isoformat()}
    never = evidence(Code.SILENT, last_heard_on=None, expected_since=ago(9))
    assert never == {"days": 9, "last_heard_on": None}
    before = evidence(Code.SILENT, last_heard_on=ago(30), expected_since=ago(9))
    assert before == {"days": 9, "last_heard_on": ago(30).isoformat()}


def test_evidence_of_little_done() -> None:
    found = evidence(Code.LOW_ADHERENCE, adherence=Adherence(Fraction(28), Fraction(7, 2)))
    assert found == {"pct": 12.5, "credit": 3.5, "prescribed": 28.0}
    assert codes(adherence=Adherence(Fraction(28), Fraction(7, 2)), expected_since=None) == []


def test_evidence_of_an_ending_program() -> None:
    for days, ended in ((-7, False), (0, False), (1, True)):
        found = evidence(Code.PROGRAM_ENDING, program_ends_on=ago(days))
        assert found == {"ends_on": ago(days).isoformat(), "ended": ended}


def test_evidence_of_a_wrong_clock() -> None:
    assert evidence(Code.PHONE_CLOCK, phone_ahead_minutes=11) == {"minutes": 11}
    assert evidence(Code.UNREACHED, unreached_since=TODAY) == {"since": TODAY.isoformat()}


def test_open_red_flags_lead_the_most_urgent_first() -> None:
    flags = [
        Flag("t1", "therapist", ago(0), id="4"),
        Flag("s2", "same_day", ago(1), id="3"),
        Flag("s1", "same_day", ago(1), id="2"),
        Flag("s3", "same_day", ago(2), id="1"),
    ]
    assert evidence(Code.RED_FLAG, red_flags=flags) == {
        "urgency": "same_day",
        "held": True,
        "answers": [
            {"id": "1", "question": "s3", "urgency": "same_day", "on": ago(2).isoformat()},
            {"id": "2", "question": "s1", "urgency": "same_day", "on": ago(1).isoformat()},
            {"id": "3", "question": "s2", "urgency": "same_day", "on": ago(1).isoformat()},
            {"id": "4", "question": "t1", "urgency": "therapist", "on": ago(0).isoformat()},
        ],
    }
    assert evidence(Code.RED_FLAG, red_flags=flags[:1])["held"] is False


@dataclass
class PhaseDone:
    name: str = "Wake up"
    next_name: str | None = "Hold"
    verdicts: Sequence[RuleVerdict] = (RuleVerdict("min_days_in_phase >= 10", True, "12"),)
    is_done: bool = True
    check_in: tuple[str, dt.date] | None = None


def test_ready_to_progress_shows_every_rule() -> None:
    assert evidence(Code.READY_TO_PROGRESS, phase=PhaseDone()) == {
        "phase": "Wake up",
        "next": "Hold",
        "rules": [{"rule": "min_days_in_phase >= 10", "found": "12"}],
    }
    assert codes(phase=PhaseDone(is_done=False)) == []


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (5, True)])
def test_a_check_in_is_told_from_the_day_it_is_due(days: int, told: bool) -> None:
    phase = PhaseDone(is_done=False, check_in=("3 months", ago(days)))
    assert codes(phase=phase) == ([Code.CHECK_IN] if told else [])


@pytest.mark.parametrize(
    ("days", "expired", "told"), [(2, False, False), (3, False, True), (9, False, True), (0, True, True)]
)
def test_an_invitation_nobody_used(days: int, expired: bool, told: bool) -> None:
    given = OpenInvitation(ago(days), expired)
    assert codes(status="invited", invitation=given) == ([Code.INVITATION_UNUSED] if told else [])
    if told:
        found = evidence(Code.INVITATION_UNUSED, status="invited", invitation=given)
        assert found == {"since": ago(days).isoformat(), "expired": expired}


def test_who_has_not_joined_is_neither_silent_nor_worse() -> None:
    assert codes(status="invited", last_heard_on=None) == []


def test_the_most_urgent_finding_says_how_urgent_the_reason_is() -> None:
    jaw = Finding("e1:tmj_screen", "Jaw joint screen clear: no", "therapist", ("tmj_pain",), TODAY)
    found = evidence(Code.FINDING, findings=[jaw, BABINSKI])
    assert (found["urgency"], [each["id"] for each in found["findings"]]) == ("same_day", [BABINSKI.id, jaw.id])


def test_an_examination_counts_before_the_patient_has_joined() -> None:
    assert codes(status="invited", findings=[BABINSKI]) == [Code.FINDING]


def test_nobody_waits_for_a_discharged_patient() -> None:
    assert codes(status="discharged", last_heard_on=ago(60), phone_ahead_minutes=90) == []


def test_reasons_come_most_urgent_first() -> None:
    found = codes(
        red_flags=[Flag("t1", "therapist", ago(0))],
        findings=[BABINSKI],
        conflicts=[ExerciseConflict("rom-turn", "Turn", ("cervical_myelopathy",))],
        unanswered=UNANSWERED,
        exercise_pains=[(ago(0), 8)],
        days=[Day(ago(back), True, 9 if back < 7 else 1) for back in (0, 1, 8, 9)],
        **counted(10, 20),
        **medicine(triptan=10),
        last_heard_on=ago(6),
        adherence=Adherence(Fraction(28), Fraction(0)),
        phase=PhaseDone(check_in=("3 months", ago(0))),
        six_weeks=SixWeeks(ago(0), Response(Fraction(0), Category.NO_CHANGE, False), asks=True),
        step_back=StepBack(("pain",), (6, 6, 6), ("rom-turn",)),
        program_ends_on=ago(0),
        pause_planned_until=ago(1),
        phone_ahead_minutes=60,
        unreached_since=ago(0),
    )
    order = list(Code)
    assert found == sorted(found, key=order.index)
    without_program = {Code.PROGRAM_OVER, Code.NO_PROGRAM, Code.SILENT_AFTER_END}
    assert set(order) - set(found) == {Code.MEDICINE_NEAR, Code.INVITATION_UNUSED, *without_program}
