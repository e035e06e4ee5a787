"""`manage.py create_vapid_key`: make the key that Web Push needs, renew it, and let old ones go."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from backend.reminders.channels.vapid import all_keys, new_pem, pem_blocks
from backend.reminders.models import PushSubscription


class Command(BaseCommand):
    help = """Write a VAPID key to var/vapid.pem, unless there is one. --rotate puts a new key first and keeps the old
    ones: devices renew their subscriptions when the app is next opened. --forget-unused drops old keys that no device
    uses any more."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rotate", action="store_true", help="put a new key in front of those there are")
        parser.add_argument("--forget-unused", action="store_true", help="drop old keys that no device uses")

    def handle(self, *args: Any, rotate: bool, forget_unused: bool, **options: Any) -> None:
        path: Path = settings.VAPID_KEY_FILE
        if settings.VAPID_PRIVATE_KEY and (rotate or forget_unused):
            raise CommandError(
                "The keys come from NOD_VAPID_PRIVATE_KEY: put the new key's PEM before the old one there, and take an "
                "old one out when no device uses it. `manage.py reminder_status` shows which are used."
            )
        if forget_unused:
            self._forget(path)
        elif path.exists() and not rotate:
            self.stdout.write(f"{path} exists and is kept. --rotate makes a new key beside it.")
        else:
            _write(path, [new_pem(), *(pem_blocks(path.read_bytes()) if path.exists() else [])])
            self.stdout.write(f"Wrote {path}. Keep it secret and back it up.")

    def _forget(self, path: Path) -> None:
        used = dict(PushSubscription.objects.values_list("vapid_key_id").annotate(Count("pk")))
        kept = []
        for place, (key, pem) in enumerate(zip(all_keys(), pem_blocks(path.read_bytes()), strict=True)):
            count = used.get(key.id, 0)
            keep = place == 0 or count > 0
            self.stdout.write(f"{key.id}: {count} devices, {'kept' if keep else 'dropped'}")
            if keep:
                kept.append(pem)
        _write(path, kept)


def _write(path: Path, blocks: list[bytes]) -> None:
    """Write beside and rename, so that a sender never reads half a key, and nobody else reads any."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(b"".join(block.rstrip() + b"\n" for block in blocks))
    new.replace(path)
