"""The database itself keeps audit events as they were written."""

import pytest
from django.db import DatabaseError, transaction

from backend.audit.models import Action, AuditEvent
from backend.audit.services import record


@pytest.mark.django_db
def test_no_event_can_be_changed_or_deleted() -> None:
    record(Action.READ, "patient", actor_id=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(what="nothing")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.get().what == "patient"
