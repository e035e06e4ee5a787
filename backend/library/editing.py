"""The way of a version: draft, in review, published, retired. Whoever wrote on it cannot publish it."""

from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError
from backend.library.kinds import KINDS, Content, Place
from backend.library.merging import merged
from backend.library.models import (
    ENTRIES,
    OPEN,
    VERSIONS,
    EditorialStep,
    Exercise,
    ExerciseVersion,
    Step,
    Version,
    VersionStatus,
)
from backend.library.problem import Problem
from backend.library.selectors import open_gates, published
from backend.library.services import content_hash

_WROTE = (Step.CREATED, Step.EDITED)


class GateOpen(NodError):
    """The version may not be published yet: `problems` by the name of their gate."""

    def __init__(self, gates: dict[str, list[Problem]]) -> None:
        names = ", ".join(gates)
        super().__init__(f"Not published. Still to do: {names}.", "gate_open")
        self.gates = gates


class DraftChanged(Conflict):
    """Somebody else saved the same places of the draft: `merged` has both people's changes, and at `clashes` mine."""

    def __init__(self, who: str, theirs: Content, merged: Content, clashes: list[Place]) -> None:
        super().__init__(f"Not saved yet: {who} changed the same draft since you opened it.", "draft_changed")
        self.who, self.theirs, self.merged, self.clashes = who, theirs, merged, clashes


@transaction.atomic
def start_entry(kind: str, slug: str, by: User) -> Version:
    """Begin a new entry with an empty draft. Raises NodError for a slug that is taken or no slug."""
    _, is_new = ENTRIES[kind]._default_manager.get_or_create(slug=slug)
    if not is_new:
        fault = FieldFault("slug", "taken", "Choose another name, or edit the entry that has it.")
        raise NodError(f"The name {slug} is taken.", faults=[fault])
    return _new_draft(kind, slug, 1, _empty(kind, slug), by)


@transaction.atomic
def start_draft(version: Version, by: User) -> Version:
    """Begin the next version as a copy of this one. Raises Conflict when one is being written already."""
    _lock_entry(version)
    chain = _chain(version)
    if open_one := chain.filter(status__in=OPEN).first():
        raise Conflict(f"{open_one} is being written already: go on with that one.", "draft_exists")
    last = chain.order_by("-number").values_list("number", flat=True)[0]
    return _new_draft(version.KIND, version.slug, last + 1, version.content, by)


@transaction.atomic
def save_draft(version: Version, content: Content, by: User, *, base: Content | None = None) -> Content:
    """Save a draft's content, whole or not: gates name what is missing. Return what was saved.

    `base` is what the writer had before them: what others saved since stays, and DraftChanged is raised where both
    changed the same place. Raises Conflict if it is no draft.
    """
    version = _locked(version, {VersionStatus.DRAFT}, "Only a draft can be changed. Start a new version from this one.")
    model: Any = VERSIONS[version.KIND]
    if base is not None and base != version.content:
        content, clashes = merged(base, content, version.content)
        if clashes:
            raise DraftChanged(_last_writer(version), version.content, content, clashes)
    if content == version.content:
        return content
    model.objects.filter(pk=version.pk).update(content=content, content_hash=content_hash(content), from_pack=False)
    _note(version, Step.EDITED, by)
    return content


def _last_writer(version: Version) -> str:
    steps = EditorialStep.objects.filter(
        kind=version.KIND, slug=version.slug, number=version.number, step__in=_WROTE, by__isnull=False
    )
    step = steps.select_related("by").order_by("-at").first()
    return step.by.name if step and step.by else "somebody else"


@transaction.atomic
def submit(version: Version, by: User) -> None:
    """Send a draft to review."""
    version = _locked(version, {VersionStatus.DRAFT}, "Only a draft is sent to review.")
    _move(version, VersionStatus.IN_REVIEW)
    _note(version, Step.SUBMITTED, by)


@transaction.atomic
def send_back(version: Version, by: User, note: str) -> None:
    """Give a version in review back to its writer, with what is to be changed."""
    version = _locked(version, {VersionStatus.IN_REVIEW}, "Only a version in review is sent back.")
    if not note.strip():
        fault = FieldFault("note", "empty", "Write a line.")
        raise NodError("Say what is to be changed.", faults=[fault])
    _move(version, VersionStatus.DRAFT)
    _note(version, Step.SENT_BACK, by, note)


