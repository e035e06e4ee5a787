"""`manage.py after_restore`: what has to be done once when a backup was restored."""

from typing import Any

from django.core.management.base import BaseCommand

from backend.rights.erasure import reapply
from backend.sync.models import begin_epoch


class Command(BaseCommand):
    help = "Erases or locks again what a restored backup brought back, and lets phones send what it lacks. Run it once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reapply()} records erased or locked again")
        begin_epoch()
        self.stdout.write("phones will send again what they sent in the last 35 days")
