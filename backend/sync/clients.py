"""How old an app may be. Fields are only ever added, so this stays 0 until one day something has to break."""

from django.conf import settings
from rest_framework.request import Request

from backend.common.errors import NodError

HEADER = "X-Nod-Client"


class TooOld(NodError):
    """The app must be updated first; what waits in it is kept and sent afterwards."""

    status = 426


def refuse_too_old(request: Request) -> None:
    """Raise TooOld for an app below settings.MIN_CLIENT. Apps from before the header count as 0."""
    sent = request.headers.get(HEADER, "0")
    if (int(sent) if sent.isdecimal() and len(sent) < 7 else 0) < settings.MIN_CLIENT:
        raise TooOld(
            "This version of Nod is too old to sync. Update it. Nothing on the phone is lost.", "client_too_old"
        )
