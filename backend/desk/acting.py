"""Does an act on a patient and refreshes summary and reasons in the same transaction."""

import uuid
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from backend.accounts.clinics import change_settings
from backend.accounts.models import IN_CARE, Clinic, Patient, User
from backend.insights.services import refresh_all, refresh_summary

P = ParamSpec("P")
Done = TypeVar("Done")


def act_and_recount(
    act: Callable[Concatenate[User, uuid.UUID, P], Done],
    therapist: User,
    patient_id: uuid.UUID,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Done:
    """Do something about a patient, count summary and reasons anew, and return what the act returned.

    One transaction: nobody sees the act without its reasons, and an act that is refused leaves nothing behind. Raises
    what the act raises; the act asks whether the therapist may.
    """
    with transaction.atomic():
        done = act(therapist, patient_id, *args, **kwargs)
        # As it is stored now: the act may have changed it through an instance of its own.
        refresh_summary(Patient.objects.select_related("clinic").get(pk=patient_id))
    return done


def change_clinic(lead: User, **values: Any) -> Clinic:
    """Change a clinic's settings; its patients are counted anew where it changes what a headache day is."""
    clinic = change_settings(lead, **values)
    if "headache_min_minutes" in values:
        for _ in refresh_all(clinic.patients.filter(status__in=IN_CARE)):
            pass
    return clinic
