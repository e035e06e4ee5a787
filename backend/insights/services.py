"""Keeps summaries and reasons true to the raw rows; calling it twice, or late, gives the same result."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from backend.accounts.models import Patient
from backend.audit.faults import note_fault
from backend.common import clock
from backend.common.compiled import AmongParam, Compiled
from backend.common.halving import halving_stored
from backend.insights.facts import Code, Facts, Found
from backend.insights.gather import gather_facts
from backend.insights.models import PatientSummary, Reason
from backend.insights.news import is_news
from backend.insights.numbers.headache_days import WINDOW_DAYS, Day, is_headache_day
from backend.insights.numbers.rounding import one_decimal
from backend.insights.patient_page import page_to_keep
from backend.insights.reasons import VERSION, find_reasons
from backend.programs.models import Program, ProgramStatus

# Raise it when a number of the summary is defined anew: what was counted by another version is counted again first.
NUMBERS_VERSION = 3
# Patients whose rows are read and written together; memory, not correctness, asks for a limit.
BATCH = 100


def refresh_summary(patient: Patient) -> None:
    """Rebuild one patient's summary and reasons from the raw rows."""
    refresh_summaries([patient])


@transaction.atomic(savepoint=False)
def refresh_summaries(patients: Sequence[Patient]) -> int:
    """Rebuild summaries and reasons of a batch, and return how many of them were not true before.

    Costs the same number of queries for any number of patients and any length of their diaries.
    """
    now = clock.now()
    facts = gather_facts(patients, now)
    kept = {patient_id: counted for patient_id, *counted in _KEPT(patients=facts)}
    rows = [_summary(patient, facts[patient.pk], now) for patient in patients]
    PatientSummary.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["patient"], update_fields=["clinic_id", *_COUNTED, "refreshed_at"]
    )
    changed = {row.patient_id for row in rows if _counted(row) != kept.get(row.patient_id)}
    for patient_id, each in facts.items():
        if each.held is not None:
            Program.objects.filter(patient_id=patient_id, status=ProgramStatus.ACTIVE).update(held=each.held)
            changed.add(patient_id)
    changed |= _store_reasons(patients, {key: find_reasons(each) for key, each in facts.items()}, now)
    return len(changed)


def refresh_all(patients: "QuerySet[Patient]") -> Iterator[tuple[int, int]]:
    """Refresh any number of patients in their order, batch by batch; yield (done so far, not true before) after each.

    Each batch is committed by itself, so whoever stops asking keeps what was done.
    """
    ids = list(patients.values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic():
            # Whoever syncs meanwhile waits for this lock, so that an older count never overwrites a newer one.
            locked = Patient.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=batch).order_by("pk")
            changed += sum(halving_stored(list(locked), refresh_summaries, _note_fault))
        yield start + len(batch), changed


def _note_fault(patient: Patient, error: Exception) -> None:
    note_fault("summary", patient.pk, error)


_COUNTED = (
    "counted_until",
    "last_heard_on",
    "recorded_days",
    "headache_days",
    "monthly_headache_days",
    "quality",
    "sessions_7d",
    "recent",
    "recent_headaches",
    "numbers_version",
    "page",
)
_KEPT = Compiled(
    lambda: PatientSummary.objects.filter(AmongParam("patient_id", "patients")).values_list("patient_id", *_COUNTED)
)
_OPEN = Compiled(lambda: Reason.objects.filter(AmongParam("patient_id", "patients"), cleared_at__isnull=True))


def _summary(patient: Patient, facts: Facts, now: dt.datetime) -> PatientSummary:
    window = facts.current
    by_date = {day.occurred_on: day for day in facts.days}
    # The dates that the number beside them is counted over.
    dates = [window.first_on + dt.timedelta(days=place) for place in range(WINDOW_DAYS)]
    recent = [by_date.get(date) for date in dates]
    week_ago = facts.today - dt.timedelta(days=7)
    return PatientSummary(
        patient=patient,
        clinic_id=patient.clinic_id,
        counted_until=window.last_on,
        last_heard_on=facts.last_heard_on,
        recorded_days=window.recorded_days,
        headache_days=window.headache_days,
        monthly_headache_days=one_decimal(window.monthly),
        quality=str(window.quality),
        sessions_7d=sum(date > week_ago for date in facts.session_dates),
        page=page_to_keep(facts),
        recent=[_worst_pain(day) for day in recent],
        recent_headaches=[place for place, day in enumerate(recent) if day and is_headache_day(day)],
        numbers_version=NUMBERS_VERSION,
        refreshed_at=now,
    )


def _counted(row: PatientSummary) -> list[Any]:
    return [getattr(row, name) for name in _COUNTED]


def _worst_pain(day: Day | None) -> int | None:
    """Return a headache day's worst pain, None if it was not said; 0 for a day without, None for one not recorded."""
    if day is None or day.headache is None:
        return None
    return day.peak_intensity if is_headache_day(day) else 0


def _store_reasons(
    patients: Sequence[Patient], found: dict[uuid.UUID, list[Found]], now: dt.datetime
) -> set[uuid.UUID]:
    """Open, update and clear reasons so that exactly those found are open; return the patients with a change."""
    open_rows = {(row.patient_id, row.code): row for row in _OPEN(patients=found)}
    holding = {(patient_id, str(reason.code)) for patient_id, reasons in found.items() for reason in reasons}
    gone = [row for key, row in open_rows.items() if key not in holding]
    if gone:
        Reason.objects.filter(pk__in=[row.pk for row in gone]).update(cleared_at=now)
    fresh, changed = [], []
    for patient in patients:
        for reason in found[patient.pk]:
            row = open_rows.get((patient.pk, str(reason.code)))
            if row is None:
                fresh.append(_reason(patient, reason, now))
            elif row.evidence != reason.evidence:
                _take_in(row, reason.evidence, now)
                changed.append(row)
    if fresh:
        Reason.objects.bulk_create(fresh)
    if changed:
        Reason.objects.bulk_update(changed, _TAKEN_IN)
    return {row.patient_id for row in (*gone, *fresh, *changed)}


_TAKEN_IN = (
    *("evidence", "rule_version", "news_at", "waiting_since"),
    *("acknowledged_at", "acknowledged_by", "snoozed_until", "seen_evidence"),
)


def _take_in(row: Reason, evidence: dict[str, Any], now: dt.datetime) -> None:
    """Give a reason its new evidence; news opens it again for somebody who had seen it or put it off."""
    if is_news(row.code, row.evidence, evidence):
        row.news_at = now
    if row.seen_evidence is not None and is_news(row.code, row.seen_evidence, evidence):
        row.acknowledged_at = row.acknowledged_by = row.snoozed_until = row.seen_evidence = None
        row.waiting_since = row.news_at = now
    row.evidence, row.rule_version = evidence, VERSION


def _reason(patient: Patient, found: Found, now: dt.datetime) -> Reason:
    return Reason(
        clinic_id=patient.clinic_id,
        patient=patient,
        code=Code(found.code),
        rule_version=VERSION,
        evidence=found.evidence,
        opened_at=now,
        waiting_since=now,
        news_at=now,
    )
