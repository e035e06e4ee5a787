"""Writes the published library as a content pack: the inverse of loading one, byte for byte."""

import shutil
from pathlib import Path

from django.conf import settings

from backend.library.documents import schemas, written_text
from backend.library.kinds import split
from backend.library.models import VERSIONS
from backend.library.pack import MEDIA
from backend.library.selectors import published


def export_library(out: Path) -> int:
    """Write every published entry, and the media they use, under `out`. Returns how many files were written."""
    count = 0
    media: set[str] = set()
    for kind in VERSIONS:
        for version in published(kind):
            for part, data in split(kind, version.content).items():
                path = out / part.path(version.slug)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(written_text(part.file, schemas()[part.schema], data), encoding="utf-8")
                count += 1
            media |= {item["file"] for item in version.content.get("media", [])}
    for name in sorted(media):
        (out / MEDIA).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(settings.MEDIA_ROOT / name, out / MEDIA / name)
        count += 1
    return count
