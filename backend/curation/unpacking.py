"""Takes a ZIP file of content apart: plain names in known folders, within the limits, or nothing at all."""

import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from backend.common.errors import NodError
from backend.library.kinds import KINDS
from backend.library.media import VIDEO_BYTES
from backend.library.pack import MEDIA

FILES = 5_000
TEXT_BYTES = 500_000
UNPACKED_BYTES = 200_000_000
CHUNK = 1_000_000
_FOLDERS = {parts[0].file.split("/")[0] for parts in KINDS.values()} | {MEDIA}
_LARGEST = {".yaml": TEXT_BYTES, ".md": TEXT_BYTES, ".webp": VIDEO_BYTES, ".mp4": VIDEO_BYTES, ".webm": VIDEO_BYTES}
# Others may turn a few bytes into gigabytes in one step.
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def unpack(upload: BinaryIO, root: Path) -> None:
    """Write the archive's files under `root`. Raises NodError, whatever the upload is."""
    try:
        with zipfile.ZipFile(upload) as archive:
            _unpack(archive, root)
    except NodError:
        raise
    except Exception as error:
        # A broken archive fails in many ways: not a ZIP, encrypted, cut off, wrong sums, names that are folders.
        raise NodError("This ZIP file can't be read. Choose one that was exported here. Nothing was loaded.") from error


def _unpack(archive: zipfile.ZipFile, root: Path) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > FILES or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise NodError(f"A pack may hold {FILES} files and {UNPACKED_BYTES / 1e6:.0f} MB; this one holds more.")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        largest = _LARGEST.get(path.suffix)
        plain = not path.is_absolute() and ".." not in path.parts and path.parts[:1] and path.parts[0] in _FOLDERS
        if largest is None or not plain or entry.compress_type not in _PACKED:
            raise NodError(f"{entry.filename} does not belong in a pack. Nothing was loaded.")
        if entry.file_size > largest:
            raise NodError(f"{entry.filename} is larger than {largest / 1e6:g} MB. Nothing was loaded.")
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, target.open("wb") as file:
            _copy(packed, file, entry)


def _copy(packed: object, file: BinaryIO, entry: zipfile.ZipInfo) -> None:
    """Copy no more than was declared: a ZIP may lie about its size."""
    left = entry.file_size
    while data := packed.read(CHUNK):  # type: ignore[attr-defined]  # zipfile's own reader
        left -= len(data)
        if left < 0:
            raise NodError(f"{entry.filename} is larger than it says. Nothing was loaded.")
        file.write(data)
