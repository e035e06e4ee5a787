"""Did an outcome measure change by as much as matters? Pure. Thresholds come from the content pack
(exercises/measures/), each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class MeasureVerdict(StrEnum):
    """`better`, `worse`: by the measure's meaningful change or more. `slightly_better`: by its smaller threshold."""

    BETTER = "better"
    SLIGHTLY_BETTER = "slightly_better"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    NOT_EVALUABLE = "not_evaluable"


@dataclass(frozen=True)
class MeasureRule:
    """What the rules need of a measure. `single` is the threshold when only one item was rated.

    `rates_change`: the value itself is a rating of change, so that it is compared with no change, 0.
    """

    higher_is_better: bool
    meaningful: Fraction | None = None
    small: Fraction | None = None
    single: Fraction | None = None
    rates_change: bool = False


@dataclass(frozen=True)
class MeasuredChange:
    """`improved_by`: above zero when better, in the measure's points; None when one value is missing."""

    improved_by: Fraction | None
    verdict: MeasureVerdict


def measure_from(content: Mapping[str, Any]) -> MeasureRule:
    """Read a measure as the content pack writes it."""
    matters = content.get("meaningful_change", {})
    return MeasureRule(
        higher_is_better=content["higher_is"] == "better",
        meaningful=_maybe(matters.get("value")),
        small=_maybe(matters.get("small")),
        single=_maybe(matters.get("single")),
        rates_change=bool(content.get("rates_change")),
    )


def compare_measure(
    measure: MeasureRule, first: Fraction | None, now: Fraction | None, *, items: int = 0
) -> MeasuredChange:
    """Compare a value with the first one. `items` is how many things were rated, where a measure rates several."""
    if measure.rates_change:
        first = Fraction(0)
    if first is None or now is None:
        return MeasuredChange(None, MeasureVerdict.NOT_EVALUABLE)
    improved = now - first if measure.higher_is_better else first - now
    enough = measure.single if items == 1 and measure.single is not None else measure.meaningful
    return MeasuredChange(improved, _verdict(improved, enough, measure.small))


def exact(values: Mapping[str, float]) -> dict[str, Fraction]:
    """Return what was rated as exact numbers: 0.1 is a tenth."""
    return {name: _exact(value) for name, value in values.items()}


def mean_of_same(first: Mapping[str, Fraction], now: Mapping[str, Fraction]) -> tuple[Fraction, Fraction, int] | None:
    """Return the mean at first and now over the items answered both times, and their count; None without any.

    A mean over other items than at first would compare different things.
    """
    both = first.keys() & now.keys()
    if not both:
        return None
    return mean({name: first[name] for name in both}), mean({name: now[name] for name in both}), len(both)


def mean(rated: Mapping[str, Fraction]) -> Fraction:
    """Return the mean of what was rated, which is at least one thing."""
    return sum(rated.values(), Fraction()) / len(rated)


def _verdict(improved: Fraction, enough: Fraction | None, small: Fraction | None) -> MeasureVerdict:
    if enough is None:
        return MeasureVerdict.NOT_EVALUABLE
    if improved >= enough:
        return MeasureVerdict.BETTER
    if improved <= -enough:
        return MeasureVerdict.WORSE
    return MeasureVerdict.SLIGHTLY_BETTER if small is not None and improved >= small else MeasureVerdict.NO_CHANGE


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _maybe(value: float | None) -> Fraction | None:
    return None if value is None else _exact(value)
