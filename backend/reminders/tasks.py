"""The sweep. It asks the database what is due, so a lost queue loses no reminder."""

from celery import shared_task
from django.core.cache import cache

from backend.accounts.models import Patient, PatientStatus
from backend.reminders import services


@shared_task(ignore_result=True)
def materialise() -> int:
    """Make the rows of the next 48 hours for everybody in care."""
    return services.materialise(Patient.objects.filter(status=PatientStatus.ACTIVE))


@shared_task(ignore_result=True)
def send_due() -> dict[str, int]:
    """Send what is due, and leave a trace for the operator's health page."""
    counts = services.send_due()
    cache.set("reminders-swept", counts, timeout=3600)
    return counts
