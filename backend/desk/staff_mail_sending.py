"""Takes staff mail through claim, re-check, send and mark. Without any health detail.

At least once: a row is claimed by a lease, sent, then marked; one that a killed worker left is taken again after its
lease, under the same Message-ID. Each mail has a connection of its own, so that an address that is refused, hangs or
cuts the line keeps no other mail waiting. A row that a try has put off comes after those that were not tried.
"""

import datetime as dt
import time
import uuid
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.template.loader import render_to_string

from backend.accounts.answerable import unattended_patients
from backend.accounts.confirmed import has_confirmed
from backend.accounts.models import CareRelationship, Role
from backend.audit.faults import note_fault
from backend.common import clock
from backend.common.halving import halving_stored
from backend.common.mail import MailOutcome, ServerAnswer, post_mail
from backend.desk.emergencies import therapists_of_waiting
from backend.desk.models import StaffMail
from backend.diary.models import RedFlagAnswer

LEASE = dt.timedelta(minutes=5)
# A task has 50 seconds (CELERY_TASK_SOFT_TIME_LIMIT), and a mail begun in the last of these may hang for a while.
SENDING_SECONDS = 25.0
AT_ONCE = 4
# After the first try, the second, …; then once an hour. A safety mail is never given up while it can still arrive.
LONGEST_DELAY = dt.timedelta(hours=1)
SUBJECTS: dict[str, str] = {
    StaffMail.Kind.RED_FLAG: "Nod: a patient needs a look today",
    StaffMail.Kind.WAITING: "Nod: an emergency answer is still waiting",
    StaffMail.Kind.NOBODY: "Nod: patients without a therapist",
    StaffMail.Kind.EMERGENCY: "Nod: a record was opened in an emergency",
    StaffMail.Kind.DIGEST: "Nod: your work list",
}
WAITS = Q(sent_at__isnull=True, failed_at__isnull=True, dropped_at__isnull=True)


def send_waiting(seconds: float = SENDING_SECONDS) -> int:
    """Send what waits, the urgent first, until nothing is due or the time is up; return how many mails went out.

    A mail server out of reach ends the run: the next one, a minute later, tries again, and no mail loses its turn.
    """
    deadline = time.monotonic() + seconds
    sent, is_reachable = 0, True
    with ThreadPoolExecutor(AT_ONCE) as threads:
        in_flight: dict[Future[ServerAnswer], StaffMail] = {}
        while True:
            while is_reachable and len(in_flight) < AT_ONCE and time.monotonic() < deadline and (mail := _claim()):
                for message in halving_stored([mail], lambda one: _message_or_drop(one[0]), _set_aside):
                    if message:
                        in_flight[threads.submit(post_mail, message)] = mail
            if not in_flight:
                return sent
            for done in wait(in_flight, return_when=FIRST_COMPLETED).done:
                answer = done.result()
                _mark(in_flight.pop(done), answer)
                sent += answer.outcome == MailOutcome.ACCEPTED
                is_reachable = is_reachable and answer.outcome != MailOutcome.UNREACHABLE


def _message_or_drop(mail: StaffMail) -> EmailMultiAlternatives | None:
    if not _is_void(mail):
        return _message_of(mail)
    StaffMail.objects.filter(pk=mail.pk).update(dropped_at=clock.now(), leased_until=None)
    return None


def _set_aside(mail: StaffMail, error: Exception) -> None:
    """Put off a mail that cannot be made, for a reason of its own; the others go out."""
    note_fault("staff mail", mail.pk, error)
    _mark(mail, ServerAnswer(MailOutcome.LATER, type(error).__name__))


def retry_failed(user_id: uuid.UUID) -> None:
    """Let what failed within a day go out again: the address has been corrected."""
    mine = StaffMail.objects.filter(user_id=user_id, sent_at__isnull=True, dropped_at__isnull=True)
    mine.filter(created_at__gte=clock.now() - dt.timedelta(days=1)).update(
        failed_at=None, attempts=0, next_try_at=None, leased_until=None
    )


