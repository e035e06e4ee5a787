"""Takes photos and videos in: by what they are, not by what they are called, and never as they came if a photo."""

import contextlib
import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

from backend.common import clock
from backend.common.errors import FieldFault, NodError
from backend.common.ids import new_id
from backend.library.models import Media

PHOTO_BYTES = 10_000_000
# A JPEG is decoded small; of the others every pixel is held.
PHOTO_PIXELS = {"JPEG": 50_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
PHOTO_EDGE = 1600
VIDEO_BYTES = 20_000_000
_ONE_AT_A_TIME = threading.Lock()


def stored_photo(upload: BinaryIO, size: int) -> Media:
    """Re-encode a photo as WebP, at most 1600 pixels a side and without its metadata, and store it.

    Returns an unsaved row. Raises NodError naming what was expected.
    """
    if size > PHOTO_BYTES:
        raise _refused(f"This file has {size / 1e6:.1f} MB. A photo may have {PHOTO_BYTES / 1e6:.0f}: make it smaller.")
    with _opened(
        upload, tuple(PHOTO_PIXELS), "This photo can't be read. Upload a JPEG, PNG or WebP file (no SVG)."
    ) as image:
        # A JPEG is decoded near the size that is kept; then each step works on the small picture.
        image.draft("RGB", (PHOTO_EDGE, PHOTO_EDGE))
        image.thumbnail((PHOTO_EDGE, PHOTO_EDGE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    out = io.BytesIO()
    upright.save(out, "WEBP", quality=80, method=6)
    return _kept(out.getvalue(), "webp", "photo", upright.width, upright.height)


@contextlib.contextmanager
def _opened(source: BinaryIO, formats: tuple[str, ...], otherwise: str) -> Iterator[Image.Image]:
    """Open a picture of no more than PHOTO_PIXELS, one at a time: each takes its pixels' memory while it is read.

    Raises NodError, `otherwise` for what is no picture.
    """
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(source, formats=formats)
            most = PHOTO_PIXELS[image.format or ""]
            if image.width * image.height > most:
                megapixels = image.width * image.height / 1e6
                raise _refused(f"This photo has {megapixels:.0f} megapixels. The limit is {most / 1e6:.0f}.")
            yield image
    except NodError:
        raise
    except Image.DecompressionBombError as error:
        raise _refused("This photo has too many megapixels. Make it smaller.") from error
    except Exception as error:
        # Pillow has an error of its own for each way in which a file can be broken.
        raise _refused(otherwise) from error


def stored_video(upload: BinaryIO, size: int) -> Media:
    """Check a video by its first bytes and its size, and store it. Returns an unsaved row. Raises NodError."""
    if size > VIDEO_BYTES:
        raise _refused(f"This video has {size / 1e6:.1f} MB. At most {VIDEO_BYTES / 1e6:.0f} are taken: shorten it.")
    data = upload.read()
    kind = video_kind(data)
    if kind is None:
        raise _refused("This is not a video that can be played. Upload an MP4 or WebM file.")
    return _kept(data, kind, "video")


def video_kind(data: bytes) -> str | None:
    """Return "mp4" or "webm" by the file's first bytes, or None."""
    if data[4:8] == b"ftyp":
        return "mp4"
    return "webm" if data[:4] == b"\x1a\x45\xdf\xa3" else None


def adopt(path: Path) -> None:
    """Take a media file of a content pack. Its bytes are kept, since its name is their sum. Raises NodError."""
    if Media.objects.filter(name=path.name).exists() and (settings.MEDIA_ROOT / path.name).exists():
        return
    data = path.read_bytes()
    photo = path.suffix == ".webp"
    if photo:
        with _opened(io.BytesIO(data), ("WEBP",), f"media/{path.name} is not a WebP photo.") as image:
            size = image.size
        media = _kept(data, "webp", "photo", *size)
    elif kind := video_kind(data):
        media = _kept(data, kind, "video")
    else:
        raise _refused(f"media/{path.name} is neither a WebP photo nor an MP4 or WebM video.")
    media.credit = media.alt_en = media.alt_es = "From a content pack"
    media.consent = "As recorded where the pack was made"
    media.save()


def _kept(data: bytes, suffix: str, kind: str, width: int = 0, height: int = 0) -> Media:
    name = f"{hashlib.sha256(data).hexdigest()}.{suffix}"
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    path = settings.MEDIA_ROOT / name
    if not path.exists():
        _write_whole(path, data)
    return Media(name=name, kind=kind, size=len(data), width=width, height=height, uploaded_at=clock.now())


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: half a photo under its name would be taken for the photo from then on."""
    unfinished = path.with_suffix(f".{new_id().hex}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise _refused(
            "The server could not store the file: its disk may be full. Nothing was kept: tell the operator."
        ) from error


def _refused(message: str) -> NodError:
    return NodError(message, "media_refused", faults=[FieldFault("file", "refused", message)])
