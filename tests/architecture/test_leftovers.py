"""A run that was killed leaves servers and folders; the next one removes them, and nothing of a run that lives."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scripts import leftovers
from tests.waiting import wait_for

# Makes a folder as a run does, starts something that works in it, and is killed outright.
KILLED = """
import os, signal, subprocess, sys
from scripts.leftovers import make_folder
folder = make_folder("killed")
quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
left = subprocess.Popen(["sleep", "1000"], env={"NOD_VAR_DIR": str(folder)}, start_new_session=True, **quiet)
print(folder, left.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary files of the test's own, so that it sweeps nothing of anybody else."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes under /proc")
def test_what_a_killed_run_left_is_removed() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=False)
    name, pid = done.stdout.split()
    assert is_running(int(pid))
    assert leftovers.sweep() == [Path(name)]
    assert not Path(name).exists()
    wait_for("its end", lambda: not is_running(int(pid)))


def test_a_run_that_lives_keeps_its_folder() -> None:
    with leftovers.temporary_folder("mine") as folder:
        assert leftovers.sweep() == []
        assert (folder / "owner").read_text().startswith(f"{os.getpid()} ")
    assert not folder.exists()