@transaction.atomic
def publish_entry(version: Version, by: User) -> None:
    """Publish a version in review. The one published so far is retired, and stays as it was.

    Raises Conflict for a version not in review or one that `by` wrote on, GateOpen naming the gates that are not met.
    """
    version = _locked(version, {VersionStatus.IN_REVIEW}, "Only a version in review can be published.")
    wrote = EditorialStep.objects.filter(
        kind=version.KIND, slug=version.slug, number=version.number, step__in=_WROTE, by=by
    )
    if version.created_by_id == by.pk or wrote.exists():
        raise Conflict("Somebody else has to publish what you wrote.", "second_person")
    if gates := open_gates(version):
        raise GateOpen(gates)
    _chain(version).filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    _move(version, VersionStatus.PUBLISHED, published_by=by, published_at=clock.now())
    _note(version, Step.PUBLISHED, by)


@transaction.atomic
def retire(version: Version, by: User) -> None:
    """Take a published version out of the library. Prescriptions that have it keep it."""
    version = _locked(version, {VersionStatus.PUBLISHED}, "Only a published version is retired.")
    _move(version, VersionStatus.RETIRED)
    _note(version, Step.RETIRED, by)


@transaction.atomic
def merge_exercises(duplicate: Exercise, into: Exercise, by: User) -> None:
    """Make one exercise of two. The duplicate is retired and points at the kept one; no log or prescription changes."""
    if duplicate.pk == into.pk:
        raise NodError("Choose another exercise to keep.", faults=[FieldFault("into", "same", "It is this one.")])
    if into.merged_into_id or not into.versions.filter(status=VersionStatus.PUBLISHED).exists():
        fault = FieldFault("into", "not_published", "Choose a published exercise.")
        raise NodError("The exercise to keep must be published.", faults=[fault])
    if used := exercises_that_lead_to(duplicate.slug):
        fault = FieldFault("duplicate", "linked", f"Change the links of {', '.join(used)} first.")
        raise NodError("Published content still leads to the duplicate.", faults=[fault])
    duplicate.versions.filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    Exercise.objects.filter(pk=duplicate.pk).update(merged_into=into)
    Exercise.objects.filter(merged_into=duplicate).update(merged_into=into)
    last = duplicate.versions.order_by("-number").first()
    if last:
        _note(last, Step.MERGED, by, f"into {into.slug}")


def exercises_that_lead_to(slug: str) -> list[str]:
    """Return the published exercises and protocols that name this exercise, by slug."""
    found = []
    for version in ExerciseVersion.objects.filter(status=VersionStatus.PUBLISHED).exclude(exercise_id=slug):
        links = (*version.content["progress"]["to"], *version.content["regress"]["to"])
        if slug in links:
            found.append(version.slug)
    found += [version.slug for version in published("protocol") if slug in exercises_of(version.content)]
    return sorted(found)


def exercises_of(protocol: Content) -> set[str]:
    """Return the slugs of all exercises in a protocol's content, alternatives and flare plan included."""
    found = set(protocol.get("flare_plan", {}).get("items", []))
    for phase in protocol.get("phases", []):
        for item in phase.get("items", []):
            found |= {item["slug"], *item.get("alt_if_equipment", {}).values(), *item.get("alt_if_tag", {}).values()}
            found |= set(item.get("instead", []))
    return found


def _empty(kind: str, slug: str) -> Content:
    content: Content = {"slug": slug}
    for part in KINDS[kind]:
        here = content
        for key in part.at:
            here = here.setdefault(key, {})
    return content


def _new_draft(kind: str, slug: str, number: int, content: Content, by: User) -> Version:
    model: Any = VERSIONS[kind]
    version: Version = model.objects.create(
        **{f"{kind}_id": slug},
        number=number,
        content=content,
        content_hash=content_hash(content),
        created_by=by,
        created_at=clock.now(),
    )
    _note(version, Step.CREATED, by)
    return version


def _chain(version: Version) -> Any:
    return type(version)._default_manager.filter(**{f"{version.KIND}_id": version.slug})


def _lock_entry(version: Version) -> None:
    """Let one person at a time move an entry's versions: what is drafted or published at once is so one by one."""
    ENTRIES[version.KIND]._default_manager.select_for_update().get(pk=version.slug)


def _locked(version: Version, allowed: set[VersionStatus], message: str) -> Version:
    _lock_entry(version)
    locked = type(version)._default_manager.select_for_update().get(pk=version.pk)
    if locked.status not in allowed:
        raise Conflict(f"{message} {locked} is {locked.get_status_display().lower()}.", "wrong_status")
    return locked


def _move(version: Version, status: VersionStatus, **also: Any) -> None:
    type(version)._default_manager.filter(pk=version.pk).update(status=status, **also)


def _note(version: Version, step: Step, by: User, note: str = "") -> None:
    EditorialStep.objects.create(
        kind=version.KIND, slug=version.slug, number=version.number, step=step, by=by, at=clock.now(), note=note
    )
