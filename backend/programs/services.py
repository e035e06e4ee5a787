"""Assigns programs; publishing.py makes their next versions. Versions never change, and logs name the one they used."""

import datetime as dt
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
from backend.library.models import ProtocolVersion, VersionStatus
from backend.programs.models import Program, ProgramStatus, ProgramVersion
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

# Of a program that ends whichever runs: for callers that show nobody what ends.
ANY = uuid.UUID(int=0)


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
    # Why something may be done all the same: exercise (or "template") -> reason.
    overrides: Mapping[str, str] = field(default_factory=dict)
    answers: ReadAnswers = NOTHING_OPEN
    # The version that ran when the therapist looked, None for none.
    replaces: uuid.UUID | None = ANY


@transaction.atomic
def assign_program(therapist: User, patient_id: uuid.UUID, new: NewProgram, standing: Standing) -> ProgramVersion:
    """Assign a program to a patient in this therapist's care, who is locked (desk/prescribing.py is the door).

    A program already active is ended the day before the new one starts; its versions and logs stay.
    Raises NotFound for a patient out of care, Conflict for a safety answer that was not read or when another program
    runs than the therapist saw, NodError naming the field for what cannot be prescribed.
    """
    patient = access.patient_to_change(therapist, patient_id)
    _check_replaced(patient, new.replaces)
    answers = check_answers(standing, new.answers)
    protocol, phase = _phase(new)
    exercises = prescribed_versions(new.doses)
    check_sides(new.doses, exercises)
    check_targets(new.doses, exercises)
    check_gates(new.confirmed, [protocol.content, *(exercise.content for exercise in exercises.values())])
    needed = check_blocks(protocol, new.doses, exercises, standing, Reasons(new.overrides))
    now = clock.now()
    Program.objects.filter(patient=patient, status=ProgramStatus.ACTIVE).update(
        status=ProgramStatus.ENDED, ended_on=new.start_on - dt.timedelta(days=1), ended_by=therapist
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
        overrides=needed.reasons,
        overridden=needed.tags,
        **answers,
        published_by=therapist,
        published_at=now,
    )
    store_items(version, new.doses, exercises)
    note_act(
        Action.CREATED,
        "program",
        therapist,
        patient,
        items=len(new.doses),
        open_answers=len(standing.open_answers),
    )
    return version


def _check_replaced(patient: Patient, seen: uuid.UUID | None) -> None:
    """Raise Conflict when somebody assigned or published since the therapist looked, so that nobody's work is ended
    unseen; also of one page sent twelve times at once."""
    running = current_version(patient.pk)
    if seen in (ANY, running.pk if running else None):
        return
    if running is None:
        raise Conflict("The program ended while you were editing. Reload the page.", "newer_version")
    who, when = running.published_by.name, clock.local_date(running.published_at, patient.time_zone)
    raise Conflict(
        f"{who} published “{running.program.name}” on {when} while you were editing. Reload the page to see it.",
        "newer_version",
    )


def _phase(new: NewProgram) -> tuple[ProtocolVersion, dict[str, dict[str, str]]]:
    protocol = ProtocolVersion.objects.filter(protocol_id=new.protocol, status=VersionStatus.PUBLISHED).first()
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
