"""Each measure of the content pack against the change that matters for it, at its threshold."""

from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from backend.insights.numbers.measures import (
    MeasuredChange,
    MeasureRule,
    MeasureVerdict,
    compare_measure,
    exact,
    mean_of_same,
    measure_from,
)
from backend.library.pack import read_pack
from tests.records import ROOT

BETTER, SLIGHTLY, SAME, WORSE, UNKNOWN = MeasureVerdict


@cache
def measures() -> dict[str, Any]:
    return read_pack(ROOT / "exercises").entries["measure"]


def measure(slug: str) -> MeasureRule:
    return measure_from(measures()[slug])


def test_a_measure_is_read_whole() -> None:
    assert measure("activities") == MeasureRule(True, Fraction(2), None, Fraction(3))
    headache = measure("nrs-headache")
    assert headache.higher_is_better is False
    assert (headache.meaningful, headache.small, headache.single) == (Fraction(5, 2), 2, None)
    assert headache.rates_change is False
    bare = measure_from({"range": {"min": 1, "max": 2}, "higher_is": "worse"})
    assert bare == MeasureRule(False)
    assert measure("global-change").rates_change is True


@pytest.mark.parametrize(
    ("slug", "first", "now", "verdict"),
    [
        # Headache pain: 2.5 in cervicogenic headache, a small badge from 2.
        ("nrs-headache", "6", "3.5", BETTER),
        ("nrs-headache", "6", "3.6", SLIGHTLY),
        ("nrs-headache", "6", "4", SLIGHTLY),
        ("nrs-headache", "6", "4.1", SAME),
        ("nrs-headache", "6", "8.4", SAME),
        ("nrs-headache", "6", "8.5", WORSE),
        ("ndi", "20", "14.5", BETTER),
        ("ndi", "20", "14.6", SAME),
        ("ndi", "20", "25.5", WORSE),
        ("hit-6", "60", "52", BETTER),
        ("hit-6", "60", "53", SAME),
        ("activities", "4", "6", BETTER),
        ("activities", "4", "5.9", SAME),
        ("activities", "4", "2", WORSE),
        # A rating of change is compared with no change, whatever was said first.
        ("global-change", None, "5", BETTER),
        ("global-change", "3", "4", SAME),
        ("global-change", None, "-5", WORSE),
        # No threshold is known, so none is made up.
        ("midas", "30", "10", UNKNOWN),
        ("lost-days", "10", "1", UNKNOWN),
    ],
)
def test_change_that_matters(slug: str, first: str | None, now: str, verdict: MeasureVerdict) -> None:
    found = compare_measure(measure(slug), None if first is None else Fraction(first), Fraction(now))
    assert found.verdict is verdict


def test_improvement_is_above_zero_whichever_way_the_measure_runs() -> None:
    assert compare_measure(measure("ndi"), Fraction(20), Fraction(14)).improved_by == 6
    assert compare_measure(measure("activities"), Fraction(4), Fraction(6)).improved_by == 2


@pytest.mark.parametrize(("first", "now"), [(None, 3), (3, None), (None, None)])
def test_a_missing_value_cannot_be_compared(first: int | None, now: int | None) -> None:
    values = [None if value is None else Fraction(value) for value in (first, now)]
    assert compare_measure(measure("nrs-headache"), *values) == MeasuredChange(None, MeasureVerdict.NOT_EVALUABLE)


def test_a_single_activity_needs_three_points() -> None:
    found = [compare_measure(measure("activities"), Fraction(4), Fraction(4 + up), items=1).verdict for up in (2, 3)]
    assert found == [SAME, BETTER]
    assert compare_measure(measure("activities"), Fraction(4), Fraction(6), items=2).verdict is BETTER
    assert compare_measure(measure("nrs-headache"), Fraction(6), Fraction(3), items=1).verdict is BETTER


def test_only_items_rated_both_times_are_compared() -> None:
    first = exact({"drive": 2, "read": 4, "lift": 9})
    assert mean_of_same(first, exact({"drive": 5, "read": 6})) == (Fraction(3), Fraction(11, 2), 2)
    assert mean_of_same(first, exact({"swim": 5})) is None