@transaction.atomic
def _claim() -> StaffMail | None:
    """Lease the next mail. The try is counted before it is made, so that one that kills its worker moves back too."""
    now = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    urgency = Case(When(kind=StaffMail.Kind.DIGEST, then=Value(1)), default=Value(0))
    # Until somebody has confirmed their address it may be a stranger's: the mail waits, and the operator sees it wait.
    rows = StaffMail.objects.filter(WAITS & free & due, has_confirmed("user")).order_by(
        urgency, "attempts", "created_at", "pk"
    )
    mail = rows.select_for_update(skip_locked=True).first()
    if mail:
        mail.leased_until, mail.attempts = now + LEASE, mail.attempts + 1
        mail.save(update_fields=["leased_until", "attempts"])
    return mail


def _is_void(mail: StaffMail) -> bool:
    """Look once more, just before it goes out: say whether the mail says nothing true any more."""
    membership = getattr(mail.user, "membership", None)
    if not mail.user.is_active or membership is None:
        return True
    if mail.kind == StaffMail.Kind.DIGEST:
        return bool(clock.local_today(membership.clinic.time_zone).isoformat() != mail.occasion)
    if mail.kind == StaffMail.Kind.RED_FLAG:
        return _is_answer_settled(mail)
    if mail.kind == StaffMail.Kind.NOBODY:
        return not unattended_patients().filter(clinic=membership.clinic_id).exists()
    # Somebody may have taken it since.
    return mail.kind == StaffMail.Kind.WAITING and not therapists_of_waiting(mail.user)


def _is_answer_settled(mail: StaffMail) -> bool:
    try:
        answer_id = uuid.UUID(mail.occasion)
    except ValueError:  # a row of an earlier version
        return False
    cares = CareRelationship.objects.filter(
        patient=OuterRef("patient"), therapist_id=mail.user_id, ended_at__isnull=True
    )
    settled = Q(cleared_at__isnull=False)
    # A lead is told when all who care are away.
    if mail.user.membership.role != Role.LEAD:
        settled |= Q(~Exists(cares))
    return RedFlagAnswer.objects.filter(settled, pk=answer_id).exists()


def _message_of(mail: StaffMail) -> EmailMultiAlternatives:
    waits = Counter(therapists_of_waiting(mail.user)) if mail.kind == StaffMail.Kind.WAITING else {}
    context = {
        "kind": mail.kind,
        "count": mail.count,
        "waits": sorted(waits.items()),
        "link": f"{settings.BASE_URL}/clinic/{'team' if mail.kind == StaffMail.Kind.NOBODY else ''}",
    }
    message = EmailMultiAlternatives(
        subject=SUBJECTS[mail.kind],
        body=render_to_string("desk/staff_mail.txt", context),
        to=[mail.user.email],
        headers={"Message-ID": f"<staff-{mail.pk}@{settings.BASE_HOST}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("desk/staff_mail.html", context), "text/html")
    return message


def _mark(mail: StaffMail, answer: ServerAnswer) -> None:
    now = clock.now()
    values: dict[str, object] = {"leased_until": None, "detail": answer.detail[:80]}
    match answer.outcome:
        case MailOutcome.ACCEPTED:
            values["sent_at"] = now
        case MailOutcome.REFUSED:
            values["failed_at"] = now
        case MailOutcome.LATER:
            values["next_try_at"] = now + delay_after(mail.attempts)
        case MailOutcome.UNREACHABLE:
            values["attempts"] = mail.attempts - 1
    StaffMail.objects.filter(pk=mail.pk).update(**values)


def delay_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many tries: 1, 2, 4, … minutes, an hour at most."""
    return min(dt.timedelta(minutes=1 << min(attempts - 1, 10)), LONGEST_DELAY)
