"""Taking a content pack in and out as a ZIP file, and looking for duplicates."""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from backend.common.errors import NodError
from backend.curation.faults import in_its_entry
from backend.curation.unpacking import unpack
from backend.library.duplicates import duplicates
from backend.library.export import export_library
from backend.library.models import ExerciseVersion, Version, VersionStatus
from backend.library.selectors import published_exercises
from backend.library.services import BrokenPack, load_library

ZIP_BYTES = 50_000_000


def pack(request: HttpRequest) -> HttpResponse:
    """Show the page of import and export; take in an uploaded pack, all of it or nothing."""
    faults: list[str] = []
    if request.method == "POST":
        try:
            counts = _loaded(request)
        except BrokenPack as error:
            faults = list(map(str, error.pack_faults))
        except NodError as error:
            faults = [error.detail]
        else:
            messages.success(request, "Loaded: " + ", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
            return HttpResponseRedirect(request.path)
    context = {**admin.site.each_context(request), "title": "Import and export", "faults": faults}
    return TemplateResponse(request, "curation/pack.html", context)


@require_safe
def export_pack(request: HttpRequest) -> HttpResponse:
    """Return the published library as a ZIP file, the same bytes for the same content."""
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        root = Path(name)
        export_library(root)
        for path in sorted(each for each in root.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(str(path.relative_to(root)), date_time=(1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="nod-library.zip"'
    return response


@require_safe
def duplicate_pairs(request: HttpRequest) -> HttpResponse:
    """List the exercises that say nearly the same."""
    versions = published_exercises()
    drafts = ExerciseVersion.objects.filter(status__in=(VersionStatus.DRAFT, VersionStatus.IN_REVIEW), number=1)
    versions |= {draft.slug: draft for draft in drafts}
    contents = {
        slug: version.content for slug, version in versions.items() if in_its_entry(_is_comparable, version, False)
    }
    pairs = duplicates(contents)
    rows = [(pair, versions[pair.one], versions[pair.other]) for pair in pairs]
    context = {**admin.site.each_context(request), "title": "Possible duplicates", "rows": rows}
    return TemplateResponse(request, "curation/duplicates.html", context)


def _is_comparable(version: Version) -> bool:
    """Say whether a version has words to compare: what can be compared with itself can be with others."""
    duplicates({"one": version.content, "other": version.content})
    return bool(version.content["words"]["en"]["steps"])


def _loaded(request: HttpRequest) -> dict[str, int]:
    upload = request.FILES.get("pack")
    if upload is None:
        raise NodError("Choose a ZIP file first.")
    if (upload.size or 0) > ZIP_BYTES:
        raise NodError(f"This file is larger than {ZIP_BYTES / 1e6:.0f} MB.")
    with tempfile.TemporaryDirectory() as name:
        unpack(cast(BinaryIO, upload.file), Path(name))
        return load_library(Path(name))
