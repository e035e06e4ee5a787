"""Where content is used, in counts only: a curator learns how many patients a change affects, never which."""

from django.db.models import Count

from backend.library.editing import exercises_of
from backend.library.models import ProtocolVersion, Version, VersionStatus
from backend.library.selectors import published, published_exercises
from backend.programs.models import PrescribedExercise, Program, ProgramStatus
from backend.programs.selectors import current_versions


def patients_by_version(slug: str) -> dict[int, int]:
    """Return version number -> how many patients have it in their running program."""
    rows = (
        PrescribedExercise.objects.filter(exercise__exercise_id=slug, version__in=current_versions())
        .values("exercise__number")
        .annotate(patients=Count("version__program__patient", distinct=True))
        .order_by("exercise__number")
    )
    return {row["exercise__number"]: row["patients"] for row in rows}


def patients_on(protocol: ProtocolVersion) -> int:
    """Return how many patients have a running program made from any version of this template."""
    running = Program.objects.filter(status=ProgramStatus.ACTIVE, protocol__protocol_id=protocol.protocol_id)
    return running.values("patient").distinct().count()


def used_by(version: Version) -> list[str]:
    """Return what published content refers to this entry, in words."""
    if version.KIND == "exercise":
        return _naming(version.slug)
    if version.KIND == "source":
        kinds = ("exercise", "protocol", "article", "questionnaire", "measure", "medicine")
        return [
            f"{kind} {other.slug}"
            for kind in kinds
            for other in published(kind)
            if version.slug in other.content.get("evidence", [])
        ]
    if version.KIND == "protocol":
        return [
            f"template {other.slug}"
            for other in published("protocol")
            if version.slug in (*other.content.get("next", []), *other.content.get("completed_any_of", []))
        ]
    return []


def _naming(slug: str) -> list[str]:
    found = []
    for other in published_exercises().values():
        ways = {"progress": "progresses to it", "regress": "falls back to it"}
        found += [f"exercise {other.slug} {words}" for way, words in ways.items() if slug in other.content[way]["to"]]
    protocols = ProtocolVersion.objects.filter(status=VersionStatus.PUBLISHED).order_by("protocol_id")
    return found + [f"template {other.slug}" for other in protocols if slug in exercises_of(other.content)]
