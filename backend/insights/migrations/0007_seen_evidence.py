"""Seeing holds for what was on the screen: until now that was whatever was found when somebody looked."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F, Q


def look_back(apps, schema_editor):
    Reason = apps.get_model("insights", "Reason")
    Reason.objects.update(waiting_since=F("opened_at"), news_at=F("opened_at"))
    looked_at = Q(acknowledged_at__isnull=False) | Q(snoozed_until__isnull=False)
    Reason.objects.filter(looked_at, cleared_at__isnull=True).update(seen_evidence=F("evidence"))
    # Pages and reasons name each answer from now on: the next sweep counts everybody anew.
    PatientSummary = apps.get_model("insights", "PatientSummary")
    PatientSummary.objects.update(refreshed_at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


class Migration(migrations.Migration):
    dependencies = [("insights", "0006_emergency")]
    operations = [
        migrations.AddField("reason", "waiting_since", models.DateTimeField(null=True)),
        migrations.AddField("reason", "news_at", models.DateTimeField(null=True)),
        migrations.AddField("reason", "seen_evidence", models.JSONField(null=True)),
        migrations.RunPython(look_back, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("reason", "waiting_since", models.DateTimeField()),
        migrations.AlterField("reason", "news_at", models.DateTimeField()),
    ]
