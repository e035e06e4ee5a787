"""The people of a simulation: a clinic of patients in many zones, their rules, phones and habits. All from one seed."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from backend.accounts.models import Clinic, Membership, Patient, PatientStatus, Role, User
from backend.common import clock
from backend.common.ids import new_id
from backend.library.models import ExerciseVersion
from backend.programs.models import PrescribedExercise, Program, ProgramVersion
from backend.reminders.channels.vapid import current_key
from backend.reminders.due import EVERY_DAY
from backend.reminders.models import Kind, PushSubscription, ReminderPreferences, ReminderRule
from backend.reminders.simulation.device import Device

ZONES = (
    "America/Chicago",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Europe/Berlin",
    "Europe/London",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
QUARTERS = [dt.time(hour, minute) for hour in range(6, 23) for minute in (0, 15, 30, 45)]
# How likely: no phone but mail; two phones; a session done before its time on a day.
MAIL_ONLY, SECOND_PHONE, DONE_BEFORE = 0.15, 0.2, 0.35


DOSE = {"sets": 1, "reps": 10, "hold_seconds": 0, "rest_seconds": 0, "per_day": 1, "days_week": 7}


@dataclass(frozen=True)
class Phone:
    """A simulated device: `owner` is a patient, `key` decrypts what is sent to it."""

    id: uuid.UUID
    owner: uuid.UUID
    path: str
    key: Device


@dataclass(frozen=True)
class SimulatedWorld:
    patients: list[Patient]
    rules: list[ReminderRule]
    phones: list[Phone]
    versions: dict[uuid.UUID, ProgramVersion]


def make_world(patients: int, origin: str, rng: random.Random) -> SimulatedWorld:
    """Create everybody in an empty database; `origin` is the push service's address."""
    now = clock.now()
    clinic = Clinic.objects.create(name="Simulated")
    therapist = User.objects.create(email="therapist@simulated.example", name="Therapist")
    Membership.objects.create(user=therapist, clinic=clinic, role=Role.THERAPIST)
    users = [User(email=f"p{place}@simulated.example", name="P") for place in range(patients)]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in (*users, therapist)
    )
    people = [
        Patient(
            clinic=clinic,
            user=user,
            name="P",
            status=PatientStatus.ACTIVE,
            time_zone=rng.choice(ZONES),
            created_at=now,
        )
        for user in users
    ]
    Patient.objects.bulk_create(people)
    ReminderPreferences.objects.bulk_create(
        ReminderPreferences(patient=patient, clinic_id=clinic.pk, weekly_cap=None) for patient in people
    )
    rules = [rule for patient in people for rule in _rules(patient, now, rng)]
    ReminderRule.objects.bulk_create(rules)
    return SimulatedWorld(people, rules, _phones(people, origin, now, rng), _programs(people, therapist, now))


def _rules(patient: Patient, now: dt.datetime, rng: random.Random) -> list[ReminderRule]:
    """Give one or two reminders, at least three hours apart, so that none stands for another."""
    first, second = sorted(rng.sample(range(len(QUARTERS)), 2))
    wanted = [(Kind.SESSION, QUARTERS[first])]
    if second - first >= 12:
        wanted.append((Kind.DIARY, QUARTERS[second]))
    return [
        ReminderRule(
            clinic_id=patient.clinic_id,
            patient=patient,
            kind=kind,
            slot="evening",
            local_time=local_time,
            days=EVERY_DAY,
            changed_at=now,
            planned_until=now,
        )
        for kind, local_time in wanted
    ]


def _phones(people: list[Patient], origin: str, now: dt.datetime, rng: random.Random) -> list[Phone]:
    key = current_key()
    phones = []
    for patient in people:
        count = 0 if rng.random() < MAIL_ONLY else 2 if rng.random() < SECOND_PHONE else 1
        for _ in range(count):
            name = new_id()
            phones.append(Phone(name, patient.pk, f"/{name.hex}", Device()))
    owners = {patient.pk: patient.user for patient in people}
    PushSubscription.objects.bulk_create(
        PushSubscription(
            id=phone.id,
            user=owners[phone.owner],
            endpoint=f"{origin}{phone.path}",
            **phone.key.keys,
            vapid_key_id=key.id if key else "",
            created_at=now,
        )
        for phone in phones
    )
    return phones


def _programs(people: list[Patient], therapist: User, now: dt.datetime) -> dict[uuid.UUID, ProgramVersion]:
    """Give everybody a program with one exercise each evening."""
    exercise = ExerciseVersion.objects.order_by("pk").first()
    if exercise is None:
        raise ValueError("The library is empty: load it first.")
    start_on = clock.earliest_date(now) - dt.timedelta(days=1)
    programs = [
        Program(
            clinic_id=patient.clinic_id,
            patient=patient,
            name="P",
            start_on=start_on,
        )
        for patient in people
    ]
    Program.objects.bulk_create(programs)
    versions = [
        ProgramVersion(
            clinic_id=program.clinic_id,
            program=program,
            number=1,
            published_by=therapist,
            published_at=now - dt.timedelta(days=2),
        )
        for program in programs
    ]
    ProgramVersion.objects.bulk_create(versions)
    PrescribedExercise.objects.bulk_create(
        PrescribedExercise(
            version=version,
            exercise=exercise,
            position=1,
            sets=1,
            reps=10,
            hold_seconds=0,
            rest_seconds=0,
            per_day=1,
            days_week=7,
        )
        for version in versions
    )
    return {version.program.patient_id: version for version in versions}
