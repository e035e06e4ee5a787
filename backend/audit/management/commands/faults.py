"""`manage.py faults`: the rows on which periodic work failed while the rest went on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.audit.models import Fault


class Command(BaseCommand):
    help = (
        "List the rows that work failed on, the latest first: which work, the row's id, the kind of error, how often."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clear", action="store_true", help="forget them, after what was wrong has been mended")

    def handle(self, *args: Any, clear: bool, **options: Any) -> None:
        for fault in Fault.objects.order_by("-last_at"):
            self.stdout.write(
                f"{fault.work} {fault.item_id}: {fault.error}, {fault.tries} times, "
                f"{fault.first_at:%Y-%m-%d %H:%M} to {fault.last_at:%Y-%m-%d %H:%M} UTC"
            )
        if not Fault.objects.exists():
            self.stdout.write("No work failed on any row.")
        elif clear:
            Fault.objects.all().delete()
            self.stdout.write("Forgotten.")
