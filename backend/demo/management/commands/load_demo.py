"""`manage.py load_demo`: two clinics, their people, and eight patients with twelve weeks of diary and sessions.

Everything goes through the services and the sync that real people use; only dates of publishing are set back.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from backend.accounts.models import CareRelationship, Clinic, Membership, Patient, PatientStatus, Role, User
from backend.common import clock
from backend.config.checks import DEMO_PASSWORD
from backend.demo.stories import STORIES, PrescribedItem, Story, tell
from backend.insights.services import refresh_summary
from backend.programs.models import ProgramVersion
from backend.programs.schedule import Frequency
from backend.programs.services import NewProgram, PrescribedDose, assign_program
from backend.programs.templates import templates
from backend.reminders.services import materialise
from backend.sync.push import Outcome, push

STAFF = (
    ("tara", "Tara Lind", "Riverside Physical Therapy", Role.THERAPIST),
    ("tom", "Tom Abara", "Riverside Physical Therapy", Role.THERAPIST),
    ("lena", "Lena Fischer", "Riverside Physical Therapy", Role.LEAD),
    ("olga", "Olga Petrov", "Harbour Neck Clinic", Role.THERAPIST),
)


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
            self._patient(story, staff[story.therapist])
        materialise(Patient.objects.filter(status=PatientStatus.ACTIVE))

    def _staff(self) -> dict[str, User]:
        people = {}
        for key, name, clinic_name, role in STAFF:
            zone = "America/Chicago" if clinic_name.startswith("River") else "Europe/Berlin"
            clinic, _ = Clinic.objects.get_or_create(name=clinic_name, defaults={"time_zone": zone})
            people[key] = User.objects.create_user(f"{key}@nod.example", DEMO_PASSWORD, name=name)
            Membership.objects.create(user=people[key], clinic=clinic, role=role)
        cora = User.objects.create_user("cora@nod.example", DEMO_PASSWORD, name="Cora Bell", is_staff=True)
        curators, _ = Group.objects.get_or_create(name="Curators")
        curators.permissions.set(Permission.objects.filter(content_type__app_label="library"))
        cora.groups.add(curators)
        return people

    def _patient(self, story: Story, therapist: User) -> None:
        now = clock.now()
        user = User.objects.create_user(f"{story.key}@nod.example", DEMO_PASSWORD, name=story.name)
        patient = Patient.objects.create(
            clinic=therapist.membership.clinic,
            user=user,
            name=story.name,
            language=story.language,
            time_zone=story.zones[-1],
            status=PatientStatus.ACTIVE,
            created_at=now - dt.timedelta(weeks=12),
        )
        CareRelationship.objects.create(patient=patient, therapist=therapist, started_at=patient.created_at)
        version_id, items = self._program(story, therapist, patient) if story.program_days else ("", [])
        results = push(patient.pk, user.pk, None, tell(story, now, version_id, items))
        refused = [result for result in results if result.outcome == Outcome.REFUSED]
        if refused:
            raise AssertionError(f"{story.name}: {refused[0]}")
        refresh_summary(patient)

    def _program(self, story: Story, therapist: User, patient: Patient) -> tuple[str, list[PrescribedItem]]:
        template = next(template for template in templates() if template["slug"] == "low-load-6wk")
        phase = template["phases"][1]
        names = set(PrescribedDose.__dataclass_fields__)
        doses = [PrescribedDose(**{key: item[key] for key in names}) for item in phase["items"]]
        started_on = clock.local_today(story.zones[-1]) - dt.timedelta(days=story.program_days)
        new = NewProgram("low-load-6wk", phase["number"], started_on, doses)
        version = assign_program(therapist, patient.pk, new)
        published_at = dt.datetime.combine(started_on, dt.time(11), tzinfo=ZoneInfo(story.zones[-1]))
        ProgramVersion.objects.filter(pk=version.pk).update(published_at=published_at)
        items = [
            PrescribedItem(str(item.pk), Frequency(item.per_day, item.days_week), item.sets, item.reps)
            for item in version.items.all()
        ]
        return str(version.pk), items
