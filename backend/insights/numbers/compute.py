"""All of Nod's numbers from one plain input, as docs/numbers.md defines them: one door to the pure modules. Pure."""

import datetime as dt
from collections.abc import Collection
from fractions import Fraction
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from backend.assessments import exam as examination
from backend.assessments.ichd3 import Answer, Background, checklist
from backend.common import clock
from backend.insights.numbers.adherence import Adherence, Item, Log, Period, adherence_by_item, total
from backend.insights.numbers.attacks import Attack, all_minutes, minutes_by_date, promoted_date
from backend.insights.numbers.compute_input import check, measures_of_the_pack
from backend.insights.numbers.headache_days import Day, Window, is_headache_day, last_28_days
from backend.insights.numbers.measures import compare_measure, measure_from
from backend.insights.numbers.medicine_days import MedicineUse, medicine_use
from backend.insights.numbers.monitoring import monitoring_period
from backend.insights.numbers.response import HeadacheBaseline, find_baseline, respond
from backend.insights.numbers.rounding import one_decimal
from backend.insights.numbers.six_weeks import six_week_look
from backend.insights.numbers.step_back import Felt, step_back, worst_pains
from backend.library.advance_rules import Mark, check_in_week

Output = dict[str, Any]


def compute(data: Any) -> Output:
    """Return every number that the input allows; a block appears when its input is there. Raises BadInput."""
    check(data)
    out: Output = {}
    overuse = False
    if "closed_on" in data:
        closed_on = dt.date.fromisoformat(data["closed_on"])
        if "days" in data or "attacks" in data:
            attacks, zone = _attacks(data), ZoneInfo(data.get("time_zone", "UTC"))
            days = diary(data.get("days", []), attacks, zone)
            out |= _headache_blocks(data, days, closed_on)
            out["headache_dates"] = [day.occurred_on.isoformat() for day in days if is_headache_day(day)]
            minutes = all_minutes(attacks, zone)
            out["minutes_by_date"] = {date.isoformat(): minutes[date] for date in sorted(minutes)}
            use = medicine_use(days, closed_on)
            out["medicine"] = _medicine(use)
            overuse = use.pattern
            if look := _six_weeks(data, days, closed_on):
                out["six_weeks"] = look
        if any("pain" in log for log in data.get("exercise_logs", [])) or "worse_for_a_day_on" in data:
            out["exercise_pain"] = _exercise_pain(data, closed_on)
        if data.get("program", {}).get("items") is not None:
            out["adherence"] = _adherence(data, closed_on)
        if "monitoring_start_on" in data:
            out["monitoring"] = _monitoring(data, closed_on)
    if "measures" in data:
        out["measures"] = {name: _measure(name, rated) for name, rated in data["measures"].items()}
    if "check_ins" in data:
        out["check_ins"] = _check_ins(data["check_ins"])
    if "ichd3" in data:
        out["ichd3"] = _ichd3(data["ichd3"], overuse)
    if "exam" in data:
        out["exam"] = _exam(data["exam"])
    return out


def diary(entries: list[dict[str, Any]], attacks: list[Attack], zone: ZoneInfo) -> list[Day]:
    """Return one Day per date that has an entry or an attack, in order.

    Attacks give the minutes of their dates, and make them days with headache. An attack of 30 minutes or more counts
    once even if no date has 30 of them.
    """
    days = {day.occurred_on: day for day in map(_day, entries)}
    minutes = all_minutes(attacks, zone)
    took = {attack.medicine_on for attack in attacks if attack.medicine_on}
    peaks: dict[dt.date, int] = {}
    for attack in attacks:
        for date in minutes_by_date(attack, zone):
            if attack.peak_intensity is not None:
                peaks[date] = max(peaks.get(date, 0), attack.peak_intensity)
    for date, length in minutes.items():
        entry = days.get(date, Day(date, headache=True))
        peak = entry.peak_intensity if entry.peak_intensity is not None else peaks.get(date)
        days[date] = Day(date, True, peak, length, entry.medicines, date in took)
    _promote(days, attacks, zone)
    return [days[date] for date in sorted(days)]


def _promote(days: dict[dt.date, Day], attacks: list[Attack], zone: ZoneInfo) -> None:
    for attack in attacks:
        split = minutes_by_date(attack, zone)
        date = promoted_date(split)
        if date and not any(is_headache_day(days[each]) for each in split):
            day = days[date]
            days[date] = Day(**{**vars(day), "counts_anyway": True})


