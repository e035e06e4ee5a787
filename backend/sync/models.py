"""Keeps the epoch: it changes when the database is restored from a backup."""

import uuid

from django.db import models


class Epoch(models.Model):
    """One row, made and changed when the database was restored from a backup.

    A phone that meets another epoch sends again what this database may have lost, and pulls everything anew. So a
    restored backup loses nothing that is still on a phone.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    value = models.UUIDField()

    def __str__(self) -> str:
        return str(self.value)


# Before the first restore.
FIRST_EPOCH = uuid.UUID(int=0)


def begin_epoch() -> None:
    """Tell all phones, as they come, that the database stands at an earlier day."""
    Epoch.objects.update_or_create(pk=1, defaults={"value": uuid.uuid4()})
