from django.db import migrations

import backend.common.sealed


def seal_what_is_there(apps, schema_editor):
    """By SQL, because the model reads only what is sealed already."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, p256dh, auth FROM reminders_pushsubscription")
        for pk, p256dh, auth in cursor.fetchall():
            cursor.execute(
                "UPDATE reminders_pushsubscription SET p256dh = %s, auth = %s WHERE id = %s",
                [backend.common.sealed.seal_text("push", p256dh), backend.common.sealed.seal_text("push", auth), pk],
            )


class Migration(migrations.Migration):
    dependencies = [("reminders", "0002_whole_road")]

    operations = [
        migrations.AlterField(
            model_name="pushsubscription",
            name="p256dh",
            field=backend.common.sealed.SealedField(purpose="push"),
        ),
        migrations.AlterField(
            model_name="pushsubscription",
            name="auth",
            field=backend.common.sealed.SealedField(purpose="push"),
        ),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
