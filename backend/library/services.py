"""Brings a content pack into the database, all of it or nothing."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from backend.common import clock
from backend.common.errors import Conflict, NodError
from backend.library.kinds import Content
from backend.library.media import adopt
from backend.library.models import ENTRIES, VERSIONS, Version, VersionStatus
from backend.library.pack import MEDIA, PackFault, read_pack


class BrokenPack(NodError):
    """The pack has faults; nothing of it was loaded."""

    def __init__(self, faults: list[PackFault]) -> None:
        super().__init__("\n".join(map(str, faults)), "broken_pack")
        self.pack_faults = faults


def load_library(root: Path) -> dict[str, int]:
    """Load the pack under `root`; idempotent by slug and content hash.

    What a curator changed since the last load is kept: the pack's text then waits as a draft.
    Returns how many versions were `published`, `drafted` and left `unchanged`. Raises BrokenPack, and Conflict when
    another pack was loaded at the same moment.
    """
    try:
        with transaction.atomic():
            return _load_library(root)
    except IntegrityError as error:
        raise Conflict("Another pack was loaded at the same moment. This one wasn't. Load it again.") from error


def _load_library(root: Path) -> dict[str, int]:
    pack = read_pack(root)
    if pack.faults:
        raise BrokenPack(pack.faults)
    for name in sorted(pack.media):
        adopt(root / MEDIA / name)
    counts = {"published": 0, "drafted": 0, "unchanged": 0}
    for kind, entries in pack.entries.items():
        known = _versions_by_slug(kind)
        for slug, content in entries.items():
            counts[_load(kind, slug, content, known.get(slug, []))] += 1
    return counts


def content_hash(content: Content) -> str:
    """Return the SHA-256 of the content in canonical JSON, as hex."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _versions_by_slug(kind: str) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for version in VERSIONS[kind]._default_manager.defer("content").order_by("number"):
        found.setdefault(version.slug, []).append(version)
    return found


def _load(kind: str, slug: str, content: Content, versions: list[Version]) -> str:
    digest = content_hash(content)
    if any(version.content_hash == digest for version in versions):
        return "unchanged"
    model: Any = VERSIONS[kind]
    if not versions:
        ENTRIES[kind]._default_manager.get_or_create(slug=slug)
    current = next((version for version in versions if version.status == VersionStatus.PUBLISHED), None)
    now = clock.now()
    keeps_curators_text = current is not None and not current.from_pack
    if current and not keeps_curators_text:
        model.objects.filter(pk=current.pk).update(status=VersionStatus.RETIRED)
    model.objects.create(
        **{f"{kind}_id": slug},
        number=versions[-1].number + 1 if versions else 1,
        status=VersionStatus.DRAFT if keeps_curators_text else VersionStatus.PUBLISHED,
        content=content,
        content_hash=digest,
        from_pack=True,
        created_at=now,
        published_at=None if keeps_curators_text else now,
    )
    return "drafted" if keeps_curators_text else "published"
