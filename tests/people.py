"""The test people, and clients signed in as them."""

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from rest_framework.test import APIClient

from backend.accounts.models import CareRelationship, Clinic, Membership, Patient, PatientStatus, Role, User
from backend.accounts.step_up import note_proof
from backend.common import clock

PASSWORD = "correct horse battery"


def note_sign_in(client: Any, user: User) -> None:
    """Note in a session that its person has just signed in, as a real sign-in does."""
    session = client.session
    note_proof(session, user)
    session.save()


@dataclass
class People:
    tara: User
    tom: User
    olga: User
    lena: User
    cora: User
    pia: User
    patient: Patient
    clinic: Clinic

    def client(self, user: User | None) -> APIClient:
        """Return an API client, signed in as `user` unless that is None."""
        client = APIClient()
        if user:
            client.force_login(user)
            note_sign_in(client, user)
        return client


def make_people() -> People:
    """Create everybody."""

    def user(name: str, **more: Any) -> User:
        return User.objects.create(email=f"{name.lower()}@clinic.test", name=name, password=hashed_password(), **more)

    riverside = Clinic.objects.create(name="Riverside", time_zone="America/Chicago")
    harbour = Clinic.objects.create(name="Harbour", time_zone="Europe/Berlin")
    staff = {}
    for name, clinic, role in (
        ("Tara", riverside, Role.THERAPIST),
        ("Tom", riverside, Role.THERAPIST),
        ("Lena", riverside, Role.LEAD),
        ("Olga", harbour, Role.THERAPIST),
    ):
        staff[name.lower()] = user(name)
        Membership.objects.create(user=staff[name.lower()], clinic=clinic, role=role)
    pia = user("Pia")
    now = clock.now()
    patient = Patient.objects.create(
        clinic=riverside,
        user=pia,
        name="Pia",
        time_zone="America/Chicago",
        status=PatientStatus.ACTIVE,
        created_at=now - dt.timedelta(weeks=8),
    )
    CareRelationship.objects.create(patient=patient, therapist=staff["tara"], started_at=now)
    cora = user("Cora", is_staff=True)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=each, email=each.email, primary=True, verified=True) for each in (*staff.values(), pia, cora)
    )
    return People(**staff, cora=cora, pia=pia, patient=patient, clinic=riverside)


@functools.cache
def hashed_password() -> str:
    """One hashed password serves all: hashing is slow on purpose."""
    return make_password(PASSWORD)
