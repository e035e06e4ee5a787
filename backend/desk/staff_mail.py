"""Finds which email is due to staff: at once for a safety answer, again while an emergency waits (escalation.py), and
each morning how many patients wait.

Each mail is a row first, unique by person, kind and occasion, so that it goes out once however often this looks.
staff_mail_sending.py sends the rows, each on its own.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from backend.accounts.answerable import unattended_patients
from backend.accounts.models import CareRelationship, Clinic, Membership, Role, User
from backend.audit.faults import note_fault
from backend.common import clock
from backend.common.halving import halving_stored
from backend.desk.emergencies import carers_of, is_at_work, since_of, untaken
from backend.desk.escalation import ClinicRules, latest_round, told
from backend.desk.models import StaffMail
from backend.desk.staff_mail_sending import send_waiting
from backend.diary.red_flags import HOLDING
from backend.insights.facts import Code
from backend.insights.models import Reason, waiting

DIGEST_FROM, DIGEST_UNTIL = dt.time(7, 0), dt.time(10, 0)
RED_FLAG_AGE = dt.timedelta(hours=24)
# Who gets it, its kind, its occasion, and how many it speaks of.
Due = tuple[uuid.UUID, str, str, int]


def send_staff_mail() -> int:
    """Make the rows that are due, send what is not sent, and return how many mails went out."""
    now = clock.now()
    # Each by itself: what keeps the digest from being counted must not keep a safety mail.
    for due in (_red_flags, _untaken, _emergencies, _unattended, _digests):
        halving_stored(
            [due], lambda one: _make_rows(one[0](now)), lambda one, error: note_fault("staff mail", one.__name__, error)
        )
    return send_waiting()


def _make_rows(due: Iterable[Due]) -> None:
    StaffMail.objects.bulk_create(
        [
            StaffMail(user_id=user_id, kind=kind, occasion=occasion, count=count)
            for user_id, kind, occasion, count in due
        ],
        ignore_conflicts=True,
    )


def _red_flags(now: dt.datetime) -> list[Due]:
    """Return a mail for each time that safety answers came in, or that an examination found what cannot wait a day, to
    each therapist who cares for the patient.

    When all of them are away or gone, the clinic's leads get it, too.
    """
    which = Q(code=Code.RED_FLAG) | Q(code=Code.FINDING, evidence__urgency__in=sorted(HOLDING))
    fresh = list(Reason.objects.filter(which, cleared_at__isnull=True, news_at__gte=now - RED_FLAG_AGE))
    carers = carers_of(reason.patient_id for reason in fresh)
    found = halving_stored(
        fresh,
        lambda some: [mail for reason in some for mail in _mails_of(reason, carers.get(reason.patient_id, []))],
        lambda reason, error: note_fault("staff mail", reason.pk, error),
    )
    return [mail for mails in found for mail in mails]


def _mails_of(reason: Reason, carers: Sequence[User]) -> Iterator[Due]:
    people = {user.pk for user in carers}
    if not any(map(is_at_work, carers)):
        people |= {user_id for user_id, role in _members(reason.clinic_id) if role == Role.LEAD}
    # Ids are made in the order of time: the last one is the newest answer's, or the newest examination's.
    newest = max(each["id"] for each in reason.evidence.get("answers") or reason.evidence["findings"])
    for user_id in sorted(people):
        yield user_id, StaffMail.Kind.RED_FLAG, newest.split(":")[0], 1


def _untaken(now: dt.datetime) -> Iterator[Due]:
    """Yield a mail for each emergency answer that has waited for too long, to everybody who is to be told."""
    reasons = list(untaken())
    carers, since = carers_of(reason.patient_id for reason in reasons), since_of(reasons)
    for reason in reasons:
        clinic = reason.patient.clinic
        rules = ClinicRules(clinic.office_hours, clinic.time_zone, clinic.emergency_after_minutes)
        mine = carers.get(reason.patient_id, [])
        due = latest_round(since[reason.pk], now, rules, is_cared_for=any(map(is_at_work, mine)))
        if due is None:
            continue
        members = _members(clinic.pk)
        leads = [user_id for user_id, role in members if role == Role.LEAD]
        for user_id in sorted(told(leads, [user.pk for user in mine], [user_id for user_id, _ in members])):
            yield user_id, StaffMail.Kind.WAITING, f"{reason.pk}:{due:%Y%m%dT%H%M}", 1


def _members(clinic_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    rows = Membership.objects.filter(clinic=clinic_id, user__is_active=True)
    return list(rows.values_list("user_id", "role"))


def _emergencies(now: dt.datetime) -> Iterator[Due]:
    """Yield a mail for each access in an emergency, to the leads of the clinic and to who cares for the patient."""
    leads = Membership.objects.filter(role=Role.LEAD, user__is_active=True)
    fresh = CareRelationship.objects.exclude(emergency_because="").filter(started_at__gte=now - RED_FLAG_AGE)
    rows = fresh.select_related("patient__clinic").prefetch_related(
        Prefetch("patient__clinic__memberships", leads, to_attr="leads"),
        Prefetch("patient__care", CareRelationship.objects.filter(ended_at__isnull=True), to_attr="open_care"),
    )
    for access in rows:
        clinic, patient = access.patient.clinic, access.patient
        others = {lead.user_id for lead in clinic.leads} | {care.therapist_id for care in patient.open_care}  # type: ignore[attr-defined]
        for user_id in sorted(others - {access.therapist_id}):
            yield user_id, StaffMail.Kind.EMERGENCY, str(access.pk), 1


def _unattended(now: dt.datetime) -> Iterator[Due]:
    """Yield a mail for each clinic with patients for whom nobody answers, at once and then each morning until somebody
    does: to its leads, or to everybody who works there when it has none."""
    rows = unattended_patients().values_list("clinic_id", "clinic__time_zone").annotate(patients=Count("pk"))
    for clinic_id, zone, count in rows.order_by():
        members = _members(clinic_id)
        leads = {user_id for user_id, role in members if role == Role.LEAD}
        local = clock.wall_time(now, zone)
        morning = clock.date_of(local) - dt.timedelta(days=local.time() < DIGEST_FROM)
        for user_id in sorted(leads or {user_id for user_id, _ in members}):
            yield user_id, StaffMail.Kind.NOBODY, morning.isoformat(), count


def _digests(now: dt.datetime) -> Iterator[Due]:
    """Yield the morning mail of everybody for whom somebody waits, in the clinic's own zone.

    Two queries, however many members there are: which zones there are, and how many wait for whom where it is morning.
    Who has this morning's mail already is not counted again.
    """
    mornings: dict[dt.date, list[str]] = {}
    for zone in Clinic.objects.values_list("time_zone", flat=True).distinct():
        local = clock.wall_time(now, zone)
        if DIGEST_FROM <= local.time() < DIGEST_UNTIL:
            mornings.setdefault(clock.date_of(local), []).append(zone)
    if not mornings:
        return
    member = Q(therapist__is_active=True, therapist__membership__daily_digest=True)
    mine = Q(ended_at__isnull=True)
    care = CareRelationship.objects.filter(member & mine & reduce(or_, map(_waits_on, mornings, mornings.values())))
    counts = care.values_list("therapist_id", "therapist__membership__clinic__time_zone")
    for user_id, zone, count in counts.annotate(patients=Count("patient", distinct=True)):
        yield user_id, StaffMail.Kind.DIGEST, clock.local_date(now, zone).isoformat(), count


def _waits_on(morning: dt.date, zones: list[str]) -> Q:
    """Return the condition on care that its patient waits on this date, and that its therapist was not told yet."""
    mailed = StaffMail.objects.filter(
        user=OuterRef("therapist_id"), kind=StaffMail.Kind.DIGEST, occasion=morning.isoformat()
    )
    here = Q(therapist__membership__clinic__time_zone__in=zones)
    return here & waiting(morning, "patient__reasons__") & Q(~Exists(mailed))
