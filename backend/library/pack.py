"""Reads and checks a content pack: a folder of text files. Pure but for reading them; a fault names file and line."""

import contextlib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from backend.library.checks import World, further_problems, harder_by_links, schema_problems
from backend.library.documents import Document, read_document
from backend.library.kinds import KINDS, Content, joined, part_at, slugs_in
from backend.library.yaml_text import Unreadable, plain

MEDIA = "media"


@dataclass(frozen=True)
class PackFault:
    """One thing wrong in the pack: where it is, and what was expected."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Pack:
    """A whole pack. `entries` maps kind -> slug -> content as plain data; complete only without `faults`.

    `media` holds the names of its media files, which are their SHA-256 sums.
    """

    entries: dict[str, dict[str, Content]]
    media: frozenset[str] = frozenset()
    faults: list[PackFault] = field(default_factory=list)


def read_pack(root: Path) -> Pack:
    """Read the pack under `root` and collect every fault in it."""
    pack = Pack({kind: {} for kind in KINDS})
    if not any((root / parts[0].file.split("/")[0]).is_dir() for parts in KINDS.values()):
        pack.faults.append(
            PackFault(str(root), 1, "this folder holds no content pack (expected catalog/, protocols/, …)")
        )
        return pack
    pack.media = _media(root, pack.faults)
    slugs = {kind: slugs_in(root, kind) for kind in KINDS}
    world = World(
        {kind: frozenset(found) for kind, found in slugs.items()}, pack.media, harder_by_links(_links(root, slugs))
    )
    for kind, found in slugs.items():
        for slug in found:
            _read_entry(root, kind, slug, world, pack)
    pack.faults.sort(key=lambda fault: (fault.file, fault.line))
    return pack


def _links(root: Path, slugs: dict[str, list[str]]) -> dict[str, Content]:
    """Return the exercises whose links can be read; the others are named as faults when their turn comes."""
    part = KINDS["exercise"][0]
    found = {}
    for slug in slugs["exercise"]:
        name = part.path(slug)
        with contextlib.suppress(Unreadable):
            data = plain(read_document(root / name, name).data)
            if not schema_problems(part.schema, data):
                found[slug] = data
    return found


def _read_entry(root: Path, kind: str, slug: str, world: World, pack: Pack) -> None:
    documents: dict[str, Document] = {}
    for part in KINDS[kind]:
        name = part.path(slug)
        try:
            document = read_document(root / name, name)
        except Unreadable as error:
            pack.faults.append(PackFault(name, error.line, error.message))
            continue
        faults = schema_problems(part.schema, plain(document.data))
        pack.faults += [PackFault(name, document.line(problem.place), problem.message) for problem in faults]
        if not faults:
            documents[part.file] = document
    if len(documents) < len(KINDS[kind]):
        return
    content = joined(kind, {file: plain(document.data) for file, document in documents.items()})
    for problem in further_problems(kind, slug, content, world):
        part, place = part_at(kind, problem.place)
        pack.faults.append(PackFault(part.path(slug), documents[part.file].line(place), problem.message))
    pack.entries[kind][slug] = content


def _media(root: Path, faults: list[PackFault]) -> frozenset[str]:
    found = set()
    for path in sorted((root / MEDIA).glob("*")) if (root / MEDIA).is_dir() else []:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if path.stem != digest:
            faults.append(PackFault(f"{MEDIA}/{path.name}", 1, f"a media file is named by its SHA-256, {digest}"))
        found.add(path.name)
    return frozenset(found)
