"""`manage.py rebuild_summaries`: count every summary anew from the raw rows, and say how many were not true."""

from typing import Any

from django.core.management.base import BaseCommand
from django.forms.models import model_to_dict

from backend.accounts.models import Patient
from backend.insights.models import PatientSummary, Reason
from backend.insights.services import refresh_summary

STEP = 500


class Command(BaseCommand):
    help = "Rebuild all patients' summaries and reasons. Safe at any time; changes nothing that was true."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = count = 0
        for patient in Patient.objects.order_by("pk").iterator(STEP):
            before = _state(patient)
            refresh_summary(patient)
            changed += _state(patient) != before
            count += 1
            if count % STEP == 0:
                self.stdout.write(f"  {count} patients")
                self.stdout.flush()
        self.stdout.write(f"{count} summaries rebuilt, {changed} changed")


def _state(patient: Patient) -> tuple[Any, ...]:
    """Return what is shown of a patient: when it was counted does not matter."""
    summary = PatientSummary.objects.filter(patient=patient).first()
    reasons = Reason.objects.filter(patient=patient, cleared_at__isnull=True).order_by("code")
    shown = model_to_dict(summary, exclude=["refreshed_at"]) if summary else None
    return shown, list(reasons.values_list("code", "evidence"))
