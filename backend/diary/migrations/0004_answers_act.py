"""Answers propose precautions: open ones get what their questions propose, every one gets its question's text."""

from django.db import migrations, models

# What the questions of the pack of that day proposed.
PROPOSES = {
    "s8": ["cervical_myelopathy"],
    "s9": ["radiculopathy"],
    "s10": ["recent_trauma_uncleared"],
    "t1": ["dizziness"],
    "t7": ["cervical_instability", "inflammatory_neck", "connective_tissue_laxity", "recent_surgery"],
}


def give_meaning(apps, schema_editor):  # type: ignore[no-untyped-def]
    versions = apps.get_model("library", "QuestionnaireVersion").objects.filter(questionnaire_id="red-flags")
    texts: dict[str, str] = {}
    # The newest last: it is what the phones ask.
    asked = versions.exclude(status__in=("draft", "in_review")).order_by("number")
    for content in asked.values_list("content", flat=True):
        texts |= {each["id"]: each["text"]["en"] for block in content["blocks"] for each in block["questions"]}
    answers = apps.get_model("diary", "RedFlagAnswer").objects
    for question, text in texts.items():
        answers.filter(question=question).update(text=text)
    for question, tags in PROPOSES.items():
        answers.filter(question=question, cleared_at=None).update(proposes=tags)


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0003_complete_diary"),
        ("library", "0002_library_complete"),
    ]

    operations = [
        migrations.AddField("redflaganswer", "text", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("redflaganswer", "proposes", models.JSONField(blank=True, default=list)),
        migrations.AddField("redflaganswer", "decisions", models.JSONField(blank=True, default=list)),
        migrations.RunPython(give_meaning, migrations.RunPython.noop),
    ]