def _day(entry: dict[str, Any]) -> Day:
    return Day(
        dt.date.fromisoformat(entry["date"]),
        entry.get("headache"),
        entry.get("peak_intensity"),
        entry.get("duration_min"),
        frozenset(item["class"] for item in entry.get("medicines", [])),
    )


def _attacks(data: dict[str, Any]) -> list[Attack]:
    return [
        Attack(
            dt.datetime.fromisoformat(attack["start"]),
            dt.datetime.fromisoformat(attack["end"]),
            attack.get("peak_intensity"),
            dt.date.fromisoformat(attack["medicine_on"]) if "medicine_on" in attack else None,
        )
        for attack in data.get("attacks", [])
    ]


def _headache_blocks(data: dict[str, Any], days: Collection[Day], closed_on: dt.date) -> Output:
    current = last_28_days(days, closed_on)
    out: Output = {}
    if program := data.get("program"):
        baseline = _baseline_of(data, program, days, closed_on)
        out["baseline"] = _baseline(baseline)
        out["current"] = _window(current)
        response = respond(baseline, current)
        out["response"] = {
            "change_pct": one_decimal(response.change_pct),
            "category": response.category,
            "low_baseline": response.low_baseline,
        }
    else:
        out["current"] = _window(current)
    return out


def _baseline_of(
    data: dict[str, Any], program: dict[str, Any], days: Collection[Day], closed_on: dt.date
) -> HeadacheBaseline:
    recall = data.get("recall_headache_days_28")
    exact = None if recall is None else Fraction(str(recall))
    return find_baseline(days, dt.date.fromisoformat(program["start_on"]), closed_on, exact)


def _six_weeks(data: dict[str, Any], days: Collection[Day], closed_on: dt.date) -> Output | None:
    """Return the look six weeks after the program's start; None before, when there is nothing to look at."""
    program = data.get("program")
    if program is None:
        return None
    baseline = _baseline_of(data, program, days, closed_on)
    start = dt.date.fromisoformat(program["start_on"])
    look = six_week_look(start, closed_on, baseline, last_28_days(days, closed_on))
    if closed_on + dt.timedelta(days=1) < look.due_on:
        return None
    return {
        "due_on": look.due_on.isoformat(),
        "change_pct": one_decimal(look.response.change_pct),
        "re_assess": look.asks,
    }


def _exercise_pain(data: dict[str, Any], closed_on: dt.date) -> Output:
    """Pain in exercise over the last closed days, and whether it asks for a step back."""
    # A log without a session's name is a session of its own.
    logs = sorted(
        (
            Felt(log.get("session", place), dt.date.fromisoformat(log["date"]), log["item"], log.get("pain"))
            for place, log in enumerate(data.get("exercise_logs", []))
        ),
        key=lambda log: log.occurred_on,
    )
    worst = list(worst_pains(logs, closed_on - dt.timedelta(days=6), closed_on).values())
    days = data.get("days", [])
    worse = {dt.date.fromisoformat(day["date"]): bool(day.get("worse_after_exercise")) for day in days}
    lasting = [dt.date.fromisoformat(on) for on in data.get("worse_for_a_day_on", [])]
    found = step_back(logs, worse, lasting, closed_on)
    return {
        "median_7d": float(median(worst)) if worst else None,
        "rated_sessions_7d": len(worst),
        "step_back": list(found.because) if found else [],
        "exercises": list(found.exercises) if found else [],
    }


def _measure(name: str, rated: dict[str, Any]) -> Output:
    measure = measure_from(measures_of_the_pack()[name])
    first, now = (None if rated.get(when) is None else Fraction(str(rated[when])) for when in ("first", "now"))
    found = compare_measure(measure, first, now, items=rated.get("items", 0))
    return {
        "higher_is": "better" if measure.higher_is_better else "worse",
        "meaningful_change": one_decimal(measure.meaningful),
        "small_change": one_decimal(measure.small),
        "improved_by": one_decimal(found.improved_by),
        "verdict": found.verdict,
    }


