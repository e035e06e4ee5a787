"""`manage.py rebuild_summaries`: count every summary anew from the raw rows, and say how many were not true."""

from typing import Any

from django.core.management.base import BaseCommand

from backend.accounts.models import Patient
from backend.insights.services import refresh_all


class Command(BaseCommand):
    help = "Rebuild all patients' summaries and reasons. Safe at any time; changes nothing that was true."

    def handle(self, *args: Any, **options: Any) -> None:
        done = changed = 0
        for done, changed in refresh_all(Patient.objects.order_by("pk")):
            self.stdout.write(f"  {done} patients, {changed} changed")
            self.stdout.flush()
        self.stdout.write(f"{done} summaries rebuilt, {changed} changed")
