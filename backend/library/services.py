"""Brings a content pack into the database, and publishes versions."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common import clock
from backend.common.errors import Conflict, NodError
from backend.library.models import Exercise, ExerciseVersion, Protocol, ProtocolVersion, Status
from backend.library.pack import Fault, read_pack


class BrokenPack(NodError):
    """The pack has faults; nothing of it was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)), "broken_pack")
        self.pack_faults = faults


@transaction.atomic
def load_library(root: Path) -> dict[str, int]:
    """Load the pack under `root`; idempotent by slug and content hash.

    What a curator changed since the last load is kept: the pack's text then waits as a draft.
    Returns how many versions were `published`, `drafted` and left `unchanged`. Raises BrokenPack.
    """
    pack = read_pack(root)
    if pack.faults:
        raise BrokenPack(pack.faults)
    counts = {"published": 0, "drafted": 0, "unchanged": 0}
    for slug, content in pack.exercises.items():
        exercise, _ = Exercise.objects.get_or_create(slug=slug)
        counts[_load(ExerciseVersion, {"exercise": exercise}, content)] += 1
    for slug, content in pack.protocols.items():
        protocol, _ = Protocol.objects.get_or_create(slug=slug)
        counts[_load(ProtocolVersion, {"protocol": protocol}, content)] += 1
    return counts


def content_hash(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content in canonical JSON, as hex."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _load(model: Any, of: dict[str, Any], content: dict[str, Any]) -> str:
    digest = content_hash(content)
    versions = list(model.objects.filter(**of).order_by("number"))
    if any(version.content_hash == digest for version in versions):
        return "unchanged"
    current = next((version for version in versions if version.status == Status.PUBLISHED), None)
    now = clock.now()
    keeps_curators_text = current is not None and not current.from_pack
    if current and not keeps_curators_text:
        model.objects.filter(pk=current.pk).update(status=Status.RETIRED)
    model.objects.create(
        **of,
        number=versions[-1].number + 1 if versions else 1,
        status=Status.DRAFT if keeps_curators_text else Status.PUBLISHED,
        content=content,
        content_hash=digest,
        from_pack=True,
        created_at=now,
        published_at=None if keeps_curators_text else now,
    )
    return "drafted" if keeps_curators_text else "published"


@transaction.atomic
def publish(version: ExerciseVersion | ProtocolVersion, by: User) -> None:
    """Publish a draft. A second person does it; the version published so far is retired, and stays as it was."""
    if version.status != Status.DRAFT:
        raise Conflict("Only a draft can be published.", "not_a_draft")
    if version.created_by_id == by.pk:
        raise Conflict("Somebody else has to publish what you wrote.", "second_person")
    model = type(version)
    siblings = (
        {"exercise": version.exercise} if isinstance(version, ExerciseVersion) else {"protocol": version.protocol}
    )
    model.objects.filter(**siblings, status=Status.PUBLISHED).update(status=Status.RETIRED)
    model.objects.filter(pk=version.pk).update(status=Status.PUBLISHED, published_by=by, published_at=clock.now())
