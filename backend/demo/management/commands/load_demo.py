"""`manage.py load_demo`: two clinics, their people, eight patients with twelve weeks of diary and one who was invited.

Everything goes through the services and the sync that real people use; only dates of publishing are set back.
"""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from backend.accounts.confirmed import set_address
from backend.accounts.invitations import invite_patient
from backend.accounts.models import Clinic, Invitation, Language, Patient, PatientStatus, Role, User
from backend.accounts.passwords import DEMO_PASSWORD
from backend.accounts.staff import CURATOR, add_staff
from backend.common import clock
from backend.demo.editorial import begin_editorial_work
from backend.demo.patients import add_patient
from backend.demo.stories import STORIES
from backend.insights.services import refresh_summary
from backend.reminders.planning import plan_for

STAFF = (
    ("tara", "Tara Lind", "Riverside Physical Therapy", Role.THERAPIST),
    ("tom", "Tom Abara", "Riverside Physical Therapy", Role.THERAPIST),
    ("lena", "Lena Fischer", "Riverside Physical Therapy", Role.LEAD),
    ("olga", "Olga Petrov", "Harbour Neck Clinic", Role.THERAPIST),
)

INVITED = "Ivy Tran"
CURATORS = (("cora", "Cora Bell"), ("cyrus", "Cyrus Amin"))
WEEKDAYS = [{"weekday": day, "opens": "08:00", "closes": "17:00"} for day in range(5)]
# Numbers kept free for stories like this one.
CALL: dict[str, dict[str, Any]] = {
    "Riverside Physical Therapy": {"phone": "+1 312 555 0100", "address": "5 River Rd, Chicago, IL 60601"},
    "Harbour Neck Clinic": {"phone": "+49 30 23125 100", "address": "Hafenstr. 5, 10117 Berlin"},
}
ZONES = {"Riverside Physical Therapy": "America/Chicago", "Harbour Neck Clinic": "Europe/Berlin"}


class Command(BaseCommand):
    help = "Load demo data into an empty database; does nothing when it is there already."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Clinic.objects.exists():
            self.stdout.write("Demo data is there already.")
            return
        staff = self._staff()
        for story in STORIES:
            self.stdout.write(f"  {story.name}")
            self.stdout.flush()
            user = User.objects.create_user(f"{story.key}@nod.example", DEMO_PASSWORD, name=story.name)
            add_patient(story, user, staff[story.therapist])
        for user in User.objects.all():
            set_address(user, confirmed=True)
        self._unused_invitation(staff["tara"])
        begin_editorial_work(staff["cora"], staff["cyrus"])
        for patient in Patient.objects.filter(status=PatientStatus.ACTIVE):
            plan_for(patient)

    def _staff(self) -> dict[str, User]:
        people = {}
        for key, name, clinic_name, role in STAFF:
            email = f"{key}@nod.example"
            people[key] = add_staff(email, name, DEMO_PASSWORD, role=role, clinic_name=clinic_name)
        for key, name in CURATORS:
            people[key] = add_staff(f"{key}@nod.example", name, DEMO_PASSWORD, role=CURATOR)
        for clinic_name, zone in ZONES.items():
            Clinic.objects.filter(name=clinic_name).update(time_zone=zone, office_hours=WEEKDAYS, **CALL[clinic_name])
        return people

    def _unused_invitation(self, therapist: User) -> None:
        """Somebody was given a code five days ago and has not used it."""
        invited = invite_patient(therapist, name=INVITED, language=Language.EN, time_zone="America/Chicago")
        five_days_ago = clock.now() - dt.timedelta(days=5)
        Invitation.objects.filter(patient=invited.patient).update(created_at=five_days_ago)
        refresh_summary(invited.patient)
