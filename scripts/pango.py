"""Pango, which draws the text of PDFs: installed with apt-get where we may; without it Nod offers the print view."""

import ctypes.util
import os
import shutil
import subprocess

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]


def ensure_pango() -> bool:
    """Return whether PDFs can be made here; say in plain words what is missing when not."""
    if _there():
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Nod: installing Pango with apt-get (once), for PDF reports", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    if _there():
        return True
    print(f"Nod: no PDF reports here, the print view instead. For PDFs:  sudo apt-get install {' '.join(PACKAGES)}")
    return False


def _there() -> bool:
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))
