"""Django's sessions in the database, looked up by a query that is written once: every request begins with it."""

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from backend.common.compiled import Compiled, Param

_SESSION = Compiled(
    lambda: Session.objects.filter(session_key=Param("key", CharField()), expire_date__gt=Param("now", DateTimeField()))
)


class SessionStore(db.SessionStore):
    # When the row runs out, once it has been read: how long ago it was last renewed follows from that.
    expires_at: dt.datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        else:
            self.expires_at = found.expire_date
        return found
