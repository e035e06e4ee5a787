"""Publishes the next immutable version of a running program. Two therapists who edit at once don't undo each other."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError
from backend.programs.models import DeclinedProgression, ProgramVersion
from backend.programs.precautions import Standing
from backend.programs.prescribing import (
    NOTHING_OPEN,
    PrescribedDose,
    ReadAnswers,
    Reasons,
    check_answers,
    check_blocks,
    check_gates,
    check_sides,
    check_targets,
    prescribed_versions,
    store_items,
)
from backend.programs.selectors import current_version


@dataclass(frozen=True)
class Draft:
    """A program as a therapist wants it now, made while looking at the version `base`."""

    base: uuid.UUID
    phase: int
    doses: list[PrescribedDose] = field(default_factory=list)
    note: str = ""
    headache_rule: dict[str, Any] | None = None
    confirmed: frozenset[str] = frozenset()
    overrides: Mapping[str, str] = field(default_factory=dict)
    answers: ReadAnswers = NOTHING_OPEN


@transaction.atomic
def publish_version(therapist: User, patient_id: uuid.UUID, draft: Draft, standing: Standing) -> ProgramVersion:
    """Publish the next version of the running program of a locked patient (desk/prescribing.py is the door).
    Exercises that stay keep the version they have.

    Raises NotFound out of care, Conflict when somebody published, or a safety answer came, since the therapist looked,
    NodError naming the field.
    """
    patient = access.patient_to_change(therapist, patient_id)
    current = _running(patient)
    if current.pk != draft.base:
        who, when = current.published_by.name, clock.local_date(current.published_at, patient.time_zone)
        raise Conflict(f"{who} published version {current.number} on {when} while you were editing.", "newer_version")
    answers = check_answers(standing, draft.answers)
    name = _phase_name(current, draft.phase)
    kept = {item.exercise.exercise_id: item.exercise for item in current.items.all()}
    exercises = prescribed_versions(draft.doses, kept)
    # What runs already was confirmed when it was assigned.
    fresh = [exercise.content for slug, exercise in exercises.items() if slug not in kept]
    check_gates(draft.confirmed, fresh)
    check_sides(draft.doses, exercises)
    check_targets(draft.doses, exercises)
    reasons = Reasons(draft.overrides, current.overrides, current.overridden)
    needed = check_blocks(current.program.protocol, draft.doses, exercises, standing, reasons)
    version = next_version(
        current,
        therapist,
        phase=draft.phase,
        phase_name=name,
        note=draft.note,
        headache_rule=draft.headache_rule,
        overrides=needed.reasons,
        overridden=needed.tags,
        **answers,
    )
    store_items(version, draft.doses, exercises)
    _record(therapist, patient, items=len(draft.doses), open_answers=len(standing.open_answers))
    return version


def next_version(current: ProgramVersion, therapist: User, **changes: Any) -> ProgramVersion:
    """Write the version after `current`, the same but for `changes`; its items are the caller's to store."""
    kept = ("phase", "phase_name", "note", "headache_rule", "overrides", "overridden")
    return ProgramVersion.objects.create(
        clinic_id=current.clinic_id,
        program=current.program,
        number=current.number + 1,
        published_by=therapist,
        published_at=clock.now(),
        **{**{name: getattr(current, name) for name in kept}, **changes},
    )


@transaction.atomic
def decline_progression(therapist: User, patient_id: uuid.UUID, because: str) -> DeclinedProgression:
    """Say no to moving up for now, and why. Whoever calls this counts the reasons anew."""
    patient = access.patient_to_change(therapist, patient_id)
    current = _running(patient)
    declined = DeclinedProgression.objects.create(
        clinic_id=patient.clinic_id,
        program=current.program,
        phase=current.phase,
        because=because,
        declined_by=therapist,
        declined_at=clock.now(),
    )
    _record(therapist, patient)
    return declined


def _running(patient: Patient) -> ProgramVersion:
    current = current_version(patient.pk)
    if current is None:
        raise NodError("This patient has no running program. Assign one first.", "no_program")
    return current


def _phase_name(current: ProgramVersion, phase: int) -> str:
    protocol = current.program.protocol
    phases = protocol.content["phases"] if protocol else []
    if phase == current.phase:
        return current.phase_name
    if not 1 <= phase <= len(phases):
        fault = FieldFault("phase", "out_of_range", f"Choose a phase from 1 to {len(phases)}.")
        raise NodError("This program has no such phase.", faults=[fault])
    return str(phases[phase - 1]["name"]["en"])


def _record(therapist: User, patient: Patient, **counts: int) -> None:
    note_act(Action.CHANGED, "program", therapist, patient, **counts)
