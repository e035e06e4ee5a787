"""How much time and memory do the largest inputs take that Nod accepts, and those that it refuses? `make bench-growth`.

Each piece of work runs in a process of its own; the memory is what that process held at most beyond an idle one.
"""

import io
import multiprocessing
import os
import sys
import time
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"NOD_DEMO": "1", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "backend.config.settings"}

# Megabytes that no single piece of work may need.
LIMIT_MB = 400


def merging(count: int, parents: Callable[[int], range]) -> Callable[[], Any]:
    def work() -> None:
        import datetime as dt

        from backend.diary.merge import Revision, merge_day

        noon = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
        ids = [uuid.UUID(int=number) for number in range(count)]
        merge_day(
            Revision(ids[n], noon, frozenset(ids[p] for p in parents(n)), {"note": str(n), "headache": True})
            for n in range(count)
        )

    return work


def reading_yaml(text: str) -> Callable[[], Any]:
    def work() -> None:
        from backend.library.yaml_text import Unreadable, read_yaml

        try:
            read_yaml(text)
        except Unreadable:
            return

    return work


def unpacking(data: bytes) -> Callable[[], Any]:
    def work() -> None:
        import tempfile

        from backend.common.errors import NodError
        from backend.curation.unpacking import unpack

        with tempfile.TemporaryDirectory() as name:
            try:
                unpack(io.BytesIO(data), Path(name))
            except NodError:
                return

    return work


def decoding(data: bytes) -> Callable[[], Any]:
    def work() -> None:
        import tempfile

        from django.conf import settings

        from backend.library.media import stored_photo

        with tempfile.TemporaryDirectory() as name:
            settings.MEDIA_ROOT = Path(name)
            stored_photo(io.BytesIO(data), 1)

    return work


def photo(kind: str, width: int, height: int, **options: Any) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    tile = Image.effect_noise((256, 256), 60).convert("RGB")
    picture = Image.new("RGB", (width, height))
    for x in range(0, width, 256):
        for y in range(0, height, 256):
            picture.paste(tile, (x, y))
    picture.save(out, kind, **options)
    return out.getvalue()


def bomb(levels: int) -> str:
    lines = [f"a0: &a0 [{', '.join(['x'] * 9)}]"]
    return "\n".join(lines + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)])


def zipped(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("media/a.mp4", b"\0" * size)
    return out.getvalue()


def _measured(work: Callable[[], Any], told: Any) -> None:
    # What is loaded once is no part of it.
    import django

    django.setup()
    import backend.curation.unpacking
    import backend.library.media  # noqa: F401

    # The peak so far is the parent's, which made the pictures.
    Path("/proc/self/clear_refs").write_text("5")
    idle = _peak_mb()
    started = time.perf_counter()
    work()
    told.put((time.perf_counter() - started, _peak_mb() - idle))


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    works: dict[str, Callable[[], Any]] = {}
    for count in (1_000, 2_000, 4_000, 8_000):
        works[f"merge {count} revisions, one after the other"] = merging(count, lambda n: range(max(0, n - 1), n))
        works[f"merge {count} revisions that all disagree"] = merging(count, lambda n: range(0))
        works[f"merge {count} revisions of fifty parents"] = merging(count, lambda n: range(max(0, n - 50), n))
    works["YAML of references, 9 levels"] = reading_yaml(bomb(9))
    works["YAML, 45,000 levels deep"] = reading_yaml("[" * 45_000)
    works["YAML of 50,000 characters"] = reading_yaml("- {a: 1, b: 'some words here'}\n" * 1_600)
    works["ZIP that holds 20 MB of nothing"] = unpacking(zipped(20_000_000))
    works["ZIP that holds 190 MB of nothing"] = unpacking(zipped(190_000_000))
    works["JPEG of 50 megapixels"] = decoding(photo("JPEG", 8_600, 5_800, quality=70))
    works["progressive JPEG of 50 megapixels"] = decoding(photo("JPEG", 8_600, 5_800, quality=70, progressive=True))
    works["PNG of 24 megapixels"] = decoding(photo("PNG", 6_000, 3_990, compress_level=1))
    works["WebP of 24 megapixels"] = decoding(photo("WEBP", 6_000, 3_990, quality=40, method=0))
    fork = multiprocessing.get_context("fork")
    over = []
    for name, work in works.items():
        told = fork.Queue()
        process = fork.Process(target=_measured, args=(work, told))
        process.start()
        seconds, megabytes = told.get()
        process.join()
        print(f"{name:45} {seconds:7.2f} s {megabytes:7.0f} MB", flush=True)
        if megabytes > LIMIT_MB:
            over.append(name)
    if over:
        sys.exit(f"More than {LIMIT_MB} MB: {', '.join(over)}")


if __name__ == "__main__":
    main()
