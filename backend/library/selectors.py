"""Reads published content, and what stands in the way of publishing more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When

from backend.library.checks import World, harder_by_links, problems
from backend.library.gates import gates
from backend.library.kinds import Content
from backend.library.models import (
    VERSIONS,
    ExerciseVersion,
    MeasureVersion,
    Media,
    ProtocolVersion,
    QuestionnaireVersion,
    Version,
    VersionStatus,
)
from backend.library.problem import Problem

SAFETY_CHECK = "red-flags"


def published(kind: str) -> list[Version]:
    """Return the published version of every entry of a kind, by slug."""
    return list(VERSIONS[kind]._default_manager.filter(status=VersionStatus.PUBLISHED).order_by(f"{kind}_id"))


def published_exercises(slugs: Iterable[str] | None = None) -> dict[str, ExerciseVersion]:
    """Return slug -> published version, of all exercises or of these."""
    rows = ExerciseVersion.objects.filter(status=VersionStatus.PUBLISHED)
    if slugs is not None:
        rows = rows.filter(exercise_id__in=list(slugs))
    return {row.exercise_id: row for row in rows.order_by("exercise_id")}


def published_protocols() -> list[ProtocolVersion]:
    """Return the published version of every protocol, by slug."""
    return list(ProtocolVersion.objects.filter(status=VersionStatus.PUBLISHED).order_by("protocol_id"))


def published_measures() -> dict[str, dict[str, Any]]:
    """Return slug -> content of the published measures."""
    rows = MeasureVersion.objects.filter(status=VersionStatus.PUBLISHED)
    return dict(rows.values_list("measure_id", "content"))


@dataclass(frozen=True)
class SafetyQuestion:
    """What a yes to a question means: its urgency, and the precautions it proposes. `is_lasting`: it asks about
    something that stays, so that what was decided on one yes counts for the next."""

    urgency: str
    text: str
    proposes: tuple[str, ...]
    is_lasting: bool


def safety_questions() -> dict[str, SafetyQuestion]:
    """Return question id -> what a yes means, of the safety check in force; empty when there is none.

    Ids of earlier versions are among them, since a phone may have asked before it learned of a newer one; an id never
    changes what it asks about.
    """
    found: dict[str, SafetyQuestion] = {}
    for content in safety_check():
        for block, question in _questions(content):
            meaning = SafetyQuestion(
                block["urgency"],
                question["text"]["en"],
                tuple(question.get("sets_tags", ())),
                bool(question.get("lasting")),
            )
            found.setdefault(question["id"], meaning)
    return found


def safety_question_texts(content: dict[str, Any] | None = None) -> dict[str, str]:
    """Return question id -> English text, of the safety check and its earlier versions, or of one's `content`."""
    if content is None:
        return {name: question.text for name, question in safety_questions().items()}
    return {question["id"]: question["text"]["en"] for _, question in _questions(content)}


def safety_check() -> "QuerySet[QuestionnaireVersion, dict[str, Any]]":
    """Return the content of the safety check in force, as a query to run or to join."""
    return safety_check_versions().values_list("content", flat=True)


def safety_check_versions() -> "QuerySet[QuestionnaireVersion]":
    """Return the versions of the safety check, the one in force first: the published one.

    While none is published it is the one published last: nobody goes on without, and *ready* says what is missing.
    """
    rows = QuestionnaireVersion.objects.filter(
        questionnaire_id=SAFETY_CHECK, status__in=(VersionStatus.PUBLISHED, VersionStatus.RETIRED)
    )
    is_published = Case(When(status=VersionStatus.PUBLISHED, then=0), default=1, output_field=IntegerField())
    return rows.order_by(is_published, "-number")


def is_safety_check_published() -> bool:
    return safety_check_versions().filter(status=VersionStatus.PUBLISHED).exists()


def in_force(kind: str) -> list[Version]:
    """Return what is published of a kind, and a safety check in any case."""
    found = published(kind)
    if kind == QuestionnaireVersion.KIND and all(version.slug != SAFETY_CHECK for version in found):
        found += safety_check_versions()[:1]
    return found


def _questions(content: dict[str, Any] | None) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for block in content["blocks"] if content else []:
        for question in block["questions"]:
            yield block, question


def published_sources() -> dict[str, Content]:
    """Return the content of every published source by slug."""
    return {version.slug: version.content for version in published("source")}


def world() -> World:
    """Return what published content may refer to: published entries, and the media that were uploaded."""
    slugs = {
        kind: frozenset(
            model._default_manager.filter(status=VersionStatus.PUBLISHED).values_list(f"{kind}_id", flat=True)
        )
        for kind, model in VERSIONS.items()
    }
    contents = {version.slug: version.content for version in published_exercises().values()}
    return World(slugs, frozenset(Media.objects.values_list("name", flat=True)), harder_by_links(contents))


def all_gates(version: Version) -> dict[str, list[Problem]]:
    """Return every gate of a version with the problems that keep it shut."""
    found = problems(version.KIND, version.slug, version.content, world())
    return gates(version.KIND, found)


def open_gates(version: Version) -> dict[str, list[Problem]]:
    """Return the gates that are not met."""
    return {name: found for name, found in all_gates(version).items() if found}


def name_of(version: Version) -> str:
    """Return what people call this entry: its English name or title, else its slug."""
    words = _inside(_inside(version.content, "words"), "en")
    name = _inside(_inside(version.content, "name"), "en")
    found = _inside(words, "name") or _inside(words, "title") or name or _inside(version.content, "citation")
    return str(found or version.slug)[:90]


def _inside(content: Any, key: str) -> Any:
    """Return what stands under a key; nothing where a draft has something else than names and values."""
    return content.get(key) if isinstance(content, dict) else None
