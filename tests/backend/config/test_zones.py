"""Nod reckons with the locked time zones, not with those of the machine it runs on."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest
import tzdata

from backend.config.checks import time_zones
from backend.diary.plausibility import date_faults
from tests.records import ROOT

ASK = """
import os, zoneinfo
before = zoneinfo.ZoneInfo("America/Vancouver")
os.environ["DJANGO_SETTINGS_MODULE"] = "backend.config.settings"
import backend.config
import datetime as dt
print(dt.datetime(2026, 12, 1, 12, tzinfo=zoneinfo.ZoneInfo("America/Vancouver")).utcoffset())
"""


def test_older_zones_of_the_machine_do_not_count(tmp_path: Path) -> None:
    """Here: a machine that takes Vancouver for a place in Tokyo's zone."""
    (tmp_path / "America").mkdir()
    packaged = Path(tzdata.__file__).parent / "zoneinfo"
    shutil.copy(packaged / "Asia" / "Tokyo", tmp_path / "America" / "Vancouver")
    environment = {**os.environ, "PYTHONTZPATH": str(tmp_path), "NOD_DEMO": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    # British Columbia stays on daylight saving time from November 2026 on.
    assert done.stdout.strip() == str(dt.timedelta(hours=-7))


def test_a_start_with_the_machines_zones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert time_zones() == []
    monkeypatch.setattr(zoneinfo, "TZPATH", ("/usr/share/zoneinfo",))
    assert [each.id for each in time_zones()] == ["nod.E017"]


def test_a_phone_with_newer_rules_than_ours_is_believed() -> None:
    """Its zone has put the clock on by an hour, which we do not know yet: its midnight comes first."""
    now = dt.datetime(2026, 3, 11, 4, 30, tzinfo=dt.UTC)  # 23:30 in Chicago by our rules, 00:30 by the phone's
    assert date_faults(dt.date(2026, 3, 11), now, "America/Chicago", now) == []
