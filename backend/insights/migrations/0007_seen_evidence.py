"""Seeing holds for what was on the screen: until now that was whatever was found when somebody looked."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def look_back(apps, schema_editor):
    """Give open reasons the evidence they have from now on, so that nothing seen opens again and no mail goes twice."""
    Reason = apps.get_model("insights", "Reason")
    Reason.objects.update(waiting_since=F("opened_at"), news_at=F("opened_at"))
    for reason in Reason.objects.filter(cleared_at=None).iterator():
        if reason.code == "red_flag":
            _name_answers(apps, reason)
        elif reason.code == "asked_for_help":
            _name_message(apps, reason)
        elif reason.code == "program_ending":
            reason.evidence["ended"] = False
        if reason.acknowledged_at or reason.snoozed_until:
            reason.seen_evidence = reason.evidence
        reason.save()
    # Pages name each answer from now on: the next sweep counts everybody anew.
    PatientSummary = apps.get_model("insights", "PatientSummary")
    PatientSummary.objects.update(refreshed_at=LONG_AGO)


def _name_answers(apps, reason):
    RedFlagAnswer = apps.get_model("diary", "RedFlagAnswer")
    columns = ("pk", "question", "urgency", "answered_on")
    rows = RedFlagAnswer.objects.filter(patient=reason.patient_id, cleared_at=None).values_list(*columns)
    reason.evidence["answers"] = [
        {"id": str(pk), "question": question, "urgency": urgency, "on": on.isoformat()}
        for pk, question, urgency, on in rows
    ]
    # Its mail was known by the reason; now by the newest answer.
    StaffMail = apps.get_model("insights", "StaffMail")
    newest = max(answer["id"] for answer in reason.evidence["answers"])
    StaffMail.objects.filter(kind="red_flag", occasion=str(reason.pk)).update(occasion=newest)


def _name_message(apps, reason):
    Message = apps.get_model("patient_messages", "Message")
    newest = Message.objects.filter(patient=reason.patient_id, from_patient=True).latest("sync_seq")
    reason.evidence["newest"] = str(newest.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0006_emergency"),
        ("diary", "0003_complete_diary"),
        ("patient_messages", "0002_about_on"),
    ]
    operations = [
        # With a value at once: PostgreSQL alters no table whose rows were changed in the same transaction.
        migrations.AddField("reason", "waiting_since", models.DateTimeField(default=LONG_AGO), preserve_default=False),
        migrations.AddField("reason", "news_at", models.DateTimeField(default=LONG_AGO), preserve_default=False),
        migrations.AddField("reason", "seen_evidence", models.JSONField(null=True)),
        migrations.RunPython(look_back, migrations.RunPython.noop, elidable=True),
    ]
