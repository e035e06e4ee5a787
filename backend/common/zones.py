"""Where time zones come from: the locked package `tzdata`, not the operating system, which may be years behind."""

import zoneinfo
from importlib.metadata import version


def use_locked_zones() -> None:
    """Let `zoneinfo` read the package alone, whatever PYTHONTZPATH says and the system has. Before any zone is made."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()


def zones_in_force() -> str:
    """Return which zones this process reckons with, such as "tzdata 2026.6", or the system's folders."""
    return ":".join(map(str, zoneinfo.TZPATH)) or f"tzdata {version('tzdata')}"
