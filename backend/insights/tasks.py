"""Periodic work: reasons about absence need somebody to look, because nothing arrives."""

import uuid

from celery import shared_task
from django.db.models import QuerySet

from backend.accounts.models import Patient, PatientStatus
from backend.insights.services import refresh_all

IN_CARE = (PatientStatus.INVITED, PatientStatus.ACTIVE)


@shared_task(ignore_result=True)
def sweep() -> int:
    """Refresh everybody in care; the sweep is the truth, the refresh after a sync only makes it quick."""
    return _refresh(Patient.objects.filter(status__in=IN_CARE))


@shared_task(ignore_result=True)
def refresh_clinic(clinic_id: str) -> int:
    """Refresh a clinic's patients after its settings changed."""
    return _refresh(Patient.objects.filter(clinic_id=uuid.UUID(clinic_id), status__in=IN_CARE))


def _refresh(patients: "QuerySet[Patient]") -> int:
    return max((done for done, _ in refresh_all(patients)), default=0)
