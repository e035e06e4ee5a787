"""Looks for what the tests need of the machine before minutes are spent; each lack is one sentence with its mend."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import leftovers, postgres  # noqa: E402
from scripts.browser import chromium_path  # noqa: E402

SPACE_GB = 3
AGAIN = "then run the same command again."


def check(*, browser: bool = True) -> None:
    """Mend what can be mended; exit with a sentence for each thing that is missing."""
    use_own_caches()
    for folder in leftovers.sweep():
        print(f"Nod: removed what a run that was killed had left in {folder}", flush=True)
    faults = [*_no_space(), *_no_postgres(), *(_no_browser() if browser else [])]
    if faults:
        sys.exit("\n".join(f"Nod's tests cannot run: {fault}" for fault in faults))


def use_own_caches() -> None:
    """Let npm, uv and Chromium keep their files under var/ where the home folder is not ours to write to."""
    home = Path(os.environ.get("HOME", "/nonexistent"))
    if os.access(home, os.W_OK):
        return
    caches = ROOT / "var" / "cache"
    print(f"Nod: {home} cannot be written to, so npm and Chromium use {caches.relative_to(ROOT)}/", flush=True)
    caches.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "HOME": str(caches),
        "XDG_CONFIG_HOME": str(caches),
        "XDG_CACHE_HOME": str(caches),
        "UV_CACHE_DIR": str(caches / "uv"),
        "npm_config_cache": str(caches / "npm"),
    }


def _no_space() -> list[str]:
    found = {}
    for folder in (Path(tempfile.gettempdir()), ROOT):
        free = shutil.disk_usage(folder).free / 1e9
        if free < SPACE_GB:
            found[folder] = f"{folder} has {free:.1f} GB of free space, they need {SPACE_GB}."
    return [f"{fault} Free some (TMPDIR names another temporary folder), {AGAIN}" for fault in found.values()]


def _no_postgres() -> list[str]:
    try:
        postgres.find_binaries()
    except ImportError:
        return [f"there is no PostgreSQL here. Install it (sudo apt-get install postgresql), {AGAIN}"]
    return []


def _no_browser() -> list[str]:
    path = chromium_path()
    try:
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", b"") or str(error).encode()
        last = (said.decode(errors="replace").strip().splitlines() or [""])[-1]
        return [f"{path} does not start ({last}). Install Chromium (sudo apt-get install chromium), {AGAIN}"]
    return []
