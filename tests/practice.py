"""A clinic of a test's own in a running Nod: staff, patients and programs, made by the services people use."""

import contextlib
import datetime as dt
import functools
import itertools
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.db.utils import load_backend
from django.test import Client as DjangoClient

from backend.accounts.confirmed import set_address
from backend.accounts.invitations import invite_patient
from backend.accounts.models import CareRelationship, Clinic, Invitation, Membership, Patient, PatientStatus, Role, User
from backend.accounts.staff import CURATOR, add_staff
from backend.common import clock
from backend.demo.editorial import begin_editorial_work
from backend.demo.patients import add_patient
from backend.demo.stories import STORIES
from backend.desk.prescribing import prescribe_program
from backend.insights.services import refresh_summary
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from backend.programs.templates import templates
from backend.reminders.planning import plan_for
from tests.http import Client
from tests.mails import mails_in, text_of
from tests.people import PASSWORD, hashed_password, note_sign_in
from tests.stack import Stack

# Where a test's phones are. A run begins at 15:00 there, unless NOD_TEST_START says otherwise.
ZONE = "UTC"
TEMPLATE = "low-load-6wk"


@dataclass(frozen=True)
class Person:
    """Somebody in a running Nod, already signed in: `session` is the value of their cookie."""

    stack: Stack = field(compare=False, repr=False)
    user_id: uuid.UUID
    name: str
    email: str
    session: str
    patient_id: uuid.UUID | None = None

    @property
    def first_name(self) -> str:
        return self.name.split(maxsplit=1)[0]

    @property
    def page(self) -> str:
        """Return the address of this patient's page on the desk."""
        return f"/clinic/patients/{self.patient_id}"

    @property
    def cookies(self) -> list[dict[str, str]]:
        return [{"name": "nod-session", "value": self.session, "url": self.stack.url}]

    def mails(self) -> list[str]:
        """Return the texts of the mails to this person, the oldest first."""
        return [text_of(mail) for mail in mails_in(self.stack.folder / "mail") if mail["To"] == self.email]

    def client(self) -> Client:
        client = Client(self.stack.url, session=self.session)
        client.get("/api/v1/me")  # for the token that changes need
        return client


