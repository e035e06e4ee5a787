"""Locks the records that were erased but are kept: they stood as discharged, and emergency access opened them."""

import datetime as dt

from django.db import migrations


def lock(apps, schema_editor):
    kept = apps.get_model("rights", "Erasure").objects.filter(erased_at__isnull=True, erase_on__isnull=False)
    ids = list(kept.values_list("patient_id", flat=True))
    apps.get_model("accounts", "Patient").objects.filter(pk__in=ids).update(status="locked")
    apps.get_model("accounts", "CareRelationship").objects.filter(
        patient__in=ids, ended_at__gt=dt.datetime.now(dt.UTC)
    ).update(ended_at=dt.datetime.now(dt.UTC))
    reasons = apps.get_model("insights", "Reason").objects.filter(patient__in=ids, cleared_at__isnull=True)
    reasons.update(cleared_at=dt.datetime.now(dt.UTC))


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0002_locked_opening"),
        ("accounts", "0014_locked_records"),
        ("insights", "0012_desk_has_its_own"),
    ]

    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
