"""Where an event came from, and TRUNCATE refused, which the triggers for rows let by."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("audit_auditevent", "audit_auditseal")


def refuse_truncate(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        # SQLite has no TRUNCATE. Django made its table anew for the columns, which took the triggers of 0002 away.
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS audit_no_{verb.lower()} BEFORE {verb} ON audit_auditevent "
                "BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END"
            )
        return
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        )


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_faults")]
    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("read", "Read"),
                    ("created", "Created"),
                    ("changed", "Changed"),
                    ("withdrawn", "Withdrawn"),
                    ("sent", "Sent"),
                    ("signed_in", "Signed In"),
                    ("signed_out", "Signed Out"),
                    ("sign_in_failed", "Sign In Failed"),
                    ("redeemed", "Redeemed"),
                    ("exported", "Exported"),
                    ("erased", "Erased"),
                    ("emergency", "Emergency"),
                    ("denied", "Denied"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField("auditevent", "address", models.CharField(blank=True, default="", max_length=45), False),
        migrations.AddField("auditevent", "device", models.CharField(blank=True, default="", max_length=40), False),
        migrations.RunPython(refuse_truncate, migrations.RunPython.noop),
    ]
