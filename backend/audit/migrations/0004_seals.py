"""The chain over the events, append-only like them."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = (
    """
    CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_auditseal
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
    """,
)
SQLITE = tuple(
    f"""
    CREATE TRIGGER audit_seals_no_{verb.lower()} BEFORE {verb} ON audit_auditseal
    BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
    """
    for verb in ("UPDATE", "DELETE")
)


def add_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_exported_erased")]
    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(add_triggers, migrations.RunPython.noop),
    ]
