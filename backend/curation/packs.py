"""Taking a content pack in and out as a ZIP file, and looking for duplicates."""

import io
import tempfile
import zipfile
from pathlib import Path

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from backend.common.errors import NodError
from backend.library.duplicates import duplicates
from backend.library.export import export_library
from backend.library.kinds import KINDS
from backend.library.models import ExerciseVersion, VersionStatus
from backend.library.pack import MEDIA
from backend.library.selectors import published_exercises
from backend.library.services import BrokenPack, load_library

ZIP_BYTES = 50_000_000
UNPACKED_BYTES = 200_000_000
FILES = 5_000
_FOLDERS = {parts[0].file.split("/")[0] for parts in KINDS.values()} | {MEDIA}
_SUFFIXES = {".yaml", ".md", ".webp", ".mp4", ".webm"}


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
    versions |= {draft.slug: draft for draft in drafts if draft.content["words"].get("en", {}).get("steps")}
    pairs = duplicates({slug: version.content for slug, version in versions.items()})
    rows = [(pair, versions[pair.one], versions[pair.other]) for pair in pairs]
    context = {**admin.site.each_context(request), "title": "Possible duplicates", "rows": rows}
    return TemplateResponse(request, "curation/duplicates.html", context)


def _loaded(request: HttpRequest) -> dict[str, int]:
    upload = request.FILES.get("pack")
    if upload is None:
        raise NodError("Choose a ZIP file first.")
    if (upload.size or 0) > ZIP_BYTES:
        raise NodError(f"This file is larger than {ZIP_BYTES / 1e6:.0f} MB.")
    try:
        archive = zipfile.ZipFile(upload.file)  # type: ignore[arg-type]  # Django's file is one
    except zipfile.BadZipFile as error:
        raise NodError("This is not a ZIP file. Choose one that was exported here.") from error
    with archive, tempfile.TemporaryDirectory() as name:
        _unpack(archive, Path(name))
        return load_library(Path(name))


def _unpack(archive: zipfile.ZipFile, root: Path) -> None:
    """Write the archive's content files under `root`: plain names in known folders, within the limits."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > FILES or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise NodError(f"A pack may hold {FILES} files and {UNPACKED_BYTES / 1e6:.0f} MB; this one holds more.")
    for entry in entries:
        path = Path(entry.filename)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in _FOLDERS or path.suffix not in _SUFFIXES:
            raise NodError(f"{entry.filename} does not belong in a pack. Nothing was loaded.")
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # Read no more than was declared: a ZIP may lie about its size.
        with archive.open(entry) as packed:
            data = packed.read(entry.file_size + 1)
        if len(data) > entry.file_size:
            raise NodError(f"{entry.filename} is larger than it says. Nothing was loaded.")
        target.write_bytes(data)
