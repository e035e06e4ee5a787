"""CareNote and StaffMail belong to `desk` from here on (its 0001_initial). Their tables stay as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("insights", "0011_mail_while_waiting")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("CareNote"), migrations.DeleteModel("StaffMail")]
        )
    ]
