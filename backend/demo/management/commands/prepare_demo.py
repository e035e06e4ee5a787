"""`manage.py prepare_demo`: everything `make run` needs in one process, because each start of Python costs a second."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

STEPS = (
    ("Preparing the database", ("migrate", "createcachetable", "create_vapid_key")),
    ("Loading the exercise library", ("load_library",)),
    ("Loading demo data", ("load_demo",)),
)


class Command(BaseCommand):
    help = "Migrate, make keys, load the library and the demo data; quick when all is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-people", action="store_true", help="Stop after the library.")

    def handle(self, *args: Any, **options: Any) -> None:
        for text, commands in STEPS[:2] if options["no_people"] else STEPS:
            self.stdout.write(f"Nod: {text.lower()}")
            self.stdout.flush()
            for command in commands:
                shown = command == "load_demo"
                call_command(command, verbosity=0, **({"stdout": self.stdout} if shown else {"stdout": _Silence()}))


class _Silence:
    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...
