"""Assigning a program. Every change makes a new immutable version; logs keep the one they were done under."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import FieldFault, NodError
from backend.library.models import ExerciseVersion, ProtocolVersion, Status
from backend.library.selectors import published_exercises
from backend.programs.models import PrescribedExercise, Program, ProgramStatus, ProgramVersion, Side

# What each gate asks of the therapist.
GATES = {
    "therapist_taught_in_person": "I taught this in person, and a trial was painless.",
    "side_to_turn_set": "I set the side to turn to.",
    "frt_recorded": "I recorded the flexion-rotation test.",
    "trauma_cleared_by_clinician": "A clinician cleared the injury (fracture screen).",
    "concussion_screen_done": "A concussion screen was done.",
    "completed_earlier_program": "An earlier program was completed.",
}


@dataclass(frozen=True)
class PrescribedDose:
    """One line of a program as the therapist wrote it. Holds and rests in seconds."""

    exercise: str
    sets: int
    reps: int
    hold_seconds: int
    rest_seconds: int
    per_day: int
    days_week: int
    side: str = Side.NONE
    type: str = "reps"
    note: str = ""


@dataclass(frozen=True)
class NewProgram:
    """A program to assign: from which protocol and phase, from when, and its doses in order."""

    protocol: str
    phase: int
    start_on: dt.date
    doses: list[PrescribedDose] = field(default_factory=list)
    note: str = ""
    headache_rule: dict[str, Any] | None = None
    # What the therapist ticked, such as "therapist_taught_in_person".
    confirmed: frozenset[str] = frozenset()


@transaction.atomic
def assign_program(therapist: User, patient_id: uuid.UUID, new: NewProgram) -> ProgramVersion:
    """Assign a program to a patient in this therapist's care.

    A program already active is ended the day before the new one starts; its versions and logs stay.
    Raises NotFound for a patient out of care, NodError naming the field for what cannot be prescribed.
    """
    patient = access.patient_in_care(therapist, patient_id)
    # Locking the patient serialises two therapists who assign at once, and the sync counter needs the lock anyway.
    patient = Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)
    protocol, phase = _phase(new)
    exercises = _exercises(new.doses)
    _check_gates(new, protocol, exercises)
    now = clock.now()
    Program.objects.filter(patient=patient, status=ProgramStatus.ACTIVE).update(
        status=ProgramStatus.ENDED, ended_on=new.start_on - dt.timedelta(days=1)
    )
    program = Program.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        protocol=protocol,
        name=str(protocol.content["name"]["en"]),
        start_on=new.start_on,
    )
    version = ProgramVersion.objects.create(
        clinic_id=patient.clinic_id,
        program=program,
        number=1,
        phase=new.phase,
        phase_name=str(phase["name"]["en"]),
        note=new.note,
        headache_rule=new.headache_rule,
        published_by=therapist,
        published_at=now,
    )
    PrescribedExercise.objects.bulk_create(
        PrescribedExercise(
            version=version,
            exercise=exercises[dose.exercise],
            position=position,
            **{name: value for name, value in vars(dose).items() if name != "exercise"},
        )
        for position, dose in enumerate(new.doses)
    )
    record(
        Action.CREATED,
        "program",
        actor_id=therapist.pk,
        patient_id=patient.pk,
        clinic_id=patient.clinic_id,
        counts={"items": len(new.doses)},
    )
    return version


def _phase(new: NewProgram) -> tuple[ProtocolVersion, dict[str, dict[str, str]]]:
    protocol = ProtocolVersion.objects.filter(protocol_id=new.protocol, status=Status.PUBLISHED).first()
    if protocol is None:
        raise NodError(
            "This template is not published.",
            faults=[FieldFault("protocol", "unknown", "Choose a template from the list.")],
        )
    phases = protocol.content["phases"]
    if not 1 <= new.phase <= len(phases):
        raise NodError(
            "This template has no such phase.",
            faults=[FieldFault("phase", "out_of_range", f"Choose a phase from 1 to {len(phases)}.")],
        )
    return protocol, phases[new.phase - 1]


def _check_gates(new: NewProgram, protocol: ProtocolVersion, exercises: dict[str, ExerciseVersion]) -> None:
    """Some exercises and templates are locked until the therapist confirms that a condition is met."""
    contents = [protocol.content, *(exercise.content for exercise in exercises.values())]
    missing = sorted({gate for content in contents for gate in content.get("requires", [])} - new.confirmed)
    if missing:
        faults = [FieldFault("confirmed", gate, GATES.get(gate, gate)) for gate in missing]
        raise NodError("Confirm these first: " + " ".join(fault.detail for fault in faults), faults=faults)


def _exercises(doses: list[PrescribedDose]) -> dict[str, ExerciseVersion]:
    found = published_exercises({dose.exercise for dose in doses})
    faults = []
    seen: set[str] = set()
    for index, dose in enumerate(doses):
        where = f"items.{index}.exercise"
        if dose.exercise not in found:
            faults.append(FieldFault(where, "unknown", f"There is no published exercise “{dose.exercise}”."))
        elif dose.exercise in seen:
            faults.append(FieldFault(where, "twice", "This exercise is in the program already."))
        seen.add(dose.exercise)
    if not doses:
        faults.append(FieldFault("items", "empty", "A program needs at least one exercise."))
    if faults:
        raise NodError("Some exercises need a change.", faults=faults)
    return found
