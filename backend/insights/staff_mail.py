"""Mail to therapists: at once for a safety answer, and each morning how many wait. Without any health detail.

Each mail is a row first, unique by person, kind and occasion, so that two workers send it once; a row that a killed
worker left unsent is taken again after its lease, under the same Message-ID.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, Q
from django.template.loader import render_to_string

from backend.accounts.models import IN_CARE, CareRelationship, Membership, Role
from backend.common import clock
from backend.insights.facts import Code
from backend.insights.models import Reason, StaffMail, waiting

DIGEST_FROM, DIGEST_UNTIL = dt.time(7, 0), dt.time(10, 0)
LEASE = dt.timedelta(minutes=5)
RED_FLAG_AGE = dt.timedelta(hours=24)
SUBJECTS: dict[str, str] = {
    StaffMail.Kind.RED_FLAG: "Nod: a patient needs a look today",
    StaffMail.Kind.EMERGENCY: "Nod: a record was opened in an emergency",
    StaffMail.Kind.DIGEST: "Nod: your work list",
}


def send_staff_mail() -> int:
    """Make the rows that are due, send what is not sent, and return how many mails went out."""
    now = clock.now()
    for user_id, kind, occasion, count in [*_red_flags(now), *_emergencies(now), *_digests(now)]:
        StaffMail.objects.get_or_create(user_id=user_id, kind=kind, occasion=occasion, defaults={"count": count})
    # The mail of a morning that is over says nothing true any more; one for a safety answer never grows old.
    yesterday = (now - dt.timedelta(days=1)).date().isoformat()
    stale = Q(kind=StaffMail.Kind.DIGEST, occasion__lte=yesterday)
    due = StaffMail.objects.filter(sent_at__isnull=True).exclude(stale).select_related("user")
    return sum(_send(mail, now) for mail in due)


def _red_flags(now: dt.datetime) -> Iterator[tuple[uuid.UUID, str, str, int]]:
    """Yield a mail for each time that safety answers came in, to each therapist who cares for the patient."""
    fresh = Reason.objects.filter(code=Code.RED_FLAG, cleared_at__isnull=True, news_at__gte=now - RED_FLAG_AGE)
    rows = fresh.filter(patient__status__in=IN_CARE, patient__care__ended_at__isnull=True)
    for evidence, user_id in rows.values_list("evidence", "patient__care__therapist_id"):
        if user_id:
            # Ids are made in the order of time: the last one is the newest answer's.
            newest = max(answer["id"] for answer in evidence["answers"])
            yield user_id, StaffMail.Kind.RED_FLAG, newest, 1


def _emergencies(now: dt.datetime) -> Iterator[tuple[uuid.UUID, str, str, int]]:
    """Yield a mail for each access in an emergency, to the leads of the clinic and to who cares for the patient."""
    fresh = CareRelationship.objects.exclude(emergency_because="").filter(started_at__gte=now - RED_FLAG_AGE)
    for access in fresh.select_related("patient"):
        leads = Membership.objects.filter(clinic_id=access.patient.clinic_id, role=Role.LEAD, user__is_active=True)
        carers = access.patient.care.filter(ended_at__isnull=True)
        told = {*leads.values_list("user_id", flat=True), *carers.values_list("therapist_id", flat=True)}
        for user_id in sorted(told - {access.therapist_id}):
            yield user_id, StaffMail.Kind.EMERGENCY, str(access.pk), 1


def _digests(now: dt.datetime) -> Iterator[tuple[uuid.UUID, str, str, int]]:
    """Yield the morning mail of everybody for whom somebody waits, in the clinic's own zone."""
    for member in Membership.objects.filter(daily_digest=True, user__is_active=True).select_related("clinic"):
        local = now.astimezone(ZoneInfo(member.clinic.time_zone))
        if not DIGEST_FROM <= local.time() < DIGEST_UNTIL:
            continue
        mine = Q(therapist_id=member.user_id, ended_at__isnull=True, patient__status__in=IN_CARE)
        care = CareRelationship.objects.filter(mine & waiting(local.date(), "patient__reasons__"))
        count = care.aggregate(patients=Count("patient", distinct=True))["patients"]
        if count:
            yield member.user_id, StaffMail.Kind.DIGEST, local.date().isoformat(), count


def _send(mail: StaffMail, now: dt.datetime) -> bool:
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    if not StaffMail.objects.filter(free, pk=mail.pk, sent_at__isnull=True).update(leased_until=now + LEASE):
        return False
    context = {"kind": mail.kind, "count": mail.count, "link": f"{settings.BASE_URL}/clinic/"}
    letter = EmailMultiAlternatives(
        subject=SUBJECTS[mail.kind],
        body=render_to_string("insights/staff_mail.txt", context),
        to=[mail.user.email],
        headers={"Message-ID": f"<staff-{mail.pk}@{settings.BASE_HOST}>"},
    )
    letter.attach_alternative(render_to_string("insights/staff_mail.html", context), "text/html")
    try:
        letter.send()
    except (SMTPException, OSError):
        return False
    StaffMail.objects.filter(pk=mail.pk).update(sent_at=clock.now())
    return True
