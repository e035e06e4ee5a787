"""The report's numbers in words, the same as the desk's (frontend/src/clinic/numbers.ts). Pure."""

import datetime as dt

from backend.insights.explained import Number

NAMES = {
    "monthly_headache_days": "Headache days per 28",
    "baseline_monthly_headache_days": "Before the program",
    "change_pct": "Change",
    "mean_peak_intensity": "Mean worst pain",
    "severe_days": "Severe days ({severe_from:g} or more)",
    "headache_hours": "Hours with headache",
    "medicine_days": "Medicine days, all classes",
    "neck_linked_pct": "Headache days set off by moving the neck",
    "lost_days": "Days headache stopped or slowed the patient",
    "adherence_pct": "Dose done",
    "active_days": "Days with exercise",
    "best_run_days": "Longest run, rest days included",
}
# Where neither diary nor recall reach back before the program.
EARLY = "First 28 days of the program"
LEVELS = {"near": ", near the limit", "reached": ", at the limit", "multi": ", at the limit across classes"}
SIGNS = {"of 10": " of 10", "percent": "%"}
# What a number is made of, by the first of these counts that it has.
COUNTS = {
    "rated_days": "{rated_days} of {headache_days} headache days rated",
    "timed_days": "{timed_days} of {headache_days} headache days timed",
    "linked_days": "{linked_days} of {headache_days} headache days answered",
    "credit": "{credit} of {prescribed} slots",
    "headache_days": "{headache_days} of {recorded_days} recorded days",
    "dates": "of {dates} days",
    "recorded_days": "of {recorded_days} recorded days",
}
VERDICTS = {
    "better": "meaningful improvement",
    "slightly_better": "slightly better",
    "no_change": "no meaningful change",
    "worse": "meaningful worsening",
    "not_evaluable": "nothing to compare with yet",
}
SKIPS = {
    "pain": "pain",
    "no_time": "no time",
    "unsure": "unsure how",
    "no_equipment": "no equipment",
    "other": "another reason",
}
URGENCIES = {"emergency": "Emergency", "same_day": "Same day", "therapist": "For the therapist to review"}


def day(on: dt.date) -> str:
    return f"{on:%b} {on.day}"


def number_name(number: Number) -> str:
    """Return what a number is called."""
    if number.name == "baseline_monthly_headache_days" and number.category == "early":
        return EARLY
    if name := NAMES.get(number.name):
        return name.format(**number.counts)
    return "Medicine days, " + number.name.removeprefix("medicine_days_").replace("_", " ")


def value_of(number: Number) -> str:
    """Return the value as it is read aloud, a dash when it cannot be computed."""
    if number.value is None:
        return "–"
    value = f"{number.value:g}"
    if number.name == "change_pct":
        return _change(number.value, number.quality)
    if number.name == "adherence_pct":
        return f"{value}% ({number.category})"
    if number.name.startswith("medicine_days"):
        return f"at least {value}{LEVELS.get(number.category, '')}"
    if number.unit in SIGNS:
        return f"{value}{SIGNS[number.unit]}"
    about = "about " if number.quality == "estimated" else ""
    return f"{about}{value}{', from recall' if number.category == 'recall' else ''}"


def _change(value: float, quality: str) -> str:
    low = "from a low baseline: " if "low baseline" in quality else ""
    return low + ("no change" if value == 0 else f"{abs(value):g}% {'fewer' if value > 0 else 'more'}")


def counts_of(number: Number) -> str:
    """Return the counts behind a number."""
    counts = {key: f"{value:g}" for key, value in number.counts.items()}
    words = next((words for name, words in COUNTS.items() if name in counts), "")
    return words.format(**counts)
