"""`manage.py reapply_erasures`: after a backup was restored, erase again what had been erased since."""

from typing import Any

from django.core.management.base import BaseCommand

from backend.rights.erasure import reapply


class Command(BaseCommand):
    help = "Erases again what a restored backup brought back. Run it once after every restore."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reapply()} records erased again")
