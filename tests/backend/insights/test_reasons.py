"""Each reason at its threshold."""

import datetime as dt
from fractions import Fraction

import pytest

from backend.insights.adherence import Adherence
from backend.insights.facts import Code, Facts
from backend.insights.headache_days import Day, last_28_days
from backend.insights.medicine_days import medicine_use
from backend.insights.reasons import find_reasons
from backend.insights.response import find_baseline

TODAY = dt.date(2026, 3, 28)
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
    found = codes(last_heard_on=ago(9), unanswered_since=dt.datetime(2026, 3, 27, tzinfo=dt.UTC))
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
    [found] = find_reasons(facts(**counted(10, 14)))
    assert found.evidence == {
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
