"""Reads programs: which version runs, and what is due."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from backend.common.among import among
from backend.programs.holding import open_holds
from backend.programs.models import PrescribedExercise, ProgramStatus, ProgramVersion
from backend.programs.schedule import Frequency, Slot, due_slots


def current_version(patient_id: uuid.UUID) -> ProgramVersion | None:
    """Return the newest version of the patient's active program, with its items loaded, or None."""
    return newest_first(patient_id).prefetch_related("items__exercise").first()


def newest_first(patient_id: Any) -> QuerySet[ProgramVersion]:
    """Return the versions of the patient's active program, the newest first; `patient_id` may be a `Param`."""
    versions = ProgramVersion.objects.filter(program__patient_id=patient_id, program__status=ProgramStatus.ACTIVE)
    return versions.select_related("program", "published_by").order_by("-number")


def current_versions() -> QuerySet[ProgramVersion]:
    """Return the newest version of every active program, of all clinics: for counts only."""
    newest = ProgramVersion.objects.filter(program=OuterRef("program")).order_by("-number").values("pk")[:1]
    return ProgramVersion.objects.filter(program__status=ProgramStatus.ACTIVE, pk=Subquery(newest))


@dataclass(frozen=True)
class Schedule:
    """When anything of a running program is due: its first date, and how often each of its exercises is done."""

    start_on: dt.date
    frequencies: tuple[Frequency, ...]

    def slots_due(self, on: dt.date) -> set[Slot]:
        """Return the parts of the day in which anything is due on that patient-local date."""
        return {slot for each in self.frequencies for slot in due_slots(each, self.start_on, on)}


def schedules_of(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Schedule]:
    """Return patient id -> schedule of the active program, for those who have one; held exercises are not due.

    Two queries for any number.
    """
    versions = current_versions().filter(among("program__patient_id", patient_ids))
    starts, held = {}, {}
    columns = ("pk", "program__patient_id", "program__start_on", "program__held")
    for pk, patient_id, start_on, spans in versions.values_list(*columns):
        starts[pk], held[pk] = (patient_id, start_on), open_holds(spans)
    often: dict[uuid.UUID, set[Frequency]] = {}
    items = PrescribedExercise.objects.filter(among("version_id", starts)).order_by()
    rows = items.values_list("version_id", "per_day", "days_week", "exercise__exercise_id")
    for version_id, per_day, days_week, exercise in rows:
        if exercise not in held[version_id]:
            often.setdefault(version_id, set()).add(Frequency(per_day, days_week))
    return {patient_id: Schedule(start_on, tuple(often.get(pk, ()))) for pk, (patient_id, start_on) in starts.items()}
