"""Two clinics, three patients with marks of their own all over their records, and everybody who might look."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from rest_framework.test import APIClient

from backend.accounts.models import CareRelationship, Clinic, Membership, Patient, PatientStatus, Role, User
from backend.common import clock
from backend.common.ids import new_id
from backend.desk.working import add_note
from backend.rights.models import Erasure
from tests.authenticator import give_app
from tests.builders import answers, phone_sends, running_program
from tests.people import make_people, note_sign_in
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

# Each actor, and whose marks may stand in an answer to them.
KNOWS = {
    "anonymous": set(),
    "pia": {"pia"},
    "paul": {"paul"},
    "tara": {"pia"},
    "tom": {"paul"},
    "olga": {"hugo"},
    "lena": set(),
    "cora": set(),
    "root": set(),
    "disabled": set(),
    "no second factor": set(),
    "unlinked": set(),
}
TARGETS = ("pia", "paul", "hugo", "erased", "random")


def mark_of(name: str) -> str:
    return f"zq{name}qz"


@dataclass
class Town:
    users: dict[str, User | None]
    patients: dict[str, uuid.UUID]

    def client(self, actor: str) -> APIClient:
        client = APIClient()
        client.raise_request_exception = False
        user = self.users[actor]
        if user:
            client.force_login(user)
            note_sign_in(client, user)
        return client


def make_town() -> Town:
    people = make_people()
    harbour = Clinic.objects.get(name="Harbour")
    hashed = people.tara.password

    def user(name: str, **more: Any) -> User:
        return User.objects.create(email=f"{name}@clinic.test", name=name, password=hashed, **more)

    def patient(name: str, clinic: Clinic, therapist: User) -> Patient:
        found = Patient.objects.create(
            clinic=clinic,
            user=user(name),
            name=name,
            time_zone=ZONE,
            status=PatientStatus.ACTIVE,
            created_at=clock.now() - dt.timedelta(weeks=8),
        )
        CareRelationship.objects.create(patient=found, therapist=therapist, started_at=clock.now())
        return found

    paul = patient("paul", people.clinic, people.tom)
    hugo = patient("hugo", harbour, people.olga)
    for each, therapist in ((people.patient, people.tara), (paul, people.tom), (hugo, people.olga)):
        fill(each, therapist)
    gone = {name: user(f"{name}-therapist") for name in ("disabled", "unlinked", "bare")}
    for each_user in gone.values():
        Membership.objects.create(user=each_user, clinic=people.clinic, role=Role.THERAPIST)
        CareRelationship.objects.create(patient=people.patient, therapist=each_user, started_at=clock.now())
    CareRelationship.objects.filter(therapist=gone["unlinked"]).update(ended_at=clock.now())
    User.objects.filter(pk=gone["disabled"].pk).update(is_active=False)
    root = user("root", is_staff=True, is_superuser=True)
    staff = (people.tara, people.tom, people.olga, people.lena, people.cora, root, gone["disabled"], gone["unlinked"])
    for each_user in staff:
        give_app(each_user, "JBSWY3DPEHPK3PXP")
    erased = new_id()
    Erasure.objects.create(patient_id=erased, clinic_id=people.clinic.pk, asked_at=clock.now(), erased_at=clock.now())
    users: dict[str, User | None] = {
        "anonymous": None,
        **{name: getattr(people, name) for name in ("pia", "tara", "tom", "olga", "lena", "cora")},
        "paul": paul.user,
        "root": root,
        "disabled": gone["disabled"],
        "unlinked": gone["unlinked"],
        "no second factor": gone["bare"],
    }
    ids = {"pia": people.patient.pk, "paul": paul.pk, "hugo": hugo.pk, "erased": erased, "random": uuid.UUID(int=7)}
    return Town(users, ids)


def fill(patient: Patient, therapist: User) -> None:
    """Write the patient's mark wherever a person can write anything."""
    assert patient.user
    mark = mark_of(patient.user.name.lower())
    version = running_program(therapist, patient.pk)
    day = clock.local_today(ZONE) - dt.timedelta(days=1)
    phone_sends(
        patient.pk,
        patient.user.pk,
        [
            day_record(day, headache=True, note=mark, medicines=[{"class": "triptan", "name": mark}]),
            session_record(version, day, note=mark),
            message_record(mark),
            red_flag_record(day, s2=True),
            dated_record("baseline", day, headache_days_28=12),
        ],
    )
    answers(therapist, patient.pk, f"{mark} answer")
    add_note(therapist, patient.pk, text=f"{mark} note", minutes=5)
    Patient.objects.filter(pk=patient.pk).update(name=f"Patient {mark}")
    User.objects.filter(pk=patient.user.pk).update(name=f"User {mark}", email=f"{mark}@clinic.test")
    patient.user.refresh_from_db()
