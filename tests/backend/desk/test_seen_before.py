"""What was seen before evidence had names stays seen when the migration names it, and is not mailed again."""

from importlib import import_module

from django.db.migrations.loader import MigrationLoader

from backend.common import clock
from backend.desk.models import StaffMail
from backend.desk.staff_mail import send_staff_mail
from backend.insights.models import Reason
from backend.insights.services import refresh_summary
from backend.sync.push import push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, message_record, red_flag_record

look_back = import_module("backend.insights.migrations.0007_seen_evidence").look_back


def test_what_was_seen_stays_seen_and_is_not_mailed_again(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=0)
    records = [message_record(), red_flag_record(clock.local_today(ZONE), s2=True, t1=True)]
    push(people.patient.pk, people.pia.pk, None, records)
    send_staff_mail()
    _as_before(people)
    look_back(MigrationLoader(None).project_state(("insights", "0011_mail_while_waiting")).apps, None)
    refresh_summary(people.patient)
    assert {reason.code for reason in Reason.objects.filter(acknowledged_at__isnull=False)} == {
        "red_flag",
        "asked_for_help",
    }
    send_staff_mail()
    assert StaffMail.objects.filter(kind="red_flag").count() == 1
    push(people.patient.pk, people.pia.pk, None, [message_record(), red_flag_record(clock.local_today(ZONE), e1=True)])
    assert not Reason.objects.filter(acknowledged_at__isnull=False).exists()


def _as_before(people: People) -> None:
    """Make the rows what an earlier version left: seen, and evidence and mail without the ids of answers."""
    for reason in Reason.objects.all():
        reason.acknowledged_at, reason.acknowledged_by = clock.now(), people.tara
        reason.evidence.pop("newest", None)
        for answer in reason.evidence.get("answers", []):
            del answer["id"]
        reason.save()
    StaffMail.objects.update(occasion=str(Reason.objects.get(code="red_flag").pk))
