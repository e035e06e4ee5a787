"""Stores what phones send. Each function takes a whole batch and costs the same number of queries for any size."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from backend.accounts.models import Patient
from backend.diary.merge import Revision, merge_day
from backend.diary.models import DayEntry, DayRevision, ExerciseLog, SessionLog


@dataclass(frozen=True)
class NewSession:
    """A session to store, with its exercises."""

    log: SessionLog
    exercises: list[ExerciseLog]


def store_revisions(patient: Patient, revisions: list[DayRevision], seq: int) -> None:
    """Store new revisions of a locked patient and merge the days they touch."""
    DayRevision.objects.bulk_create(revisions)
    remerge_days(patient, {revision.occurred_on for revision in revisions}, seq)


def remerge_days(patient: Patient, dates: set[dt.date], seq: int) -> None:
    """Rebuild the entries of these dates from all their revisions."""
    by_date: dict[dt.date, list[Revision]] = {}
    for row in DayRevision.objects.filter(patient=patient, occurred_on__in=dates):
        revision = Revision(row.pk, row.recorded_at, frozenset(map(uuid.UUID, row.parents)), row.changes)
        by_date.setdefault(row.occurred_on, []).append(revision)
    entries = []
    for occurred_on, revisions in by_date.items():
        merged = merge_day(revisions)
        entries.append(
            DayEntry(
                clinic_id=patient.clinic_id,
                patient=patient,
                occurred_on=occurred_on,
                fields=merged.fields,
                heads=[str(head) for head in merged.heads],
                conflicts=merged.conflicts,
                headache=merged.fields.get("headache"),
                peak_intensity=merged.fields.get("peak_intensity"),
                sync_seq=seq,
            )
        )
    DayEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["patient", "occurred_on"],
        update_fields=["fields", "heads", "conflicts", "headache", "peak_intensity", "sync_seq"],
    )


def store_sessions(sessions: list[NewSession]) -> None:
    """Store new sessions with their exercises."""
    SessionLog.objects.bulk_create(session.log for session in sessions)
    ExerciseLog.objects.bulk_create(exercise for session in sessions for exercise in session.exercises)


def day_payload(entry: DayEntry) -> dict[str, Any]:
    """Return an entry as phones get it."""
    return {
        "occurred_on": entry.occurred_on.isoformat(),
        "fields": entry.fields,
        "heads": entry.heads,
        "conflicts": entry.conflicts,
    }
