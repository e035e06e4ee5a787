"""`manage.py keep_assets`: run it after each build, before the new version starts."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from backend.config.assets import keep_assets


class Command(BaseCommand):
    help = "Keeps the built files of this version for 90 days, so that pages opened before the next one go on."

    def handle(self, *args: Any, **options: Any) -> None:
        built = settings.FRONTEND_DIST / "public" / "assets"
        kept, dropped = keep_assets(built, settings.KEPT_ASSETS, time.time())
        self.stdout.write(f"{kept} files kept, {dropped} older than 90 days dropped")
