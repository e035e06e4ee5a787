"""Finds a Chromium for tests and pictures: $CHROMIUM, PATH, Debian's package, else the one npm carries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What Playwright turns off, and with it the pages behind the address bar: each window starts two of them, and they take
# more of the processor than the page itself. Chromium listens to the last such list only, so all stand in one.
_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI"
)
LAUNCH_ARGUMENTS = (f"--disable-features={_OFF}",)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """Return the path of a Chromium that starts; install Debian's when we may, else ask for it in plain words."""
    found = _installed()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Nod: installing Chromium with apt-get (once)", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        update = ["apt-get", "update", "-qq"]
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
        for command in (update, install):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
        found = _installed()
    found = found or _from_npm()
    if not found:
        sys.exit(
            "Nod's browser tests need Chromium. Install it with\n"
            "  sudo apt-get install chromium\n"
            "or point CHROMIUM at one, then run the same command again."
        )
    return found


def _installed() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_npm() -> str | None:
    """Unpack the Chromium that the npm package @sparticuz/chromium carries; it needs libnss3 on the machine."""
    from scripts.frontend import node_environment, npm

    folder = ROOT / "var" / "npm-chromium"
    try:
        if not (folder / "node_modules" / "@sparticuz" / "chromium").exists():
            folder.mkdir(parents=True, exist_ok=True)
            npm(folder, "init", "-y")
            npm(folder, "install", "--no-save", "@sparticuz/chromium@153.0.0")
        code = "import('@sparticuz/chromium').then(async m => console.log(await m.default.executablePath()))"
        done = subprocess.run(
            ["node", "-e", code], cwd=folder, env=node_environment(), capture_output=True, text=True, check=True
        )
    except (subprocess.CalledProcessError, OSError):
        return None
    path = done.stdout.strip().splitlines()[-1]
    return path if Path(path).exists() else None
