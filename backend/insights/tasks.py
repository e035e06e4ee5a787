"""Periodic work: reasons about absence need somebody to look, because nothing arrives."""

from celery import shared_task

from backend.accounts.models import IN_CARE, Patient
from backend.insights.services import refresh_all


@shared_task(ignore_result=True)
def sweep() -> int:
    """Refresh everybody in care; the sweep is the truth, the refresh after a sync only makes it quick."""
    return max((done for done, _ in refresh_all(Patient.objects.filter(status__in=IN_CARE))), default=0)
