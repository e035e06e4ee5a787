"""Any figure on screen can be explained: its window, its quality, the counts behind it."""

import datetime as dt
from fractions import Fraction

from backend.insights.explained import Number, explained
from backend.insights.facts import Facts
from backend.insights.numbers.adherence import Adherence
from backend.insights.numbers.headache_days import Day, last_28_days
from backend.insights.numbers.medicine_days import medicine_use
from backend.insights.numbers.response import find_baseline

LAST = dt.date(2026, 3, 1)
FIRST = dt.date(2026, 2, 2)
BEFORE = [Day(FIRST - dt.timedelta(days=back), back <= 12) for back in range(1, 29)]
SINCE = [
    Day(LAST, True, 8, 90, frozenset({"simple", "triptan"})),
    Day(LAST - dt.timedelta(days=1), True, 5, 60),
    Day(LAST - dt.timedelta(days=2), True, None, 45),
    Day(LAST - dt.timedelta(days=3), True, 6, None),
    *(Day(LAST - dt.timedelta(days=back), False) for back in range(4, 26)),
]


def facts(days: list[Day], **more: object) -> Facts:
    known = {"current": last_28_days(days, LAST), "medicine": medicine_use(days, LAST)}
    return Facts(today=LAST + dt.timedelta(days=1), days=days, **(known | more))  # type: ignore[arg-type]


def by_name(found: list[Number]) -> dict[str, Number]:
    return {number.name: number for number in found}


def test_every_number_with_its_window_quality_and_counts() -> None:
    days = BEFORE + SINCE
    done = Adherence(Fraction(34), Fraction(26))
    found = by_name(explained(facts(days, baseline=find_baseline(days, FIRST, LAST), adherence=done)))
    counts = {"headache_days": 4, "recorded_days": 26}
    assert found["monthly_headache_days"] == Number(
        "monthly_headache_days", 4.3, "days per 28", FIRST, LAST, "reliable", "", counts
    )
    assert found["baseline_monthly_headache_days"] == Number(
        "baseline_monthly_headache_days",
        12.0,
        "days per 28",
        dt.date(2026, 1, 5),
        dt.date(2026, 2, 1),
        "reliable",
        "diary",
        {"headache_days": 12, "recorded_days": 28},
    )
    assert found["change_pct"] == Number(
        "change_pct", 64.1, "percent fewer", FIRST, LAST, "baseline reliable and reliable", "responder_50", counts
    )
    assert found["mean_peak_intensity"] == Number(
        "mean_peak_intensity", 6.3, "of 10", FIRST, LAST, counts={"headache_days": 4, "rated_days": 3}
    )
    assert found["severe_days"] == Number(
        "severe_days", 1.0, "days", FIRST, LAST, counts={"headache_days": 4, "rated_days": 3, "severe_from": 7}
    )
    assert found["headache_hours"] == Number(
        "headache_hours", 3.3, "hours", FIRST, LAST, counts={"headache_days": 4, "timed_days": 3}
    )
    first_of_30 = dt.date(2026, 1, 31)
    for name in ("medicine_days_simple", "medicine_days_triptan", "medicine_days"):
        assert found[name] == Number(name, 1.0, "days, at least", first_of_30, LAST)
    assert found["adherence_pct"] == Number(
        "adherence_pct",
        76.5,
        "percent",
        dt.date(2026, 2, 16),
        LAST,
        category="medium",
        counts={"credit": 26.0, "prescribed": 34.0},
    )


def test_what_cannot_be_computed_says_why() -> None:
    days = [Day(LAST - dt.timedelta(days=back), True) for back in range(3)]
    found = by_name(explained(facts(days, baseline=find_baseline(days, FIRST, LAST, recall=3))))
    monthly = found["monthly_headache_days"]
    assert (monthly.value, monthly.quality, monthly.counts) == (
        None,
        "insufficient",
        {"headache_days": 3, "recorded_days": 3, "needed_days": 14},
    )
    before = found["baseline_monthly_headache_days"]
    assert (before.value, before.quality, before.category, before.first_on, before.counts) == (
        3.0,
        "recall",
        "recall",
        None,
        {},
    )
    change = found["change_pct"]
    assert (change.value, change.category, change.quality) == (
        None,
        "not_evaluable",
        "baseline recall and insufficient and low baseline",
    )
    assert (found["mean_peak_intensity"].value, found["headache_hours"].value) == (None, None)


def test_without_a_program_there_is_no_baseline_and_no_adherence() -> None:
    names = set(by_name(explained(facts([], medicine=None))))
    of_the_diary = {"monthly_headache_days", "mean_peak_intensity", "severe_days", "headache_hours"}
    assert names == of_the_diary | {"neck_linked_pct", "lost_days"}


def test_lost_days_and_the_necks_share_say_of_what() -> None:
    days = [
        Day(LAST, True, neck_move=True, lost_time=True),
        Day(LAST - dt.timedelta(days=1), True, neck_move=False),
        Day(LAST - dt.timedelta(days=2), True, neck_move=False),
        Day(LAST - dt.timedelta(days=3), True),
    ]
    found = by_name(explained(facts(days)))
    assert found["neck_linked_pct"] == Number(
        "neck_linked_pct", 33.3, "percent", FIRST, LAST, counts={"headache_days": 4, "linked_days": 3}
    )
    assert found["lost_days"] == Number("lost_days", 1.0, "days", FIRST, LAST, counts={"recorded_days": 4})
    unknown = by_name(explained(facts([])))
    assert (unknown["neck_linked_pct"].value, unknown["lost_days"].value) == (None, None)


def test_active_days_and_the_best_run_are_of_the_same_28_dates() -> None:
    sessions = [LAST - dt.timedelta(days=back) for back in (0, 1, 3, 10, 27, 28)]
    done = Adherence(Fraction(28), Fraction(5))
    found = by_name(explained(facts([], session_dates=sessions, adherence=done)))
    assert found["active_days"] == Number("active_days", 5.0, "days", FIRST, LAST, counts={"dates": 28})
    assert found["best_run_days"] == Number("best_run_days", 4.0, "days", FIRST, LAST)


def test_medicine_levels_are_named() -> None:
    days = [Day(LAST - dt.timedelta(days=back), False, medicines=frozenset({"triptan"})) for back in range(8)]
    found = by_name(explained(facts(days)))
    assert (found["medicine_days_triptan"].value, found["medicine_days_triptan"].category) == (8.0, "near")
    mixed = days + [Day(LAST - dt.timedelta(days=back), False, medicines=frozenset({"ergot"})) for back in (9, 10)]
    assert by_name(explained(facts(mixed)))["medicine_days"].category == "multi"


def test_nothing_done_and_nothing_prescribed_are_told_apart() -> None:
    idle = by_name(explained(facts([], adherence=Adherence(Fraction(28), Fraction(0)))))["adherence_pct"]
    assert (idle.value, idle.category, idle.counts) == (0.0, "low", {"credit": 0.0, "prescribed": 28.0})
    free = by_name(explained(facts([], adherence=Adherence(Fraction(0), Fraction(0)))))["adherence_pct"]
    assert (free.value, free.category, free.counts) == (None, "", {"credit": 0.0, "prescribed": 0.0})
