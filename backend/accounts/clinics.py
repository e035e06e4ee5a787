"""A clinic's settings: whom patients call and when, and what the definitions leave to the clinic (docs/numbers.md)."""

from typing import Any

from django.db import transaction

from backend.accounts.access import role_of
from backend.accounts.models import Clinic, Role, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common.errors import Forbidden

SETTINGS = (
    *("headache_min_minutes", "keeps_records_years"),
    *("phone", "address", "office_hours", "emergency_number", "emergency_after_minutes"),
)


@transaction.atomic
def change_settings(lead: User, **changes: Any) -> Clinic:
    """Change some settings (SETTINGS) of the lead's own clinic. Raises Forbidden for anybody but a lead.

    Whoever calls this counts the clinic's patients anew, since every number of theirs may change.
    """
    if role_of(lead) != Role.LEAD:
        raise Forbidden("Only a clinic lead can change the clinic's settings.", "not_a_lead")
    clinic: Clinic = lead.membership.clinic
    for name in SETTINGS:
        setattr(clinic, name, changes.get(name, getattr(clinic, name)))
    clinic.save(update_fields=SETTINGS)
    record(Action.CHANGED, "clinic settings", actor_id=lead.pk, clinic_id=clinic.pk)
    return clinic


def to_patients(clinic: Clinic) -> dict[str, Any]:
    """Return what a patient may know of the clinic: whom to call, where it is, and when somebody is there."""
    names = ("name", "phone", "address", "time_zone", "office_hours", "emergency_number")
    return {name: getattr(clinic, name) for name in names}
