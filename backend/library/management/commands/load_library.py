"""`manage.py load_library [FOLDER]`: check a content pack and bring it into the database, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backend.library.services import BrokenPack, load_library


class Command(BaseCommand):
    help = "Load the content pack (exercises/ by default). A pack with one fault loads nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "exercises")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load_library(options["folder"])
        except BrokenPack as error:
            raise CommandError(f"{error.detail}\n{len(error.pack_faults)} faults; nothing was loaded.") from error
        self.stdout.write("Library: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
