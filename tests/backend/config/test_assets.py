"""Pages opened before an update still get their files."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from backend.config.assets import keep_assets

DAY = 24 * 3600.0


def test_an_earlier_builds_files_stay_for_ninety_days(tmp_path: Path) -> None:
    built, kept = tmp_path / "built", tmp_path / "kept"
    built.mkdir()
    (built / "app-1.js").write_text("one")
    (built / "app-1.js.gz").write_text("packed")
    assert keep_assets(built, kept, 0) == (1, 0)
    (built / "app-1.js").rename(built / "app-2.js")
    now = (kept / "app-1.js").stat().st_mtime
    assert keep_assets(built, kept, now + 89 * DAY) == (1, 0)
    assert {file.name for file in kept.iterdir()} == {"app-1.js", "app-2.js"}
    os.utime(kept / "app-2.js", (now + 91 * DAY, now + 91 * DAY))
    (built / "app-2.js").rename(built / "app-3.js")
    assert keep_assets(built, kept, now + 92 * DAY)[1] >= 1
    assert not (kept / "app-1.js").exists()
    assert (kept / "app-2.js").exists()


def test_a_file_of_an_earlier_build_is_served_for_good(settings: Any, tmp_path: Path) -> None:
    settings.KEPT_ASSETS = tmp_path
    (tmp_path / "app-old.js").write_text("export {}")
    answer = Client().get("/assets/app-old.js")
    assert (answer.status_code, b"".join(answer)) == (200, b"export {}")  # type: ignore[arg-type]
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("name", ["gone.js", "..%2Fsecret", ".hidden", "%2e%2e", "a" * 300, "a%00b", "ü" * 200])
def test_nothing_else_is_served(settings: Any, tmp_path: Path, name: str) -> None:
    settings.KEPT_ASSETS = tmp_path / "assets"
    settings.KEPT_ASSETS.mkdir()
    (tmp_path / "secret").write_text("no")
    (settings.KEPT_ASSETS / ".hidden").write_text("no")
    assert Client().get(f"/assets/{name}").status_code == 404