def _check_ins(given: dict[str, Any]) -> list[Output]:
    began_on = dt.date.fromisoformat(given["phase_began_on"])
    found = []
    for months in given["months"]:
        week = check_in_week(Mark("check_in", f"{months} months")) or 0
        due_on = began_on + dt.timedelta(weeks=week, days=-1)
        within = week <= given["weeks"] if "weeks" in given else None
        found.append({"months": months, "due_on": due_on.isoformat(), "within_phase": within})
    return found


def _window(window: Window) -> Output:
    return {
        "from": window.first_on.isoformat(),
        "to": window.last_on.isoformat(),
        "recorded_days": window.recorded_days,
        "headache_days": window.headache_days,
        "quality": window.quality,
        "mhd": one_decimal(window.monthly),
        "mean_peak": one_decimal(window.mean_peak),
        "severe_days": window.severe_days,
    }


def _baseline(baseline: HeadacheBaseline) -> Output:
    empty = dict.fromkeys(("from", "to", "recorded_days", "headache_days", "mean_peak", "severe_days"))
    counted = _window(baseline.window) if baseline.window else empty
    return {**counted, "source": baseline.source, "quality": baseline.quality, "mhd": one_decimal(baseline.monthly)}


def _medicine(use: MedicineUse) -> Output:
    return {
        "from": use.window.first_on.isoformat(),
        "to": use.window.last_on.isoformat(),
        "days": use.window.days,
        "any_acute_days": use.window.any_days,
        "flags": dict(use.window.levels),
        "multi": use.window.mixed,
        "sustained": use.sustained,
        "pattern_8_2": use.pattern,
    }


def _adherence(data: dict[str, Any], closed_on: dt.date) -> Output:
    program = data["program"]
    start = dt.date.fromisoformat(program["start_on"])
    end = dt.date.fromisoformat(program["end_on"]) if program.get("end_on") else closed_on
    holds = [
        (dt.date.fromisoformat(hold["from"]), dt.date.fromisoformat(hold["to"])) for hold in program.get("holds", [])
    ]
    items = [
        Item(item["item"], item["sets"], item["per_day"], item["days_week"], item.get("type", "reps"))
        for item in program["items"]
    ]
    logs = [
        Log(
            log["item"],
            dt.date.fromisoformat(log["date"]),
            log.get("sets_done"),
            log.get("some", False),
            log.get("skipped", False),
        )
        for log in data.get("exercise_logs", [])
    ]
    by_item = adherence_by_item(items, logs, Period(start, start, min(end, closed_on), holds))
    whole = total(by_item)
    per_item = {name: _share(part) for name, part in by_item.items()}
    return {**_share(whole), "band": whole.band, "per_item": per_item}


def _share(part: Adherence) -> Output:
    return {
        "prescribed": one_decimal(part.prescribed),
        "credit": one_decimal(part.credit),
        "pct": one_decimal(part.pct),
    }


def _monitoring(data: dict[str, Any], closed_on: dt.date) -> Output:
    records = [*data.get("days", []), *data.get("exercise_logs", [])]
    sent_at = [dt.datetime.fromisoformat(each["recorded_at"]) for each in records if "recorded_at" in each]
    # Without a zone the date is that of the offset each was written with.
    zone = data.get("time_zone")
    sent_on = [clock.local_date(at, zone) if zone else clock.date_of(clock.WallTime(at)) for at in sent_at]
    period = monitoring_period(sent_on, dt.date.fromisoformat(data["monitoring_start_on"]), closed_on)
    return {
        "from": period.first_on.isoformat(),
        "to": period.last_on.isoformat(),
        "days": period.days,
        "tier": period.tier,
    }


def _ichd3(given: dict[str, str], overuse: bool) -> Output:
    found = checklist({name: Answer(value) for name, value in given.items()}, Background(overuse_pattern=overuse))
    return {
        **found.letters,
        "result": found.result,
        "unmet": found.unmet,
        "missing": found.missing,
        "warnings": found.warnings,
    }


def _exam(given: dict[str, Any]) -> Output:
    exam = examination.Exam(**given)
    return {
        "frt_positive_sides": examination.frt_positive_sides(exam),
        "frt_side_difference": examination.frt_side_difference(exam),
        "ccft_index": examination.ccft_index(exam),
        "ccft_flag": examination.ccft_flag(exam),
        "dnf_flag": examination.dnf_flag(exam),
    }
