"""`manage.py check_library [FOLDER]`: list every fault of a content pack with file and line. Needs no database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.library.pack import read_pack

# Not from the settings: this command works without any.
SHIPPED = Path(__file__).resolve().parents[4] / "exercises"


class Command(BaseCommand):
    help = "Check the content pack (exercises/ by default)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        pack = read_pack(options["folder"])
        if pack.faults:
            raise CommandError("\n".join(map(str, pack.faults)) + f"\n{len(pack.faults)} faults.")
        counts = ", ".join(f"{len(found)} {kind}" for kind, found in pack.entries.items())
        self.stdout.write(f"No fault in {counts}")
