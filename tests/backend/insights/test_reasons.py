"""Each reason at its threshold."""

import datetime as dt

import pytest

from backend.insights.headache_days import Day
from backend.insights.reasons import Code, Facts, find_reasons

TODAY = dt.date(2026, 3, 28)
START = TODAY - dt.timedelta(days=40)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def facts(**more: object) -> Facts:
    base: dict[str, object] = {"today": TODAY, "days": [], "last_heard_on": TODAY, "expected_since": START}
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
