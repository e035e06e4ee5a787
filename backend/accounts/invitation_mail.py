"""Sends an invitation to an address the therapist typed: the code, and where to type it. Nothing about health."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from backend.accounts.delays import INVITED, INVITING
from backend.accounts.invitations import NewInvitation
from backend.accounts.models import User
from backend.accounts.tries import Counter, count_try
from backend.common.errors import FieldFault, TooMany
from backend.common.mail import MailOutcome, post_mail

SUBJECTS = {"en": "Your invitation to Nod", "es": "Tu invitación a Nod"}


def allow_invitation_mail(therapist: User, email: str) -> None:
    """Count a mail to an address, and raise TooMany, naming the field, when it got four today already."""
    counters = [
        Counter("invitation mail to", email.lower(), INVITED),
        Counter("invitation mail by", str(therapist.pk), INVITING),
    ]
    try:
        count_try(counters, "Too many invitations were emailed. Give the code to the patient another way.")
    except TooMany as error:
        error.faults = [FieldFault("email", error.code, error.detail)]
        raise


def mail_invitation(made: NewInvitation, email: str) -> bool:
    """Send it in the patient's language. Returns False when it could not be sent: the code still works."""
    language = made.patient.language
    context = {
        "code": f"{made.code[:4]} {made.code[4:]}",
        "address": f"{settings.BASE_URL}/app/welcome",
        "link": made.link,
        "expires_on": made.expires_on,
    }
    with translation.override(language):
        text = render_to_string("account/email/invitation.txt", context)
        html = render_to_string("account/email/invitation.html", context)
    letter = EmailMultiAlternatives(subject=SUBJECTS.get(language, SUBJECTS["en"]), body=text, to=[email])
    letter.attach_alternative(html, "text/html")
    return post_mail(letter).outcome == MailOutcome.ACCEPTED
