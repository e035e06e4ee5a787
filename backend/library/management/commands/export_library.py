"""`manage.py export_library FOLDER`: write the published library as a content pack, for git or another clinic."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.library.export import export_library


class Command(BaseCommand):
    help = "Write the published library as a content pack into an empty folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a folder that is, or does not exist yet.")
        folder.mkdir(parents=True, exist_ok=True)
        self.stdout.write(f"{export_library(folder)} files in {folder}")