class Practice:
    """A clinic with one therapist. `unblock` lets this process into a database (pytest-django forbids it else)."""

    def __init__(self, stack: Stack, unblock: Callable[[], AbstractContextManager[None]]) -> None:
        self.stack, self._unblock = stack, unblock
        self._numbers = itertools.count(1)
        with self.database():
            self.clinic_id = Clinic.objects.create(name=f"Practice {secrets.token_hex(4)}", time_zone=ZONE).pk
        self.therapist = self.colleague("Tess Hale")

    @contextlib.contextmanager
    def database(self) -> Iterator[None]:
        """Let Django's models in this process speak to the running Nod's database; what is written is committed."""
        parts = urlsplit(self.stack.database_url)
        place = {"NAME": parts.path[1:], "HOST": parts.hostname, "PORT": parts.port, "USER": parts.username}
        engine = "django.db.backends.postgresql"
        config = {**connections.databases["default"], **place, "ENGINE": engine, "OPTIONS": {}, "CONN_MAX_AGE": 0}
        before = connections["default"]
        with self._unblock():
            connections["default"] = load_backend(engine).DatabaseWrapper(config, "default")
            try:
                yield
            finally:
                connections["default"].close()
                connections["default"] = before

    def colleague(self, name: str, role: str = Role.THERAPIST) -> Person:
        """Add a therapist or a lead to this clinic."""
        with self.database():
            user = self._user(name)
            Membership.objects.create(user=user, clinic_id=self.clinic_id, role=role)
            return self._signed_in(user)

    def curator(self, name: str) -> Person:
        with self.database():
            user = add_staff(self.address(name), name, PASSWORD, role=CURATOR)
            set_address(user, confirmed=True)
            return self._signed_in(user)

    def patient(
        self,
        name: str = "Pat Doe",
        *,
        language: str = "en",
        program: bool = True,
        story: str = "",
        zone: str = ZONE,
        therapist: Person | None = None,
        precautions: tuple[str, ...] = (),
        began_days_ago: int = 7,
    ) -> Person:
        """Add a patient of the therapist's, with the template's first phase.

        `story` names one of the demo's stories: the patient then has its twelve weeks, at its time zones.
        """
        with self.database():
            staff = User.objects.get(pk=(therapist or self.therapist).user_id)
            user = self._user(name)
            if story:
                told = next(each for each in STORIES if each.key == story)
                patient = add_patient(replace(told, zones=(zone,), language=language), user, staff)
            else:
                now = clock.now()
                patient = Patient.objects.create(
                    clinic_id=self.clinic_id,
                    user=user,
                    name=name,
                    language=language,
                    time_zone=zone,
                    status=PatientStatus.ACTIVE,
                    precautions=list(precautions),
                    created_at=now - dt.timedelta(weeks=8),
                )
                CareRelationship.objects.create(patient=patient, therapist=staff, started_at=patient.created_at)
                if program:
                    start_on = clock.local_today(zone) - dt.timedelta(days=began_days_ago)
                    prescribe_program(staff, patient.pk, NewProgram(TEMPLATE, 1, start_on, list(_first_phase())))
                refresh_summary(patient)
            plan_for(patient)
            return replace(self._signed_in(user), patient_id=patient.pk)

    def invite(self, name: str, *, days_ago: int = 0) -> str:
        """Invite somebody to be a patient of the therapist's; return the code that they have not used."""
        with self.database():
            staff = User.objects.get(pk=self.therapist.user_id)
            invited = invite_patient(staff, name=name, language="en", time_zone=ZONE)
            at = clock.now() - dt.timedelta(days=days_ago)
            Invitation.objects.filter(patient=invited.patient).update(created_at=at)
            refresh_summary(invited.patient)
            return invited.code

    def begin_editorial_work(self, curator: Person) -> None:
        """Let two curators begin the demo's: something newly published, in review, and a draft. Changes the content."""
        with self.database():
            writer, other = (User.objects.get(pk=each.user_id) for each in (curator, self.curator("Otto Beck")))
            begin_editorial_work(writer, other)

    def age_sign_ins(self, email: str, by: dt.timedelta) -> None:
        """Let it be longer ago that somebody told who they are, on all their devices."""
        with self.database():
            for row in UserSession.objects.filter(user__email=email):
                session = SessionStore(row.session_key)
                told = [*session.get("account_authentication_methods", ()), session.get("nod_proof", {"at": 0})]
                for each in told:
                    each["at"] -= by.total_seconds()
                session.modified = True
                session.save()

    def address(self, name: str) -> str:
        """Return an e-mail address that nobody has, for somebody of this name."""
        return f"{name.split(maxsplit=1)[0].lower()}-{next(self._numbers)}-{self.clinic_id.hex[-8:]}@example.org"

    def _user(self, name: str) -> User:
        user = User.objects.create(email=self.address(name), name=name, password=hashed_password())
        set_address(user, confirmed=True)
        return user

    def _signed_in(self, user: User) -> Person:
        client = DjangoClient()
        client.force_login(user)
        note_sign_in(client, user)
        return Person(self.stack, user.pk, user.name, user.email, client.cookies["nod-session"].value)


@functools.cache
def _first_phase() -> tuple[PrescribedDose, ...]:
    """Read once a process: the content of every stack is the shipped one when its first clinic is made."""
    phase = next(each for each in templates() if each["slug"] == TEMPLATE)["phases"][0]
    names = set(PrescribedDose.__dataclass_fields__)
    return tuple(PrescribedDose(**{key: item[key] for key in names}) for item in phase["items"])
