"""Warns people by email that somebody is guessing at their account, and logs it."""

import datetime as dt
import logging

from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from backend.accounts.confirmed import is_confirmed
from backend.accounts.models import Tries, User
from backend.common import clock
from backend.common.mail import MailOutcome, post_mail

log = logging.getLogger(__name__)
# As many wrong tries as nobody makes who only forgot a password; once a day at most.
ALARMING = 8
AGAIN_AFTER = dt.timedelta(days=1)
KEPT = dt.timedelta(days=2)


def warn_of_guessing() -> int:
    """Warn whoever's account was guessed at since they were last warned; return how many mails went out.

    Also forgets counts of days ago. Run every few minutes, so that no answer at the sign-in takes longer for it.
    """
    now = clock.now()
    Tries.objects.filter(last_at__lt=now - KEPT).delete()
    news = Q(warned_at__isnull=True) | Q(warned_at__lt=now - AGAIN_AFTER, last_at__gt=F("warned_at"))
    rows = Tries.objects.filter(news, count__gte=ALARMING - 0.5, user_id__isnull=False)
    sent = 0
    for user_id in {row.user_id for row in rows if row.user_id}:
        Tries.objects.filter(user_id=user_id).update(warned_at=now)
        log.warning("guessing_at_account user=%s", user_id)
        user = User.objects.filter(pk=user_id, is_active=True).first()
        sent += bool(user and is_confirmed(user) and _warn(user))
    return sent


def _warn(user: User) -> bool:
    patient = getattr(user, "patient", None)
    with translation.override(patient.language if patient else "en"):
        subject = render_to_string("account/email/guessing_subject.txt").strip()
        text = render_to_string("account/email/guessing_message.txt")
        html = render_to_string("account/email/guessing_message.html")
    message = EmailMultiAlternatives(subject=subject, body=text, to=[user.email])
    message.attach_alternative(html, "text/html")
    return post_mail(message).outcome == MailOutcome.ACCEPTED
