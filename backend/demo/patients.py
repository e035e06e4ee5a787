"""Turns a story into a patient with a program, twelve weeks of records and what the clinic found."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from backend.accounts.models import CareRelationship, Patient, PatientStatus, User
from backend.assessments.models import TreatmentKind
from backend.assessments.services import add_assessment, add_treatment
from backend.common import clock
from backend.demo.stories import PrescribedItem, Story, tell
from backend.desk.prescribing import prescribe_program
from backend.insights.services import refresh_summary
from backend.programs.marks import set_mark
from backend.programs.models import ProgramVersion
from backend.programs.prescribing import PrescribedDose
from backend.programs.schedule import Frequency
from backend.programs.services import NewProgram
from backend.programs.templates import templates
from backend.sync.push import RecordOutcome, push

# Whose chin nod was seen to be right, so that the phase's last rule is met.
FORM_CHECKED = ("pia", "nell")

CHECKED = {"has_headache": "yes", "B_clinical": "yes", "C1": "yes", "D_other_dx_excluded": "yes"}


def add_patient(story: Story, user: User, therapist: User) -> Patient:
    """Make `user` the patient of a story, in the care of `therapist`, all of it through the services people use."""
    now = clock.now()
    patient = Patient.objects.create(
        clinic=therapist.membership.clinic,
        user=user,
        name=user.name,
        language=story.language,
        time_zone=story.zones[-1],
        status=PatientStatus.ACTIVE,
        created_at=now - dt.timedelta(weeks=12),
    )
    CareRelationship.objects.create(patient=patient, therapist=therapist, started_at=patient.created_at)
    version_id, items = _program(story, therapist, patient) if story.program_days else ("", [])
    results = push(patient.pk, user.pk, None, tell(story, now, version_id, items))
    refused = [result for result in results if result.outcome == RecordOutcome.REFUSED]
    if refused:
        raise AssertionError(f"{story.name}: {refused[0]}")
    _clinic_visits(story, therapist, patient)
    if story.key in FORM_CHECKED:
        set_mark(therapist, patient.pk, name="form_check", about="ccf-nod-supine", done=True)
    refresh_summary(patient)
    return patient


def _clinic_visits(story: Story, therapist: User, patient: Patient) -> None:
    """Two examinations and two treatments, for those whose story has them."""
    today = clock.local_today(story.zones[-1])
    for days_ago, findings in story.examined:
        on = today - dt.timedelta(days=days_ago)
        add_assessment(therapist, patient.pk, occurred_on=on, findings=findings, checklist=CHECKED, note="")
        add_treatment(therapist, patient.pk, occurred_on=on, kind=TreatmentKind.MOBILISATION, note="upper neck")


def _program(story: Story, therapist: User, patient: Patient) -> tuple[str, list[PrescribedItem]]:
    template = next(template for template in templates() if template["slug"] == "low-load-6wk")
    phase = template["phases"][0]
    names = set(PrescribedDose.__dataclass_fields__)
    doses = [PrescribedDose(**{key: item[key] for key in names}) for item in phase["items"]]
    doses = [replace(dose, per_day=min(dose.per_day, story.habit_per_day)) for dose in doses]
    started_on = clock.local_today(story.zones[-1]) - dt.timedelta(days=story.program_days)
    new = NewProgram("low-load-6wk", phase["number"], started_on, doses)
    version = prescribe_program(therapist, patient.pk, new)
    published_at = dt.datetime.combine(started_on, dt.time(11), tzinfo=ZoneInfo(story.zones[-1]))
    ProgramVersion.objects.filter(pk=version.pk).update(published_at=published_at)
    items = [
        PrescribedItem(str(item.pk), Frequency(item.per_day, item.days_week), item.sets, item.reps)
        for item in version.items.all()
    ]
    return str(version.pk), items
