"""`manage.py open_locked_record WHO --by … --because … --to FILE`: read a record that is kept for the law alone."""

import os
import shutil
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.common.errors import NodError
from backend.rights.locked import find_locked, open_locked


class Command(BaseCommand):
    help = "Write a copy of an erased record that the clinic must keep. Who did it and why is written down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", help="the patient's full name, or the record's id")
        parser.add_argument("--by", required=True, help="who opens it")
        parser.add_argument("--because", required=True, help="the reason, 10 to 300 characters")
        parser.add_argument("--to", required=True, metavar="FILE", help="a new file, readable by its owner alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            # First, so that nothing is opened for a file that cannot be written.
            file = os.open(options["to"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"The file cannot be made: {error.strerror}.") from error
        try:
            with os.fdopen(file, "wb") as target:
                found = find_locked(options["who"])
                with open_locked(found, by=options["by"], because=options["because"]) as copy:
                    shutil.copyfileobj(copy, target)
        except NodError as error:
            os.unlink(options["to"])
            raise CommandError(" ".join([error.detail, *(fault.detail for fault in error.faults)])) from error
        self.stdout.write("The copy is written. The record stays locked; this opening is in the audit trail.")
