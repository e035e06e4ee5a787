"""Marking what a phase's rules ask for, such as a form check. A mark belongs to the phase it was made in."""

import uuid

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.errors import FieldFault, NodError
from backend.library.advance_rules import Mark, parse
from backend.programs.models import PhaseMark
from backend.programs.progression import rules_of
from backend.programs.selectors import current_version


@transaction.atomic
def set_mark(therapist: User, patient_id: uuid.UUID, *, name: str, about: str, done: bool) -> Patient:
    """Mark something as done in the current phase of a patient's program, or take the mark back.

    Raises NotFound out of care, NodError when the phase's rules do not ask for it.
    """
    patient = access.patient_to_change(therapist, patient_id)
    version = current_version(patient.pk)
    protocol = version.program.protocol if version else None
    phases = protocol.content["phases"] if protocol else []
    rules = []
    if version and version.phase <= len(phases):
        prescribed = set(version.items.values_list("exercise__exercise_id", flat=True))
        rules = rules_of(phases[version.phase - 1], prescribed)
    asked = {(each.name, each.about) for rule in rules for each in parse(rule) if isinstance(each, Mark)}
    if version is None or (name, about) not in asked:
        fault = FieldFault("name", "not_asked", "The rules of this phase do not ask for it.")
        raise NodError("Nothing was marked.", faults=[fault])
    place = {"program": version.program, "phase": version.phase, "name": name, "about": about}
    if done:
        who = {"clinic_id": patient.clinic_id, "marked_by": therapist, "marked_at": clock.now()}
        PhaseMark.objects.get_or_create(**place, defaults=who)
    else:
        PhaseMark.objects.filter(**place).delete()
    note_act(Action.CHANGED, "phase mark", therapist, patient)
    return patient
