"""Reads published content."""

from collections.abc import Iterable

from backend.library.models import ExerciseVersion, ProtocolVersion, Status


def published_exercises(slugs: Iterable[str] | None = None) -> dict[str, ExerciseVersion]:
    """Return slug -> published version, of all exercises or of these."""
    rows = ExerciseVersion.objects.filter(status=Status.PUBLISHED)
    if slugs is not None:
        rows = rows.filter(exercise_id__in=list(slugs))
    return {row.exercise_id: row for row in rows.order_by("exercise_id")}


def published_protocols() -> list[ProtocolVersion]:
    """Return the published version of every protocol, by slug."""
    return list(ProtocolVersion.objects.filter(status=Status.PUBLISHED).order_by("protocol_id"))
