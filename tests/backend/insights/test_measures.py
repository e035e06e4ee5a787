"""Each measure of the content pack against the change that matters for it, at its threshold."""

from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from backend.insights.measures import (
    Change,
    Measure,
    Verdict,
    band_of,
    change,
    in_range,
    mean_of_same,
    measure_from,
    ndi_percent,
)
from backend.library.pack import read_pack
from tests.records import ROOT

BETTER, SLIGHTLY, SAME, WORSE, UNKNOWN = Verdict


@cache
def measures() -> dict[str, Any]:
    return read_pack(ROOT / "exercises").entries["measure"]


def measure(slug: str) -> Measure:
    return measure_from(measures()[slug])


def test_a_measure_is_read_whole() -> None:
    assert measure("activities") == Measure(Fraction(0), Fraction(10), True, Fraction(2), None, Fraction(3))
    headache = measure("nrs-headache")
    assert (headache.low, headache.high, headache.higher_is_better) == (0, 10, False)
    assert (headache.meaningful, headache.small, headache.single) == (Fraction(5, 2), 2, None)
    assert (headache.rates_change, headache.bands) == (False, ())
    bare = measure_from({"range": {"min": 1, "max": 2}, "higher_is": "worse"})
    assert bare == Measure(Fraction(1), Fraction(2), False)
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
def test_change_that_matters(slug: str, first: str | None, now: str, verdict: Verdict) -> None:
    found = change(measure(slug), None if first is None else Fraction(first), Fraction(now))
    assert found.verdict is verdict


def test_improvement_is_above_zero_whichever_way_the_measure_runs() -> None:
    assert change(measure("ndi"), Fraction(20), Fraction(14)).improved_by == 6
    assert change(measure("activities"), Fraction(4), Fraction(6)).improved_by == 2


@pytest.mark.parametrize(("first", "now"), [(None, 3), (3, None), (None, None)])
def test_a_missing_value_cannot_be_compared(first: int | None, now: int | None) -> None:
    values = [None if value is None else Fraction(value) for value in (first, now)]
    assert change(measure("nrs-headache"), *values) == Change(None, Verdict.NOT_EVALUABLE)


def test_a_single_activity_needs_three_points() -> None:
    found = [change(measure("activities"), Fraction(4), Fraction(4 + up), items=1).verdict for up in (2, 3)]
    assert found == [SAME, BETTER]
    assert change(measure("activities"), Fraction(4), Fraction(6), items=2).verdict is BETTER
    assert change(measure("nrs-headache"), Fraction(6), Fraction(3), items=1).verdict is BETTER


def test_only_items_rated_both_times_are_compared() -> None:
    first = {"drive": 2, "read": 4, "lift": 9}
    assert mean_of_same(first, {"drive": 5, "read": 6}) == (Fraction(3), Fraction(11, 2), 2)
    assert mean_of_same(first, {"swim": 5}) is None


@pytest.mark.parametrize(
    ("slug", "value", "label"),
    [
        ("ndi", 0, "none"),
        ("ndi", 4, "none"),
        ("ndi", 5, "mild"),
        ("ndi", 14, "mild"),
        ("ndi", 15, "moderate"),
        ("ndi", 24, "moderate"),
        ("ndi", 25, "severe"),
        ("ndi", 34, "severe"),
        ("ndi", 35, "complete"),
        ("ndi", 50, "complete"),
        ("hit-6", 49, "little"),
        ("hit-6", 50, "some"),
        ("hit-6", 55, "some"),
        ("hit-6", 56, "substantial"),
        ("hit-6", 59, "substantial"),
        ("hit-6", 60, "severe"),
        ("midas", 5, "little or none"),
        ("midas", 6, "mild"),
        ("midas", 10, "mild"),
        ("midas", 11, "moderate"),
        ("midas", 20, "moderate"),
        ("midas", 21, "severe"),
        ("global-change", -7, "worse"),
        ("global-change", -1, "worse"),
        ("global-change", 0, "no change"),
        ("global-change", 3, "small"),
        ("global-change", 4, "moderate"),
        ("global-change", 5, "moderate"),
        ("global-change", 6, "large"),
    ],
)
def test_bands(slug: str, value: int, label: str) -> None:
    found = band_of(measure(slug), Fraction(value))
    assert found is not None
    assert found["en"] == label


def test_a_measure_without_bands_has_none() -> None:
    assert band_of(measure("nrs-headache"), Fraction(5)) is None


@pytest.mark.parametrize(
    ("slug", "value", "can_be"),
    [("hit-6", 35, False), ("hit-6", 36, True), ("hit-6", 78, True), ("hit-6", 79, False), ("global-change", -7, True)],
)
def test_ranges_hold_both_ends(slug: str, value: int, can_be: bool) -> None:
    assert in_range(measure(slug), Fraction(value)) is can_be


def test_neck_disability_as_percent() -> None:
    assert ndi_percent(Fraction(11)) == 22
