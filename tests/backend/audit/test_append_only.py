"""The database itself keeps audit events as they were written."""

import pytest
from django.db import DatabaseError, connection, transaction

from backend.audit.models import Action, AuditEvent, AuditSeal
from backend.audit.services import record


@pytest.mark.django_db
def test_no_event_can_be_changed_or_deleted() -> None:
    record(Action.READ, "patient", actor_id=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(what="nothing")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.get().what == "patient"


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditseal"])
def test_no_table_of_events_can_be_emptied(table: str) -> None:
    """TRUNCATE passes the triggers for rows; SQLite has none, and its DELETE without WHERE is one for each row."""
    record(Action.READ, "patient", actor_id=None)
    AuditSeal.objects.create(event_id=1, digest="0")
    statement = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.count() == AuditSeal.objects.count() == 1
