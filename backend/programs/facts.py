"""Reads running programs as plain values for the rules, with the same number of queries for any number of patients."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from backend.common.compiled import AmongParam, Compiled
from backend.library.frozen import frozen_contents
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.programs.flare import asks_for_flare, flare_exercises, flare_plans
from backend.programs.models import DeclinedProgression, PhaseMark, Program, ProgramPause, ProgramStatus, ProgramVersion
from backend.programs.precautions import Line, Standing, conflicts


@dataclass(frozen=True)
class DoseFacts:
    """One exercise of a version; `slug` names it, `days_week` is on how many days a week it is due."""

    slug: str
    sets: int
    per_day: int
    days_week: int
    type: str
    side: str = "none"
    exercise_id: uuid.UUID | None = None
    reps: int = 0
    hold_seconds: int = 0


@dataclass
class VersionFacts:
    number: int
    phase: int
    published_at: dt.datetime
    # Exercise (or "template") -> the precautions that a typed reason was given for.
    overridden: dict[str, list[str]] = field(default_factory=dict)
    headache_rule: dict[str, Any] | None = None
    doses: list[DoseFacts] = field(default_factory=list)


@dataclass
class ProgramFacts:
    """A running program: versions oldest first, pauses (`until` None: still), marks as (phase, name, about), spans of
    `held` exercises (holding.py). `lines` and `template` are what conflicts are looked for in."""

    start_on: dt.date
    # Of the template as it was when the program began; None without one.
    phases: list[dict[str, Any]] | None
    versions: list[VersionFacts] = field(default_factory=list)
    pauses: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)
    # The planned last date of a pause that lasts.
    pause_planned_until: dt.date | None = None
    marks: list[tuple[int, str, str]] = field(default_factory=list)
    declined_at: list[dt.datetime] = field(default_factory=list)
    held: list[dict[str, Any]] = field(default_factory=list)
    lines: dict[str, Line] = field(default_factory=dict)
    template: dict[str, Any] | None = None

    def conflicts(self, standing: Standing) -> dict[str, list[str]]:
        """Return exercise (or "template") -> what stands against it without a reason, in the version that runs."""
        if not self.versions:
            return {}
        return conflicts(self.lines, self.template, standing, self.versions[-1].overridden)

    @property
    def phase(self) -> int:
        """The number of the phase the newest version is in; the first without versions."""
        return self.versions[-1].phase if self.versions else 1


_PROGRAMS = Compiled(
    lambda: Program.objects.filter(AmongParam("patient_id", "patients"), status=ProgramStatus.ACTIVE).values_list(
        "patient_id", "pk", "start_on", "held", "protocol_id"
    )
)
_VERSIONS = Compiled(
    lambda: (
        ProgramVersion.objects.filter(AmongParam("program_id", "programs"))
        .order_by("number", "items__position")
        .values_list(
            *("program_id", "number", "phase", "published_at", "overridden", "headache_rule"),
            *("items__exercise__exercise_id", "items__sets", "items__per_day", "items__days_week", "items__type"),
            *("items__side", "items__exercise_id", "items__reps", "items__hold_seconds"),
        )
    )
)
_PAUSES = Compiled(
    lambda: ProgramPause.objects.filter(AmongParam("program_id", "programs")).values_list(
        "program_id", "from_on", "until_on", "planned_until"
    )
)
_MARKS = Compiled(
    lambda: PhaseMark.objects.filter(AmongParam("program_id", "programs")).values_list(
        "program_id", "phase", "name", "about"
    )
)
_DECLINED = Compiled(
    lambda: DeclinedProgression.objects.filter(AmongParam("program_id", "programs")).values_list(
        "program_id", "declined_at"
    )
)


def running_programs(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, ProgramFacts]:
    """Return patient id -> what the rules read of the active program, for those who have one."""
    rows = _PROGRAMS(patients=patient_ids)
    if not rows:
        return {}
    templates = frozen_contents(ProtocolVersion, (template for *_, template in rows if template))
    programs = {
        pk: ProgramFacts(start_on, templates[template]["phases"] if template else None, held=held)
        for _, pk, start_on, held, template in rows
    }
    for pk, number, phase, published_at, overridden, rule, *dose in _VERSIONS(programs=programs):
        versions = programs[pk].versions
        if not versions or versions[-1].number != number:
            versions.append(VersionFacts(number, phase, published_at, overridden, rule))
        # A version without exercises comes as one row without any.
        if dose[0] is not None:
            versions[-1].doses.append(DoseFacts(*dose))
    _read_lines(programs)
    for _, pk, _, _, template in rows:
        programs[pk].template = templates[template] if template else None
    _read_flares(programs.values())
    for pk, from_on, until_on, planned_until in _PAUSES(programs=programs):
        programs[pk].pauses.append((from_on, until_on))
        if until_on is None:
            programs[pk].pause_planned_until = planned_until
    for pk, phase, name, about in _MARKS(programs=programs):
        programs[pk].marks.append((phase, name, about))
    for pk, declined_at in _DECLINED(programs=programs):
        programs[pk].declined_at.append(declined_at)
    return {patient_id: programs[pk] for patient_id, pk, *_ in rows}


def _read_lines(programs: dict[uuid.UUID, ProgramFacts]) -> None:
    """Give each program the contents of the exercises that its newest version has."""
    newest = {pk: program.versions[-1].doses for pk, program in programs.items() if program.versions}
    wanted = {dose.exercise_id for doses in newest.values() for dose in doses if dose.exercise_id}
    contents = frozen_contents(ExerciseVersion, wanted)
    for pk, doses in newest.items():
        programs[pk].lines = {
            dose.slug: Line(contents[dose.exercise_id], dose.side) for dose in doses if dose.exercise_id
        }


def _read_flares(programs: Iterable[ProgramFacts]) -> None:
    """Add the exercises of the flare programs that phones offer: precautions stand against those, too."""
    offering = [each for each in programs if each.versions and asks_for_flare(each.versions[-1].headache_rule)]
    if not offering:
        return
    found = zip(offering, flare_plans(each.template for each in offering), strict=True)
    plans = [(each, plan) for each, plan in found if plan]
    exercises = flare_exercises(plan for _, plan in plans)
    for program, plan in plans:
        for slug in plan["items"]:
            if slug in exercises:
                program.lines.setdefault(slug, Line(exercises[slug].content, "none"))


_ENDED = Compiled(
    lambda: (
        Program.objects.filter(AmongParam("patient_id", "patients"), ended_on__isnull=False)
        .order_by()
        .values_list("patient_id")
        .annotate(last=Max("ended_on"))
    )
)


def last_ended(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """Return patient id -> when the last program ended, for those who had one."""
    return dict(_ENDED(patients=patient_ids))
