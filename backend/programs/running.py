"""Pausing, resuming and ending a running program. The phone learns of it with its next sync."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.synced import lock_patient
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.compiled import AmongParam, Compiled
from backend.common.errors import Conflict, FieldFault, NodError
from backend.programs.models import Program, ProgramPause, ProgramStatus

_PAUSED = Compiled(
    lambda: ProgramPause.objects.filter(
        AmongParam("program__patient_id", "patients"), program__status=ProgramStatus.ACTIVE, until_on__isnull=True
    ).values_list("program__patient_id", flat=True)
)


@transaction.atomic
def pause_program(
    therapist: User, patient_id: uuid.UUID, because: str, planned_until: dt.date | None = None
) -> Patient:
    """Stop the program until it is resumed. `planned_until` is only a plan: the work list says when it is over.

    Raises Conflict when it is paused already, NodError for a plan that lies behind.
    """
    patient, program = _running(therapist, patient_id)
    if planned_until and planned_until < clock.local_today(patient.time_zone):
        fault = FieldFault("planned_until", "out_of_range", "Choose today or a later date.")
        raise NodError("The program was not paused.", faults=[fault])
    if is_paused(patient.pk):
        raise Conflict("The program is already paused.", "paused")
    ProgramPause.objects.create(
        clinic_id=patient.clinic_id,
        program=program,
        from_on=clock.local_today(patient.time_zone),
        because=because,
        planned_until=planned_until,
        paused_by=therapist,
    )
    return _changed(therapist, patient)


@transaction.atomic
def resume_program(therapist: User, patient_id: uuid.UUID) -> Patient:
    """Let a paused program go on today. Raises Conflict when it is not paused."""
    patient, program = _running(therapist, patient_id)
    yesterday = clock.local_today(patient.time_zone) - dt.timedelta(days=1)
    pause = program.pauses.filter(until_on__isnull=True).first()
    if pause is None:
        raise Conflict("The program is not paused.", "not_paused")
    if yesterday < pause.from_on:
        # Paused and resumed on one day: no date was lost.
        pause.delete()
    else:
        pause.until_on = yesterday
        pause.save(update_fields=["until_on"])
    return _changed(therapist, patient)


@transaction.atomic
def end_program(therapist: User, patient_id: uuid.UUID, because: str) -> Patient:
    """End the program today, with the reason; its versions and logs stay, and the phone keeps the diary."""
    patient, program = _running(therapist, patient_id)
    today = clock.local_today(patient.time_zone)
    program.pauses.filter(until_on__isnull=True).update(until_on=today)
    program.status, program.ended_on = ProgramStatus.ENDED, max(today, program.start_on)
    program.ended_because, program.ended_by = because, therapist
    program.save(update_fields=["status", "ended_on", "ended_because", "ended_by"])
    return _changed(therapist, patient)


def is_paused(patient_id: uuid.UUID) -> bool:
    """Say whether the patient's running program is paused now."""
    return bool(_PAUSED(patients=[patient_id]))


def paused_among(patient_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of the patients whose running program is paused now."""
    return set(_PAUSED(patients=patient_ids))


def _running(therapist: User, patient_id: uuid.UUID) -> tuple[Patient, Program]:
    patient = lock_patient(access.patient_to_change(therapist, patient_id).pk)
    program = Program.objects.filter(patient=patient, status=ProgramStatus.ACTIVE).first()
    if program is None:
        raise NodError("This patient has no running program. Assign one first.", "no_program")
    return patient, program


def _changed(therapist: User, patient: Patient) -> Patient:
    note_act(Action.CHANGED, "program", therapist, patient)
    return patient
