from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_away_until"),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="emergency_number",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
    ]
