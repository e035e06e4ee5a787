"""`manage.py reseal_secrets`: seal every stored secret with the present key, so that the one before may go."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from backend.accounts.models import Submission
from backend.accounts.sent_once import FORGOTTEN
from backend.common.sealed import SealedField

# Where allauth keeps what its adapter sealed, by kind of authenticator.
SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Command(BaseCommand):
    help = "Seal second factors and every sealed column anew, after a change of NOD_SECRET_KEY."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        # A kept answer is only for a page that sends twice within minutes: forgotten sooner than sealed anew.
        Submission.objects.filter(answer__isnull=False).update(**FORGOTTEN)
        self.stdout.write(f"{_reseal_second_factors()} second factors sealed anew.")
        for model, names in sealed_columns():
            self.stdout.write(f"{_reseal_columns(model, names)} {model._meta.verbose_name_plural} sealed anew.")


def _reseal_second_factors() -> int:
    adapter = get_adapter()
    factors = Authenticator.objects.select_for_update().filter(type__in=SEALED)
    for factor in factors:
        name = SEALED[factor.type]
        if name in factor.data:
            factor.data[name] = adapter.encrypt(adapter.decrypt(factor.data[name]))
            factor.save(update_fields=["data"])
    return len(factors)


def _reseal_columns(model: type[models.Model], names: list[str]) -> int:
    empty = {f"{name}__isnull": True for name in names}
    count = 0
    for row in model._default_manager.select_for_update().exclude(**empty).only(*names).iterator():
        row.save(update_fields=names)
        count += 1
    return count


def sealed_columns() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Yield each model with the names of its sealed columns, so that a new one can't be left under the old key."""
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, SealedField)]
        if names:
            yield model, names
