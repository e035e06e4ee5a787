"""What the one-page report says: one selector, from which page, PDF, CSV and FHIR are made."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from backend.accounts.models import Patient
from backend.audit.parts import Parts
from backend.common import clock
from backend.diary.models import ExerciseLog, MeasureScore, RedFlagAnswer
from backend.insights.explained import Number, explained
from backend.insights.gather import gather_facts
from backend.insights.numbers.headache_days import Quality
from backend.insights.numbers.measures import MeasureRule, compare_measure, exact, mean, mean_of_same, measure_from
from backend.insights.numbers.rounding import one_decimal
from backend.insights.timeline import timeline
from backend.library.selectors import published_measures, safety_question_texts

WEEKS = 12
PERIOD_DAYS = 28
SHOWN_SKIPS = 3


@dataclass(frozen=True)
class MeasureChange:
    """A measure's first and last value, and whether the change is one that matters.

    Of several things rated, both values are the mean of those rated both times. `first` is None when there is nothing
    to compare with: one rating only, or other things were rated at first.
    """

    name: str
    first: float | None
    first_on: dt.date
    last: float
    last_on: dt.date
    verdict: str


@dataclass(frozen=True)
class Report:
    """Everything on the page. `missing` says in sentences what the diary is too thin for; `skips` is None when
    nothing was logged."""

    patient: str
    clinic: str
    made_on: dt.date
    first_on: dt.date
    last_on: dt.date
    numbers: list[Number]
    timeline: dict[str, Any]
    skips: list[tuple[str, int]] | None
    measures: list[MeasureChange]
    flags: list[dict[str, Any]]
    missing: list[str] = field(default_factory=list)


def report_of(patient: Patient, parts: Parts | None = None) -> Report:
    """Return the report up to the last closed day; counts are over 28 days, the chart over twelve weeks.

    What cannot be read is empty, and named in `missing` and in `parts`.
    """
    today = clock.local_today(patient.time_zone)
    last = today - dt.timedelta(days=1)
    first = last - dt.timedelta(days=PERIOD_DAYS - 1)
    parts = parts or Parts("report", patient.pk)
    before = len(parts.missing)
    facts = parts.take("numbers", lambda: gather_facts([patient], clock.now())[patient.pk], None)
    numbers = parts.take("numbers in words", lambda: explained(facts), list[Number]()) if facts else []
    since = last - dt.timedelta(days=WEEKS * 7 - 1)
    report = Report(
        patient=patient.name,
        clinic=patient.clinic.name,
        made_on=today,
        first_on=first,
        last_on=last,
        numbers=numbers,
        timeline=parts.take("twelve weeks", lambda: timeline(patient, since, last), _no_timeline(since, last)),
        skips=parts.take("skipped exercises", lambda: _skips(patient, first, last), None),
        measures=parts.take("measures", lambda: measures_of(patient), []),
        flags=parts.take("safety answers", lambda: _flags(patient, first), []),
        missing=_missing(numbers, facts.current.recorded_days) if facts and numbers else [],
    )
    report.missing.extend(
        f"Could not be read: {name}. Whoever runs Nod has been told." for name in parts.missing[before:]
    )
    return report


def _no_timeline(first: dt.date, last: dt.date) -> dict[str, Any]:
    return {"first": first, "last": last, "days": [], "program_versions": [], "treatments": [], "assessments": []}


def _missing(numbers: list[Number], recorded: int) -> list[str]:
    by_name = {number.name: number for number in numbers}
    found = []
    if by_name["monthly_headache_days"].quality == Quality.INSUFFICIENT:
        days = "no day is" if recorded == 0 else "1 day is" if recorded == 1 else f"{recorded} days are"
        found.append(f"Of the last 28 days {days} recorded; headache days are shown once 14 days are recorded.")
    if "baseline_monthly_headache_days" not in by_name:
        found.append("There is no baseline to compare with.")
    if "adherence_pct" not in by_name:
        found.append("No program is running, so there is no dose to compare with.")
    return found


def _skips(patient: Patient, first: dt.date, last: dt.date) -> list[tuple[str, int]] | None:
    """Return why exercises were skipped, the commonest first; None when none was logged at all.

    The headache-day rule is not a skip.
    """
    rows = ExerciseLog.objects.filter(session__patient=patient, session__occurred_on__range=(first, last))
    reasons = list(rows.values_list("skip_reason", flat=True))
    skipped = Counter(reason for reason in reasons if reason not in ("", "headache_rule"))
    return skipped.most_common(SHOWN_SKIPS) if reasons else None


def measures_of(patient: Patient) -> list[MeasureChange]:
    """Return each measure a patient has rated, its first value and its last."""
    contents = published_measures()
    scores: dict[str, list[MeasureScore]] = {}
    for score in MeasureScore.objects.filter(patient=patient).order_by("occurred_on", "recorded_at"):
        scores.setdefault(score.measure, []).append(score)
    found = []
    for slug, rated in scores.items():
        if slug not in contents:
            continue
        measure = measure_from(contents[slug])
        name = str(contents[slug]["name"]["en"])
        found.append(_compared(name, measure, rated[0], rated[-1]))
    return found


def _compared(name: str, measure: MeasureRule, first: MeasureScore, last: MeasureScore) -> MeasureChange:
    same = mean_of_same(exact(first.values), exact(last.values)) if first.pk != last.pk else None
    before, now, items = same or (None, mean(exact(last.values)), len(last.values))
    return MeasureChange(
        name,
        one_decimal(before),
        first.occurred_on,
        one_decimal(now) or 0.0,
        last.occurred_on,
        str(compare_measure(measure, before, now, items=items).verdict),
    )


def _flags(patient: Patient, first: dt.date) -> list[dict[str, Any]]:
    """Return safety answers of the period, and every one that is still open."""
    texts = safety_question_texts()
    rows = RedFlagAnswer.objects.filter(patient=patient).order_by("answered_on")
    return [
        {
            "text": row.text or texts.get(row.question, row.question),
            "urgency": row.urgency,
            "answered_on": row.answered_on,
            "cleared_on": row.cleared_on,
            "because": row.cleared_because,
        }
        for row in rows
        if row.cleared_on is None or row.answered_on >= first
    ]
