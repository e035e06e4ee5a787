"""A reminder that rings in a moment, whatever hour it is, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from backend.common import clock
from backend.reminders.models import Occurrence, ReminderRule
from tests.practice import ZONE, Person, Practice


@dataclass(frozen=True)
class Ringing:
    """One reminder of a patient's, due at an instant."""

    practice: Practice
    patient: Person
    due_at: dt.datetime

    @property
    def is_due(self) -> bool:
        """Say whether its time has come."""
        return clock.now() >= self.due_at

    @property
    def outcome(self) -> tuple[str, str] | None:
        """Return its status and why it stayed silent, if it did."""
        query = """
            SELECT status, silence_reason FROM reminders_occurrence
            WHERE patient_id = %s AND slot = 'evening' AND due_at = %s"""
        rows = self.practice.stack.sql(query, self.patient.patient_id, self.due_at)
        return (rows[0][0], rows[0][1]) if rows else None

    @property
    def status(self) -> str | None:
        return self.outcome[0] if self.outcome else None

    @property
    def is_over(self) -> bool:
        return self.status not in (None, "due")

    @property
    def is_sent(self) -> bool:
        return self.status == "sent"

    @property
    def accepted(self) -> int:
        """Return how many sends of it a push service or a mail server took."""
        query = """
            SELECT count(*) FROM reminders_delivery d JOIN reminders_occurrence o ON o.id = d.occurrence_id
            WHERE o.patient_id = %s AND o.slot = 'evening' AND o.due_at = %s AND d.result = 'accepted'"""
        return int(self.practice.stack.sql(query, self.patient.patient_id, self.due_at)[0][0])


def ring_soon(practice: Practice, patient: Person, *, seconds: int = 2) -> Ringing:
    """Let the patient move the evening's reminder to a few seconds from now, as if none had been sent before.

    It is the patient's only one, so that none of another kind stands for it. Its date is tomorrow's when midnight lies
    between, and it rings in the quiet hours too, because the patient chose the time.
    """
    client = patient.client()
    with practice.database():
        ReminderRule.objects.filter(patient_id=patient.patient_id).update(enabled=False)
        Occurrence.objects.filter(patient_id=patient.patient_id).delete()
    while True:
        due_at = (clock.now() + dt.timedelta(seconds=seconds)).replace(microsecond=0)
        wall = due_at.astimezone(ZoneInfo(ZONE)).time()
        client.put(
            "/api/v1/reminders",
            {"kind": "session", "slot": "evening", "local_time": wall.isoformat(), "enabled": True},
        )
        ringing = Ringing(practice, patient, due_at)
        if ringing.status:
            return ringing
        # The machine took longer to store the time than the time was ahead: it now stands for tomorrow.
        seconds *= 2
