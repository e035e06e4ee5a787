"""Offers of newer exercise versions. A prescription keeps the version it was made with until a therapist agrees."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from backend.accounts import access
from backend.accounts.models import User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common.errors import Conflict, FieldFault, NodError
from backend.library.diff import Change, changes
from backend.library.models import Exercise, ExerciseVersion
from backend.library.selectors import published_exercises
from backend.programs.models import PrescribedExercise, ProgramVersion
from backend.programs.precautions import Standing
from backend.programs.prescribing import ReadAnswers, check_answers, easier_versions
from backend.programs.publishing import next_version
from backend.programs.selectors import current_version


@dataclass(frozen=True)
class Offer:
    """A newer published version of an exercise in a program, and what it says differently."""

    item: PrescribedExercise
    newer: ExerciseVersion

    def changes(self) -> list[Change]:
        return changes(self.item.exercise.content, self.newer.content)


def offers(version: ProgramVersion) -> list[Offer]:
    """Return the offers for a program version, in its order."""
    items = list(version.items.all())
    slugs = {item.exercise.exercise_id for item in items}
    # An exercise that was merged into another is offered as that other.
    merged = Exercise.objects.filter(pk__in=slugs, merged_into__isnull=False)
    kept = {exercise.pk: str(exercise.merged_into_id) for exercise in merged}
    newest = published_exercises(slugs | set(kept.values()))
    found = []
    for item in items:
        slug = item.exercise.exercise_id
        newer = newest.get(kept.get(slug, slug))
        if newer and (slug in kept or newer.number > item.exercise.number):
            found.append(Offer(item, newer))
    return found


@transaction.atomic
def take_offers(
    therapist: User, patient_id: uuid.UUID, exercises: dict[str, int], read: ReadAnswers, standing: Standing
) -> ProgramVersion:
    """Publish the program of a locked patient anew with newer versions of these exercises (slug -> version number);
    doses stay (desk/prescribing.py is the door). One that the patient's precautions now block is held.

    Raises NotFound out of care, NodError without a program or for an exercise without an offer, Conflict when a still
    newer version came out, or a safety answer came in, since the therapist looked.
    """
    patient = access.patient_to_change(therapist, patient_id)
    current = current_version(patient.pk)
    if current is None:
        raise NodError("This patient has no running program.")
    answers = check_answers(standing, read)
    offered = {offer.item.exercise.exercise_id: offer.newer for offer in offers(current)}
    for slug, number in exercises.items():
        if slug not in offered:
            fault = FieldFault("exercises", "not_offered", f"There is no newer version of {slug}.")
            raise NodError("Nothing was changed.", faults=[fault])
        if offered[slug].number != number:
            raise Conflict(f"{slug} has changed again. Reload the page to see what is new.", "newer_version")
    chosen = {slug: offered[slug] for slug in exercises}
    return _published_with(current, chosen, therapist, answers)


def _published_with(
    current: ProgramVersion, chosen: dict[str, ExerciseVersion], therapist: User, answers: dict[str, Any]
) -> ProgramVersion:
    version = next_version(current, therapist, **answers)
    copies = []
    instead = easier_versions(chosen.values())
    for item in current.items.all():
        numbers = {
            field.attname: getattr(item, field.attname)
            for field in PrescribedExercise._meta.concrete_fields
            if field.name not in {"id", "version", "exercise"}
        }
        slug = item.exercise.exercise_id
        exercise = chosen.get(slug, item.exercise)
        if slug in chosen:
            easier = instead.get(exercise.exercise_id)
            numbers["easier_exercise_id"] = easier.pk if easier else None
            if "target_mmhg" in exercise.content["dose"]:
                numbers["target_mmhg"] = item.target_mmhg or exercise.content["dose"]["target_mmhg"]
            # How it is run belongs to the exercise: doses stay, but a breath is not a hold.
            numbers["type"] = exercise.content["dose"].get("type", "reps")
        copies.append(PrescribedExercise(version=version, exercise=exercise, **numbers))
    PrescribedExercise.objects.bulk_create(copies)
    record(
        Action.CHANGED,
        "program",
        actor_id=therapist.pk,
        patient_id=current.program.patient_id,
        clinic_id=current.clinic_id,
        counts={"exercises": len(chosen), "open_answers": len(answers["open_answers"])},
    )
    return version
