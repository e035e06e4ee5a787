"""Keeps the hashed files of earlier builds for 90 days: a page that was opened before an update still asks for them."""

import datetime as dt
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

# What a build calls its files. A longer one the file system would not even look for.
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,149}")
KEPT = dt.timedelta(days=90)


def keep_assets(built: Path, kept: Path, now: float) -> tuple[int, int]:
    """Copy the current build's files into `kept`, and drop those no build has had for 90 days.

    A file's own time in `kept` is when a build last had it. Returns how many were kept and how many dropped.
    """
    kept.mkdir(parents=True, exist_ok=True)
    names = [file.name for file in built.glob("*") if file.suffix not in (".gz", ".br")]
    for name in names:
        target = kept / name
        # The name holds the content's hash, so a file that is there is the same.
        if not target.exists():
            shutil.copyfile(built / name, target)
        target.touch()
    old = [file for file in kept.glob("*") if now - file.stat().st_mtime > KEPT.total_seconds()]
    for file in old:
        file.unlink()
    return len(names), len(old)


@require_safe
def kept_asset(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a file of an earlier build; those of the current one never come here (WhiteNoise answers first)."""
    file = settings.KEPT_ASSETS / name
    if not NAME.fullmatch(name) or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
