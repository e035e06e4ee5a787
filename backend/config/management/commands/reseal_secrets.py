"""`manage.py reseal_secrets`: seal every stored secret with the present key, so that the one before may go."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from backend.accounts.models import Submission
from backend.accounts.sent_once import FORGOTTEN
from backend.reminders.models import PushSubscription

# Where allauth keeps what its adapter sealed, by kind of authenticator.
SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Command(BaseCommand):
    help = "Seal second factors and push keys anew, after a change of NOD_SECRET_KEY."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        adapter = get_adapter()
        factors = Authenticator.objects.select_for_update().filter(type__in=SEALED)
        for factor in factors:
            name = SEALED[factor.type]
            if name in factor.data:
                factor.data[name] = adapter.encrypt(adapter.decrypt(factor.data[name]))
                factor.save(update_fields=["data"])
        devices = PushSubscription.objects.select_for_update()
        for device in devices:
            device.save(update_fields=["p256dh", "auth"])
        Submission.objects.filter(answer__isnull=False).update(**FORGOTTEN)
        self.stdout.write(f"{len(factors)} second factors and {len(devices)} devices sealed anew.")
