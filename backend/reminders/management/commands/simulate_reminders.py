"""`manage.py simulate_reminders`: the real planner and sender on a clock of their own, among failures of many kinds."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from backend.library.services import load_library
from backend.reminders.simulation.oracle import OracleReport
from backend.reminders.simulation.run import Simulation


class Command(BaseCommand):
    help = """Simulate patients for some days in a database of its own, with a push service on this machine, and print
    what was delivered, late, lost and doubled. Exits 1 when anything was lost or doubled."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--patients", type=int, default=200)
        parser.add_argument("--days", type=int, default=3)
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same world")
        parser.add_argument("--senders", type=int, default=4, help="sweeps at once (one on SQLite)")

    def handle(self, *args: Any, patients: int, days: int, seed: int, senders: int, **options: Any) -> None:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="nod-simulation-") as folder:
            name = f"nod_simulation_{os.getpid()}"
            is_file = connection.vendor == "sqlite"
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / name) if is_file else name
            self.stdout.write("Making an empty database")
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            try:
                load_library(settings.BASE_DIR / "exercises")
                simulation = Simulation(patients, days, seed, senders, self.stdout.write)
                report = simulation.run()
            finally:
                connection.close()
                connection.creation.destroy_test_db(str(settings.DATABASES["default"]["NAME"]), verbosity=0)
        self._print(report, simulation, time.monotonic() - started)
        if report.lost or report.doubled:
            sys.exit(1)

    def _print(self, report: OracleReport, simulation: Simulation, seconds: float) -> None:
        p50, p99 = report.lateness(50), report.lateness(99)
        rows = (
            ("expected", report.expected, "one for each rule and local date"),
            ("delivered", report.delivered, "shown on a phone or mailed"),
            ("silent", report.silent.total(), str(dict(report.silent))),
            ("failed", report.failed, "no way left to reach the patient"),
            ("late", report.late, f"by more than 60 s; half within {p50:.0f} s, 99 % within {p99:.0f} s"),
            ("lost", report.lost, ""),
            ("doubled", report.doubled, ""),
            ("sent again", report.again, f"under one tag, seen as one; killed senders held {simulation.killed} rows"),
        )
        self.stdout.write(f"{simulation.senders} senders at once, {seconds:.0f} s")
        for name, count, text in rows:
            self.stdout.write(f"{name:<11}{count:>9}   {text}".rstrip())
