"""Turns news into reminders: a therapist wrote, or a program changed. The sweep finds it; no other app calls this.

A row is unique by rule, date and what happened, so looking at the same hours twice tells nobody twice.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.accounts.models import PatientStatus
from backend.audit.faults import note_fault
from backend.common import clock
from backend.common.halving import halving_stored
from backend.common.ids import new_id
from backend.messages.models import Message
from backend.programs.models import ProgramVersion
from backend.reminders.due import after_quiet
from backend.reminders.heartbeat import beat, last_beat
from backend.reminders.models import Kind, Occurrence, ReminderPreferences, ReminderRule

# Whoever has the app open reads it anyway, and three messages in a row make one notification.
DELAY = dt.timedelta(seconds=60)
LIFE = dt.timedelta(hours=24)
# Each look goes back behind the last one: a transaction may commit later than its time says.
OVERLAP = dt.timedelta(minutes=10)
NAME = "news"


@dataclass(frozen=True)
class Happening:
    id: uuid.UUID
    patient_id: uuid.UUID
    kind: Kind
    at: dt.datetime


def tell_news() -> int:
    """Make a row for everything that happened since the last look, a day ago at most; return how many are new."""
    now = clock.now()
    since = max(last_beat(NAME) or now - LIFE, now - LIFE) - OVERLAP
    found = list(_happenings(since))
    theirs = Occurrence.objects.filter(patient_id__in={each.patient_id for each in found}, happened_at__isnull=False)
    known = set(theirs.values_list("slot", flat=True))
    fresh = [each for each in found if str(each.id) not in known]
    rules = ReminderRule.objects.filter(patient_id__in={each.patient_id for each in fresh}, enabled=True)
    by_patient = {(rule.patient_id, rule.kind): rule for rule in rules.select_related("patient__reminder_preferences")}

    def make(some: Sequence[Happening]) -> int:
        rows = [_row(by_patient[each.patient_id, each.kind], each, now) for each in some]
        return len(Occurrence.objects.bulk_create(rows, ignore_conflicts=True))

    wanted = [each for each in fresh if (each.patient_id, each.kind) in by_patient]
    made = sum(halving_stored(wanted, make, lambda each, error: note_fault("news", each.id, error)))
    beat(NAME)
    return made


def _happenings(since: dt.datetime) -> Iterator[Happening]:
    written = Message.objects.filter(
        from_patient=False, received_at__gt=since, patient__status=PatientStatus.ACTIVE
    ).values_list("pk", "patient_id", "received_at")
    for pk, patient_id, at in written:
        yield Happening(pk, patient_id, Kind.MESSAGE, at)
    published = ProgramVersion.objects.filter(
        published_at__gt=since, program__patient__status=PatientStatus.ACTIVE
    ).values_list("pk", "program__patient_id", "published_at")
    for pk, patient_id, at in published:
        yield Happening(pk, patient_id, Kind.PROGRAM, at)


def _row(rule: ReminderRule, happening: Happening, now: dt.datetime) -> Occurrence:
    patient = rule.patient
    wishes: ReminderPreferences = patient.reminder_preferences
    # Nobody chose this moment, so the quiet hours hold: what a therapist writes at night is told in the morning.
    due_at = after_quiet(max(happening.at, now - LIFE) + DELAY, patient.time_zone, wishes.quiet_from, wishes.quiet_to)
    return Occurrence(
        id=new_id(),
        clinic_id=rule.clinic_id,
        rule=rule,
        patient=patient,
        local_date=clock.local_date(happening.at, patient.time_zone),
        slot=str(happening.id),
        due_at=due_at,
        expires_at=due_at + LIFE,
        happened_at=happening.at,
    )
