"""Days of many patients among failures: counted by an oracle that shares no code with the planner."""

import subprocess
import sys

import pytest

from backend.library.services import load_library
from backend.reminders.simulation.run import Simulation
from tests.records import ROOT


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_senders_and_four_planners_through_a_day_of_five_hundred_patients() -> None:
    load_library(ROOT / "exercises")
    said: list[str] = []
    simulation = Simulation(patients=500, days=1, seed=7, senders=4, say=said.append)
    report = simulation.run()
    print(report)
    assert (report.lost, report.doubled) == (0, 0)
    assert report.expected == report.delivered + report.silent.total() + report.failed
    assert report.delivered > 500
    assert report.silent["SESSION_DONE"] > 0
    assert simulation.killed > 0


def test_the_command_prints_what_came_out() -> None:
    """In a database of its own, so that it can be tried beside a running installation."""
    command = [sys.executable, "manage.py", "simulate_reminders", "--patients", "12", "--days", "1", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    figures = {line.split()[0]: int(line[11:20]) for line in lines if line[11:20].strip().isdigit()}
    assert (figures["lost"], figures["doubled"]) == (0, 0)
    assert figures["expected"] == figures["delivered"] + figures["silent"] + figures["failed"]
    assert figures["delivered"] > 10
