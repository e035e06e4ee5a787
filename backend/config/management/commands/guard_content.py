"""`manage.py guard_content`: the database role under which the admin runs, without a right to any patient's record."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from backend.config.content_role import statements


class Command(BaseCommand):
    help = "Makes the role that NOD_CONTENT_ROLE names and gives it its rights. Run it after each migrate."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL knows roles. Set DATABASE_URL=postgres://…")
        if not settings.CONTENT_ROLE:
            raise CommandError("Name the role first: NOD_CONTENT_ROLE=nod_content")
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(settings.CONTENT_ROLE):
                cursor.execute(statement)
        self.stdout.write(f"{settings.CONTENT_ROLE} reads and writes content, and nothing of a patient")
