"""Staff need a second factor: without one they have no role yet, so every door stays shut (ASVS V6.3.3).

Demo mode lets the printed sign-ins in without (SECOND_FACTOR_REQUIRED); `manage.py check --deploy` refuses demo mode.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef

from backend.accounts.models import User

# Recovery codes alone are none: they are made beside one.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
EXISTS = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=KINDS))


def has_second_factor(user: User) -> bool:
    """Say whether this person has an authenticator app or a passkey. No query when `Backend` loaded the user."""
    known = getattr(user, "second_factor", None)
    if known is None:
        known = Authenticator.objects.filter(user=user, type__in=KINDS).exists()
    return bool(known)


def lacks_second_factor(user: User) -> bool:
    """Say whether this is somebody who works with patients or content, and has to set one up first."""
    return settings.SECOND_FACTOR_REQUIRED and user.works_here and not has_second_factor(user)
