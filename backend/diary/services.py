"""Stores what phones send, with the same number of queries for a batch of any size, and clears safety answers."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.synced import lock_patient, next_seq
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict
from backend.diary.merge import Revision, merge_day
from backend.diary.models import DayEntry, DayRevision, ExerciseLog, RedFlagAnswer, RedFlagCheck, SessionLog
from backend.library.selectors import SafetyQuestion

# Nobody writes a day this often; beyond it, each writing would make the next one slower.
MOST_REVISIONS = 1_000
# A phone names no more parents than this (sync/shapes.py): of more heads it would know no way back to one.
MOST_HEADS = 50


@dataclass(frozen=True)
class NewSession:
    """A session to store, with its exercises."""

    log: SessionLog
    exercises: list[ExerciseLog]


def store_revisions(patient: Patient, revisions: list[DayRevision], seq: int) -> None:
    """Store new revisions of a locked patient and merge the days they touch."""
    DayRevision.objects.bulk_create(revisions)
    remerge_days(patient, {revision.occurred_on for revision in revisions}, seq)


def revision_counts(patient: Patient, dates: Collection[dt.date]) -> Counter[dt.date]:
    """Return how often each of these dates was written so far. One query."""
    rows = DayRevision.objects.filter(patient=patient, occurred_on__in=dates).values_list("occurred_on")
    return Counter(dict(rows.annotate(Count("pk"))))


_REVISION = ("occurred_on", "pk", "recorded_at", "parents", "changes")


def remerge_days(patient: Patient, dates: set[dt.date], seq: int) -> None:
    """Rebuild the entries of these dates from all their revisions."""
    by_date: dict[dt.date, list[Revision]] = {}
    rows = DayRevision.objects.filter(patient=patient, occurred_on__in=dates)
    for occurred_on, pk, recorded_at, parents, changes in rows.values_list(*_REVISION):
        revision = Revision(pk, recorded_at, frozenset(map(uuid.UUID, parents)), changes)
        by_date.setdefault(occurred_on, []).append(revision)
    entries = []
    for occurred_on, revisions in by_date.items():
        merged = merge_day(revisions)
        entries.append(
            DayEntry(
                clinic_id=patient.clinic_id,
                patient=patient,
                occurred_on=occurred_on,
                fields=merged.fields,
                heads=[str(head) for head in merged.heads[-MOST_HEADS:]],
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


def store_checks(patient: Patient, checks: list[tuple[RedFlagCheck, dict[str, SafetyQuestion]]]) -> None:
    """Store new safety checks of a locked patient, each with the questions answered yes and what each means."""
    RedFlagCheck.objects.bulk_create(check for check, _ in checks)
    decided = _decided(patient, {name for _, yes in checks for name, question in yes.items() if question.is_lasting})
    RedFlagAnswer.objects.bulk_create(
        RedFlagAnswer(
            clinic_id=check.clinic_id,
            check_of=check,
            patient=patient,
            question=name,
            urgency=question.urgency,
            text=question.text,
            proposes=[
                tag for tag in question.proposes if tag not in patient.precautions and (name, tag) not in decided
            ],
            answered_on=check.occurred_on,
        )
        for check, yes in checks
        for name, question in yes.items()
    )


def _decided(patient: Patient, questions: Collection[str]) -> set[tuple[str, str]]:
    """Return (question, precaution) that a therapist has decided on before, of these questions."""
    if not questions:
        return set()
    rows = RedFlagAnswer.objects.filter(patient=patient, question__in=questions).values_list("question", "decisions")
    return {(question, each["precaution"]) for question, decisions in rows for each in decisions}


@transaction.atomic
def clear_red_flags(therapist: User, patient_id: uuid.UUID, *, because: str, answers: Collection[uuid.UUID]) -> Patient:
    """Clear the open yes answers that were read, `answers`, with the reason; the program goes on.

    Raises NotFound out of care, Conflict when there is nothing to clear or an answer is open that was not read.
    """
    patient = access.patient_to_change(therapist, patient_id)
    # Locked and counted up: the hold is part of what a phone pulls.
    patient = lock_patient(patient.pk)
    open_flags = RedFlagAnswer.objects.filter(patient=patient, cleared_at__isnull=True)
    if open_flags.exclude(pk__in=answers).exists():
        raise Conflict("Another safety answer has come in. Read it before you clear them.", "newer_answer")
    now = clock.now()
    cleared = open_flags.update(
        cleared_at=now,
        cleared_on=clock.local_date(now, patient.time_zone),
        cleared_by=therapist,
        cleared_because=because,
    )
    if not cleared:
        raise Conflict("There is no open safety answer. Someone else may have cleared it.", "nothing_open")
    next_seq(patient)
    note_act(Action.CHANGED, "red flags", therapist, patient, cleared=cleared)
    return patient
