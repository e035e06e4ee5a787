"""Takes CareNote and StaffMail over from `insights`: what Django knows moves, the tables and their rows stay."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import backend.common.clock
import backend.common.ids

MODELS = ("carenote", "staffmail")


def take_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _relabel(apps, schema_editor, "insights", "desk")


def give_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _relabel(apps, schema_editor, "desk", "insights")


def _relabel(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    """Let the content types follow, so that permissions and the admin's log go on pointing at them.

    A new database has none yet; they are made after its migrations.
    """
    types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    for model in MODELS:
        if not types.filter(app_label=new, model=model).exists():
            types.filter(app_label=old, model=model).update(app_label=new)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("insights", "0012_desk_has_its_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
        migrations.CreateModel(
            name='CareNote',
            fields=[
                ('corrections', models.JSONField(default=list)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('id', models.UUIDField(default=backend.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('clinic_id', models.UUIDField()),
                ('written_at', models.DateTimeField()),
                ('occurred_on', models.DateField()),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('minutes', models.PositiveSmallIntegerField(default=0)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='care_notes', to='accounts.patient')),
                ('therapist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'insights_carenote',
                'indexes': [models.Index(fields=['patient', 'occurred_on'], name='insights_ca_patient_73055d_idx')],
            },
        ),
        migrations.CreateModel(
            name='StaffMail',
            fields=[
                ('id', models.UUIDField(default=backend.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('red_flag', 'Red Flag'), ('digest', 'Digest'), ('emergency', 'Emergency'), ('waiting', 'Waiting')], max_length=10)),
                ('occasion', models.CharField(max_length=60)),
                ('count', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=backend.common.clock.now)),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('detail', models.CharField(blank=True, max_length=80)),
                ('sent_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'insights_staffmail',
                'indexes': [models.Index(condition=models.Q(('dropped_at__isnull', True), ('failed_at__isnull', True), ('sent_at__isnull', True)), fields=['created_at'], name='staff_mail_that_waits')],
                'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'occasion'), name='one_mail_per_occasion')],
            },
        ),
        ]),
        migrations.RunPython(take_over, give_back),
    ]
