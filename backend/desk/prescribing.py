"""Assigns and changes programs for the desk: locks the patient, reads what the program has to fit, calls programs/, and
refreshes the summary, in one transaction.

What may be prescribed is checked in programs/prescribing.py.
"""

import uuid
from collections.abc import Callable
from typing import Any

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.synced import lock_patient
from backend.assessments.findings import stiff_side
from backend.assessments.selectors import Examined, examined
from backend.common import clock
from backend.desk.acting import act_and_recount
from backend.diary.red_flags import Flag
from backend.diary.selectors import flags_of
from backend.insights.gather import standing_from
from backend.library.selectors import published_protocols, safety_question_texts
from backend.programs import publishing, services, updates
from backend.programs.models import ProgramVersion
from backend.programs.precautions import Standing, against_template, may_be_minor
from backend.programs.prescribing import NOTHING_OPEN, ReadAnswers
from backend.programs.selectors import current_version


def standing_of(patient: Patient) -> Standing:
    """Return what a program of this patient has to fit now."""
    return _standing(patient, examined([patient.pk])[patient.pk], flags_of(patient.pk))


def _standing(patient: Patient, exam: Examined, flags: list[Flag]) -> Standing:
    today = clock.local_today(patient.time_zone)
    return standing_from(patient.precautions, exam, flags, may_be_minor(patient.birth_year, today))


def background_of(patient: Patient) -> dict[str, Any]:
    """Return what the builder shows beside a program: precautions, what they have against each template and against
    the program that runs ("running"), the side that is stiff, and the open safety answers."""
    exam = examined([patient.pk])[patient.pk]
    flags = flags_of(patient.pk)
    standing, side = _standing(patient, exam, flags), stiff_side(exam.examinations)
    templates: dict[str, Any] = {each.protocol_id: each.content for each in published_protocols()}
    running = current_version(patient.pk)
    if running and running.program.protocol:
        templates["running"] = running.program.protocol.content
    against = {slug: against_template(content, standing) for slug, content in templates.items()}
    texts = safety_question_texts() if standing.open_answers else {}
    return {
        "precautions": standing.precautions,
        "whole_program": {slug: tags for slug, tags in against.items() if tags},
        "stiff_side": standing.stiff_side,
        "stiff_since": side[1] if side else None,
        "red_flags": [
            {
                "id": each.id,
                "text": each.text or texts.get(each.question, each.question),
                "urgency": each.urgency,
                "answered_on": each.answered_on,
            }
            for each in flags
            if each.is_open
        ],
    }


def prescribe_program(therapist: User, patient_id: uuid.UUID, new: services.NewProgram) -> ProgramVersion:
    """Assign a program; see programs/services.py for what it raises."""
    return _prescribe(services.assign_program, therapist, patient_id, new)


def prescribe_version(therapist: User, patient_id: uuid.UUID, draft: publishing.Draft) -> ProgramVersion:
    """Publish the next version of the running program; see programs/publishing.py for what it raises."""
    return _prescribe(publishing.publish_version, therapist, patient_id, draft)


def prescribe_offers(
    therapist: User, patient_id: uuid.UUID, exercises: dict[str, int], read: ReadAnswers = NOTHING_OPEN
) -> ProgramVersion:
    """Publish the program anew with newer exercise versions; see programs/updates.py for what it raises."""
    return _prescribe(updates.take_offers, therapist, patient_id, exercises, read)


def _prescribe(
    change: Callable[..., ProgramVersion], therapist: User, patient_id: uuid.UUID, *what: Any
) -> ProgramVersion:
    """Lock the patient, read what the program has to fit, change it and count anew, in one transaction.

    Two therapists who publish at once come one after the other, and so does what a phone sends.
    """

    def change_locked(therapist: User, patient_id: uuid.UUID) -> ProgramVersion:
        patient = lock_patient(access.patient_to_change(therapist, patient_id).pk)
        return change(therapist, patient_id, *what, standing_of(patient))

    return act_and_recount(change_locked, therapist, patient_id)
