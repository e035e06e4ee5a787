"""The admin's database role: every page of the admin works in it, and no patient's record can be read in it."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from backend.accounts.models import User
from backend.config.content_role import COUNTED, OWN, STAFF
from backend.library.models import ExerciseVersion
from tests.access.requests import ALL, path_of
from tests.builders import running_program
from tests.people import People

pytestmark = pytest.mark.postgres
ROLE = "nod_content_test"


@pytest.fixture
def guarded(people: People, settings: Any) -> People:
    settings.CONTENT_ROLE = ROLE
    call_command("guard_content")
    running_program(people.tara, people.patient.pk)
    return people


def in_role(sql: str) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        cursor.execute(sql)
        found = cursor.fetchall()
        cursor.execute("RESET ROLE")
        return found


def test_no_table_about_a_person_can_be_read(guarded: People) -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    closed = {table for table in tables if not table.startswith(OWN)} - set(COUNTED) - {STAFF}
    assert {"accounts_patient", "diary_dayentry", "patient_messages_message", "audit_auditevent"} <= closed
    for table in closed:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            in_role(f'SELECT * FROM "{table}" LIMIT 1')


def test_of_people_only_those_who_work_on_content_are_seen(guarded: People) -> None:
    User.objects.filter(pk=guarded.cora.pk).update(is_staff=True)
    assert in_role("SELECT name FROM accounts_user") == [("Cora",)]


def test_every_page_of_the_admin_works_in_it(guarded: People) -> None:
    root = User.objects.create(email="root@clinic.test", name="Root", password="!", is_staff=True, is_superuser=True)
    client = guarded.client(root)
    version = ExerciseVersion.objects.order_by("pk")[0]
    for pattern, _ in ALL:
        if pattern.startswith("admin/") and "logout" not in pattern:
            answer = client.get(path_of(pattern, version.pk))
            assert answer.status_code in (200, 302, 400, 403, 404, 405), pattern
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user")
        assert cursor.fetchone() == (True,)
