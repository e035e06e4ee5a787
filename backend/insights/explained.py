"""Each number with what explains it: its definition's name, window, quality and the counts behind it. Pure.

Names are those of docs/numbers.md. Decisions were made on exact values; what leaves here has one decimal.
"""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

from backend.insights.facts import Facts
from backend.insights.numbers.activity import activity
from backend.insights.numbers.adherence import WINDOW_DAYS as ADHERENCE_DAYS
from backend.insights.numbers.headache_days import ESTIMATED_FROM, SEVERE_FROM, Quality, Window
from backend.insights.numbers.response import HeadacheBaseline, respond
from backend.insights.numbers.rounding import one_decimal


@dataclass(frozen=True)
class Number:
    """One number on a screen. `value` None: it cannot be computed, and the counts say why.

    `quality` is the label to show beside it, empty where a number has none; `counts` are the figures it is made of.
    """

    name: str
    value: float | None
    unit: str
    first_on: dt.date | None
    last_on: dt.date | None
    quality: str = ""
    category: str = ""
    counts: dict[str, float] = field(default_factory=dict)


def explained(facts: Facts) -> list[Number]:
    """Return every number of the patient page, in the order of the page."""
    return [
        _monthly("monthly_headache_days", facts.current),
        *_against_baseline(facts),
        *_intensity(facts.current),
        *_medicine(facts),
        *_adherence(facts),
        *_activity(facts),
    ]


def _monthly(name: str, window: Window) -> Number:
    return Number(
        name,
        one_decimal(window.monthly),
        "days per 28",
        window.first_on,
        window.last_on,
        quality=str(window.quality),
        counts=_days(window) | ({"needed_days": ESTIMATED_FROM} if window.quality is Quality.INSUFFICIENT else {}),
    )


def _against_baseline(facts: Facts) -> list[Number]:
    before = facts.baseline
    if before is None:
        return []
    change = respond(before, facts.current)
    label = "low baseline" if change.low_baseline else ""
    return [
        _baseline(before),
        Number(
            "change_pct",
            one_decimal(change.change_pct),
            "percent fewer",
            facts.current.first_on,
            facts.current.last_on,
            quality=" and ".join(filter(None, (f"baseline {before.quality}", str(facts.current.quality), label))),
            category=str(change.category),
            counts=_days(facts.current),
        ),
    ]


def _baseline(before: HeadacheBaseline) -> Number:
    window = before.window
    return Number(
        "baseline_monthly_headache_days",
        one_decimal(before.monthly),
        "days per 28",
        window.first_on if window else None,
        window.last_on if window else None,
        quality=before.quality,
        category=str(before.source),
        counts=_days(window) if window else {},
    )


def _intensity(window: Window) -> list[Number]:
    def number(name: str, value: Fraction | int | None, unit: str, **counts: float) -> Number:
        counts = {"headache_days": window.headache_days, **counts}
        return Number(name, one_decimal(value), unit, window.first_on, window.last_on, counts=counts)

    return [
        number("mean_peak_intensity", window.mean_peak, "of 10", rated_days=window.rated_days),
        number("severe_days", window.severe_days, "days", rated_days=window.rated_days, severe_from=SEVERE_FROM),
        number("headache_hours", window.hours, "hours", timed_days=window.timed_days),
        number("neck_linked_pct", _percent(window.neck_linked), "percent", linked_days=window.linked_days),
        _lost(window),
    ]


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else 100 * share


def _lost(window: Window) -> Number:
    lost = float(window.lost_days) if window.recorded_days else None
    counts: dict[str, float] = {"recorded_days": window.recorded_days}
    return Number("lost_days", lost, "days", window.first_on, window.last_on, counts=counts)


def _medicine(facts: Facts) -> list[Number]:
    if facts.medicine is None:
        return []
    window = facts.medicine.window
    # Days are counted, never scaled up: "at least".
    found = [
        Number(
            f"medicine_days_{name}",
            float(count),
            "days, at least",
            window.first_on,
            window.last_on,
            category=str(window.levels.get(name, "")),
        )
        for name, count in window.days.items()
    ]
    category = "multi" if window.mixed else ""
    any_days = None if window.any_days is None else float(window.any_days)
    return [*found, Number("medicine_days", any_days, "days, at least", window.first_on, window.last_on, "", category)]


def _adherence(facts: Facts) -> list[Number]:
    done = facts.adherence
    if done is None:
        return []
    last = facts.current.last_on
    counts = {"credit": one_decimal(done.credit) or 0.0, "prescribed": one_decimal(done.prescribed) or 0.0}
    return [
        Number(
            "adherence_pct",
            one_decimal(done.pct),
            "percent",
            last - dt.timedelta(days=ADHERENCE_DAYS - 1),
            last,
            category=str(done.band or ""),
            counts=counts,
        )
    ]


def _activity(facts: Facts) -> list[Number]:
    if facts.adherence is None:
        return []
    first, last = facts.current.first_on, facts.current.last_on
    found = activity(facts.session_dates, first, last)
    counts: dict[str, float] = {"dates": (last - first).days + 1}
    return [
        Number("active_days", float(found.active_days), "days", first, last, counts=counts),
        Number("best_run_days", float(found.best_run), "days", first, last),
    ]


def _days(window: Window) -> dict[str, float]:
    return {"headache_days": window.headache_days, "recorded_days": window.recorded_days}
