"""Periodic work: reasons about absence need somebody to look, because nothing arrives."""

from celery import shared_task

from backend.accounts.models import Patient, PatientStatus
from backend.insights.services import refresh_summary


@shared_task(ignore_result=True)
def sweep() -> int:
    """Refresh every active patient; the sweep is the truth, the refresh after a sync only makes it quick."""
    done = 0
    for patient in Patient.objects.filter(status=PatientStatus.ACTIVE).iterator():
        refresh_summary(patient)
        done += 1
    return done
