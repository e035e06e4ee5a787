"""What the desk took over from `insights`: rows, permissions and queued work are found under the new name."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from backend.config.beat import schedule
from backend.config.celery import app
from backend.desk.models import StaffMail
from tests.people import People

migration = import_module("backend.desk.migrations.0001_initial")


def test_permissions_follow_the_models_and_go_back(people: People) -> None:
    before = set(Permission.objects.filter(content_type__app_label="desk").values_list("pk", "codename"))
    editor = SimpleNamespace(connection=connection)
    migration.give_back(apps, editor)
    old = set(Permission.objects.filter(content_type__app_label="insights").values_list("pk", "codename"))
    assert before <= old
    assert not ContentType.objects.filter(app_label="desk").exists()
    migration.take_over(apps, editor)
    assert set(Permission.objects.filter(content_type__app_label="desk").values_list("pk", "codename")) == before
    assert len(before) == 8


def test_what_is_taken_over_keeps_tables_indexes_and_fields() -> None:
    loader = MigrationLoader(None)
    before = loader.project_state(("insights", "0011_mail_while_waiting")).apps
    after = loader.project_state(("desk", "0001_initial")).apps
    for name in ("CareNote", "StaffMail"):
        old, new = before.get_model("insights", name)._meta, after.get_model("desk", name)._meta
        assert old.db_table == new.db_table
        assert [index.name for index in old.indexes] == [index.name for index in new.indexes]
        assert {field.column: field.deconstruct()[1:] for field in old.fields} == {
            field.column: field.deconstruct()[1:] for field in new.fields
        }


def test_work_queued_under_the_old_name_is_still_done(people: People) -> None:
    app.loader.import_default_modules()
    of_yesterday = StaffMail.objects.create(user=people.tara, kind="digest", occasion="2026-03-09")
    app.tasks["backend.insights.tasks.mail_staff"].apply()
    of_yesterday.refresh_from_db()
    assert of_yesterday.dropped_at
    assert {row["task"] for row in schedule().values()} <= set(app.tasks)
