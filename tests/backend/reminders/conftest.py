"""A running program of Pia's, with its reminders planned half a day ahead."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from backend.reminders import planning
from backend.reminders.models import ReminderRule
from tests.backend.reminders.road import DUE
from tests.builders import running_program
from tests.people import People


@pytest.fixture
def program(people: People) -> Any:
    """Only the evening reminder rings: Sunday's questions and news have tests of their own."""
    with time_machine.travel(DUE - dt.timedelta(hours=12), tick=False):
        version = running_program(people.tara, people.patient.pk)
        planning.ensure_rules(people.patient)
        ReminderRule.objects.exclude(kind="session").update(enabled=False)
        planning.plan_for(people.patient)
    return version
