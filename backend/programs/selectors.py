"""Reads programs: the plan a phone keeps for offline use, and what is due."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from backend.common.among import among
from backend.programs.models import PrescribedExercise, Program, ProgramStatus, ProgramVersion
from backend.programs.schedule import Frequency, Slot, due_slots


def current_version(patient_id: uuid.UUID) -> ProgramVersion | None:
    """Return the newest version of the patient's active program, with its items loaded, or None."""
    return (
        ProgramVersion.objects.filter(program__patient_id=patient_id, program__status=ProgramStatus.ACTIVE)
        .select_related("program", "published_by")
        .prefetch_related("items__exercise")
        .order_by("-number")
        .first()
    )


def current_versions() -> QuerySet[ProgramVersion]:
    """Return the newest version of every active program, of all clinics: for counts only."""
    newest = ProgramVersion.objects.filter(program=OuterRef("program")).order_by("-number").values("pk")[:1]
    return ProgramVersion.objects.filter(program__status=ProgramStatus.ACTIVE, pk=Subquery(newest))


def dose_of(item: PrescribedExercise) -> dict[str, Any]:
    """Return the dose as the API gives it: counts, seconds, and how often."""
    names = ("sets", "reps", "hold_seconds", "rest_seconds", "per_day", "days_week", "side", "type", "note")
    return {name: getattr(item, name) for name in names}


def plan_of(patient_id: uuid.UUID) -> dict[str, Any] | None:
    """Return all a phone needs to run the active program without a network: doses, words, figures; or None."""
    version = current_version(patient_id)
    if version is None:
        return None
    return {
        "program_id": str(version.program_id),
        "version_id": str(version.pk),
        "version_number": version.number,
        "name": version.program.protocol.content["name"] if version.program.protocol else {},
        "phase": version.phase,
        "phase_name": _phase_name(version),
        "note": version.note,
        "headache_rule": version.headache_rule,
        "start_on": version.program.start_on.isoformat(),
        "published_at": version.published_at.isoformat(),
        "therapist": version.published_by.name,
        "items": [
            {
                "id": str(item.pk),
                "exercise": item.exercise.exercise_id,
                "dose": dose_of(item),
                "words": item.exercise.content["words"],
                "figure": item.exercise.content["figure"],
                "media": item.exercise.content.get("media", []),
            }
            for item in version.items.all()
        ],
    }


def _phase_name(version: ProgramVersion) -> dict[str, str]:
    protocol = version.program.protocol
    phases = protocol.content["phases"] if protocol else []
    if version.phase <= len(phases):
        return dict(phases[version.phase - 1]["name"])
    return {"en": version.phase_name, "es": version.phase_name}


def tag_of(plan: dict[str, Any] | None) -> str:
    """Return a short tag that changes exactly when the plan does, so that a phone need not load it twice."""
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Schedule:
    """When anything of a running program is due: its first date, and how often each of its exercises is done."""

    start_on: dt.date
    frequencies: tuple[Frequency, ...]

    def slots_due(self, on: dt.date) -> set[Slot]:
        """Return the parts of the day in which anything is due on that patient-local date."""
        return {slot for each in self.frequencies for slot in due_slots(each, self.start_on, on)}


def schedules_of(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Schedule]:
    """Return patient id -> schedule of the active program, for those who have one. Two queries for any number."""
    versions = current_versions().filter(among("program__patient_id", patient_ids))
    starts = {
        pk: (patient_id, start_on)
        for pk, patient_id, start_on in versions.values_list("pk", "program__patient_id", "program__start_on")
    }
    often: dict[uuid.UUID, set[Frequency]] = {}
    items = PrescribedExercise.objects.filter(among("version_id", starts)).order_by()
    for version_id, per_day, days_week in items.values_list("version_id", "per_day", "days_week"):
        often.setdefault(version_id, set()).add(Frequency(per_day, days_week))
    return {patient_id: Schedule(start_on, tuple(often.get(pk, ()))) for pk, (patient_id, start_on) in starts.items()}


def running_programs(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Program]:
    """Return patient id -> active program with protocol, versions (oldest first), doses and marks, for those who have
    one. Seven queries for any number of patients; `slug` on a dose spares loading its exercise's content."""
    doses = PrescribedExercise.objects.annotate(slug=F("exercise__exercise_id"))
    rows = Program.objects.filter(patient_id__in=list(patient_ids), status=ProgramStatus.ACTIVE).prefetch_related(
        "protocol",
        "marks",
        "pauses",
        "declined",
        Prefetch("versions", ProgramVersion.objects.order_by("number")),
        Prefetch("versions__items", doses),
    )
    return {row.patient_id: row for row in rows}
