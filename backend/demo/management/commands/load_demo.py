"""`manage.py load_demo`: two clinics, their people, eight patients with twelve weeks of diary and one who was invited.

Everything goes through the services and the sync that real people use; only dates of publishing are set back.
"""

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand
from django.db import transaction

from backend.accounts.invitations import invite_patient
from backend.accounts.models import (
    CareRelationship,
    Clinic,
    Invitation,
    Language,
    Patient,
    PatientStatus,
    Role,
    User,
)
from backend.accounts.staff import CURATOR, add_staff
from backend.assessments.models import TreatmentKind
from backend.assessments.services import add_assessment, add_treatment
from backend.common import clock
from backend.config.checks import DEMO_PASSWORD
from backend.demo.editorial import begin_editorial_work
from backend.demo.stories import STORIES, PrescribedItem, Story, tell
from backend.insights.services import refresh_summary
from backend.programs.marks import set_mark
from backend.programs.models import ProgramVersion
from backend.programs.prescribing import PrescribedDose
from backend.programs.schedule import Frequency
from backend.programs.services import NewProgram, assign_program
from backend.programs.templates import templates
from backend.reminders.planning import plan_for
from backend.sync.push import Outcome, push

STAFF = (
    ("tara", "Tara Lind", "Riverside Physical Therapy", Role.THERAPIST),
    ("tom", "Tom Abara", "Riverside Physical Therapy", Role.THERAPIST),
    ("lena", "Lena Fischer", "Riverside Physical Therapy", Role.LEAD),
    ("olga", "Olga Petrov", "Harbour Neck Clinic", Role.THERAPIST),
)

CURATORS = (("cora", "Cora Bell"), ("cyrus", "Cyrus Amin"))
# Whose chin nod was seen to be right, so that the phase's last rule is met.
FORM_CHECKED = ("pia", "nell")
ZONES = {"Riverside Physical Therapy": "America/Chicago", "Harbour Neck Clinic": "Europe/Berlin"}


CHECKED = {"has_headache": "yes", "B_clinical": "yes", "C1": "yes", "D_other_dx_excluded": "yes"}


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
            Clinic.objects.filter(name=clinic_name).update(time_zone=zone)
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
        self._clinic_visits(story, therapist, patient)
        if story.key in FORM_CHECKED:
            set_mark(therapist, patient.pk, name="form_check", about="ccf-nod-supine", done=True)
        refresh_summary(patient)

    def _clinic_visits(self, story: Story, therapist: User, patient: Patient) -> None:
        """Two examinations and two treatments, for those whose story has them."""
        today = clock.local_today(story.zones[-1])
        for days_ago, findings in story.examined:
            on = today - dt.timedelta(days=days_ago)
            add_assessment(therapist, patient.pk, occurred_on=on, findings=findings, checklist=CHECKED, note="")
            add_treatment(therapist, patient.pk, occurred_on=on, kind=TreatmentKind.MOBILISATION, note="upper neck")

    def _unused_invitation(self, therapist: User) -> None:
        """Somebody was given a code five days ago and has not used it."""
        invited = invite_patient(therapist, name="Ivy Tran", language=Language.EN, time_zone="America/Chicago")
        five_days_ago = clock.now() - dt.timedelta(days=5)
        Invitation.objects.filter(patient=invited.patient).update(created_at=five_days_ago)
        refresh_summary(invited.patient)

    def _program(self, story: Story, therapist: User, patient: Patient) -> tuple[str, list[PrescribedItem]]:
        template = next(template for template in templates() if template["slug"] == "low-load-6wk")
        phase = template["phases"][0]
        names = set(PrescribedDose.__dataclass_fields__)
        doses = [PrescribedDose(**{key: item[key] for key in names}) for item in phase["items"]]
        doses = [replace(dose, per_day=min(dose.per_day, story.habit_per_day)) for dose in doses]
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
