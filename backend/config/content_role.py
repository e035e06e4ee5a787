"""The admin works in a database role that cannot read a patient's record (docs/adr/0010).

`manage.py guard_content` makes the role and its rights; `NOD_CONTENT_ROLE` names it and switches this on. A fault in an
admin page, or in a library behind it, then meets PostgreSQL's own refusal.
"""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse

PREFIX = "/admin/"
# Tables of content, by the beginning of their names, and what Django's admin itself writes.
OWN = ("library_", "django_admin_log", "django_content_type", "auth_", "accounts_user_")
# What the operator's page and "where used" count: columns without a word about a person.
COUNTED = {
    "reminders_occurrence": ("id", "status", "silence_reason", "due_at", "done_at", "shown_at", "acted_at"),
    "reminders_delivery": ("id", "at", "result", "host", "detail"),
    "reminders_pushsubscription": ("id", "vapid_key_id"),
    "reminders_circuit": ("name", "failures", "open_until", "last_detail", "changed_at"),
    "reminders_heartbeat": ("name", "at", "counts"),
    "audit_fault": ("id", "work", "error", "last_at"),
    # Neither to whom, by name, nor about what: `occasion` and `kind` stay closed.
    "insights_staffmail": ("id", "user_id", "created_at", "attempts", "sent_at", "failed_at", "dropped_at"),
    "programs_program": ("id", "patient_id", "protocol_id", "status"),
    "programs_programversion": ("id", "program_id", "number"),
    "programs_prescribedexercise": ("id", "version_id", "exercise_id"),
}
# Names stand beside what somebody wrote, but only those of curators: see the policy below.
STAFF = "accounts_user"


class ContentRole:
    """Middleware, last: requests for the admin run in one transaction under the content role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        role = settings.CONTENT_ROLE
        if not role or not request.path.startswith(PREFIX):
            return self.get_response(request)
        # Who asks is found out with the rights of the application; nothing after it is.
        _ = request.user.is_authenticated
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(role)}")
            try:
                return self.get_response(request)
            finally:
                _reset(cursor)


def _reset(cursor: CursorWrapper) -> None:
    try:
        cursor.execute("RESET ROLE")
    except DatabaseError:
        # The transaction has failed; its end takes the role back, too.
        transaction.set_rollback(True)


def statements(role: str) -> Iterator[str]:
    """Yield the SQL that makes the role and gives it just these rights; may be run again after each migration."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            yield f"CREATE ROLE {name} NOLOGIN"
    yield f"GRANT {name} TO CURRENT_USER"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"
    for table in sorted(connection.introspection.table_names()):
        if table.startswith(OWN):
            yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {name}"
        elif table in COUNTED:
            yield f"GRANT SELECT ({', '.join(COUNTED[table])}) ON {table} TO {name}"
    yield f"GRANT SELECT ON {STAFF} TO {name}"
    # The owner of the table, which the application is, is not held by its policies; the content role is.
    yield f"ALTER TABLE {STAFF} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS content_sees_staff ON {STAFF}"
    yield f"CREATE POLICY content_sees_staff ON {STAFF} FOR SELECT TO {name} USING (is_staff)"
