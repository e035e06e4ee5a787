"""Uploads: by what they are, re-encoded, within limits."""

import contextlib
import io
import resource
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as sized
from hypothesis import strategies as st
from PIL import Image

from backend.common.errors import NodError
from backend.library import media
from backend.library.media import stored_photo, stored_video


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def picture(size: tuple[int, int] = (40, 30), kind: str = "JPEG", **more: Any) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    out.seek(0)
    return out


def test_a_photo_is_stored_anew_without_its_metadata(settings: Any) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x0112] = 6  # turned by 90 degrees
    found = stored_photo(picture(exif=exif.tobytes()), 1000)
    stored = (settings.MEDIA_ROOT / found.name).read_bytes()
    assert (found.width, found.height) == (30, 40)
    assert b"A camera" not in stored
    assert Image.open(io.BytesIO(stored)).format == "WEBP"


def test_a_large_photo_is_made_smaller() -> None:
    found = stored_photo(picture((4000, 2000)), 1000)
    assert (found.width, found.height) == (1600, 800)


def packed_png(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels, and holds none."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR" + header, b"IDAT" + zlib.compress(b""), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in chunks
    )


@pytest.mark.parametrize("size", [(5_000, 5_000), (15_000, 15_000), (2**31 - 1, 2**31 - 1)])
def test_pixels_are_counted_before_any_is_read(size: tuple[int, int]) -> None:
    data = packed_png(*size)
    with pytest.raises(NodError, match=r"megapixels|be read"):
        stored_photo(io.BytesIO(data), len(data))


def test_a_large_jpeg_is_decoded_small(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    new = Image.core.new

    def counted(mode: str, size: tuple[int, int]) -> Any:
        held.append(size[0] * size[1])
        return new(mode, size)

    photo = picture((6400, 6400))
    monkeypatch.setattr(Image.core, "new", counted)
    assert stored_photo(photo, 1000).width == 1600
    assert max(held) <= 3200 * 3200


@given(st.data())
@sized(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_broken_photo_is_refused_in_words(data: st.DataObject) -> None:
    whole = picture(kind=data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))).getvalue()
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:place] + data.draw(st.binary(max_size=8)) + whole[place + data.draw(st.integers(0, 8)) :]
    with contextlib.suppress(NodError):
        stored_photo(io.BytesIO(broken), len(broken))


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0 not really a photo",
        b"",
    ],
    ids=["svg", "gif", "pdf", "broken jpeg", "empty"],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(NodError, match="JPEG, PNG or WebP"):
        stored_photo(io.BytesIO(data), len(data))


def test_a_full_disk_leaves_nothing_half_written(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nor half a compiled module, for the tests that come after.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60, hard))
    try:
        with pytest.raises(NodError, match="disk may be full"):
            stored_photo(picture(), 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(settings.MEDIA_ROOT.iterdir()) == []
    # With room again the same photo is taken whole.
    found = stored_photo(picture(), 1000)
    assert Image.open(settings.MEDIA_ROOT / found.name).size == (40, 30)


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NodError, match=r"12\.0 MB.*may have 10"):
        stored_photo(picture(), 12_000_000)
    monkeypatch.setattr(media, "PHOTO_PIXELS", {"JPEG": 1_000})
    with pytest.raises(NodError, match="megapixels"):
        stored_photo(picture((100, 100)), 1000)
    with pytest.raises(NodError, match="At most 20"):
        stored_video(io.BytesIO(b""), 21_000_000)


def test_a_video_is_known_by_its_first_bytes() -> None:
    assert stored_video(io.BytesIO(b"\0\0\0\x18ftypmp42" + b"\0" * 20), 30).name.endswith(".mp4")
    with pytest.raises(NodError, match="MP4 or WebM"):
        stored_video(io.BytesIO(b"<html><script>alert(1)</script>"), 30)
