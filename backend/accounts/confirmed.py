"""Reads and sets whether an email address is confirmed: a code emailed there was typed (allauth's EmailAddress).

Until then nothing about the person is sent there, and no code or link that signs anybody in: it may be a stranger's.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Value, When

from backend.accounts.models import User


def is_confirmed(user: User) -> bool:
    """Say whether the address this person has now is confirmed."""
    return bool(EmailAddress.objects.filter(user_id=user.pk, email=user.email.lower(), verified=True).exists())


def has_confirmed(path: str) -> Exists:
    """Return the condition that the user at `path` in a query has confirmed their address."""
    return Exists(EmailAddress.objects.filter(user=OuterRef(f"{path}_id"), verified=True))


def reachable_email(path: str) -> Case:
    """Return the address of the user at `path` in a query, "" where it is not confirmed."""
    return Case(When(has_confirmed(path), then=F(f"{path}__email")), default=Value(""))


@transaction.atomic
def set_address(user: User, *, confirmed: bool) -> None:
    """Make the address that `user` has the only one known of them."""
    EmailAddress.objects.filter(user_id=user.pk).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=confirmed)
