"""Makes programs for tests, as a therapist assigns them."""

import datetime as dt
import uuid
from typing import Any

from backend.accounts.models import User
from backend.common import clock
from backend.desk.prescribing import prescribe_program
from backend.messages.models import Message
from backend.messages.services import reply
from backend.programs.models import ProgramVersion
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from backend.sync.push import push
from tests.records import ZONE


def doses() -> list[PrescribedDose]:
    return [
        PrescribedDose("ccf-nod-supine", 1, 10, 2, 3, per_day=2, days_week=7),
        PrescribedDose("pos-sit-tall", 1, 2, 10, 5, per_day=6, days_week=7),
    ]


def running_program(therapist: User, patient_id: uuid.UUID, *, days_ago: int = 7) -> ProgramVersion:
    """Assign a small program that began some days ago."""
    start_on = clock.local_today(ZONE) - dt.timedelta(days=days_ago)
    return prescribe_program(therapist, patient_id, NewProgram("low-load-6wk", 1, start_on, doses()))


def phone_sends(patient_id: uuid.UUID, user_id: uuid.UUID, records: list[dict[str, Any]]) -> None:
    """Store records as a phone sends them; one that is refused makes the test void."""
    refused = [result for result in push(patient_id, user_id, None, records) if result.outcome != "created"]
    assert not refused, refused


def answers(therapist: User, patient_id: uuid.UUID, text: str) -> Message:
    """Let a therapist who has read everything write to a patient."""
    newest = Message.objects.filter(patient=patient_id, from_patient=True).order_by("-sync_seq").first()
    return reply(therapist, patient_id, text=text, last_read=newest.pk if newest else None)
