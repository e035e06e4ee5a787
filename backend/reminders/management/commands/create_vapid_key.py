"""`manage.py create_vapid_key`: make the key that Web Push needs, once per installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from backend.reminders.channels.vapid import new_pem


class Command(BaseCommand):
    help = "Write a new VAPID key to var/vapid.pem, unless there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.VAPID_KEY_FILE
        if path.exists():
            self.stdout.write(f"{path} exists and is kept: a new key would silence every device.")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(new_pem())
        self.stdout.write(f"Wrote {path}. Keep it secret and back it up.")
