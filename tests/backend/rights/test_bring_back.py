"""A copy read back in gives the same record: 100 patients with random diaries."""

import datetime as dt
import json
import os
import random
from typing import Any

import pytest

from backend.accounts.models import CareRelationship, Patient, User
from backend.common import clock
from backend.diary.models import Baseline, DayEntry, DayRevision, MeasureScore, RedFlagAnswer, RedFlagCheck, SessionLog
from backend.messages.models import Message
from backend.rights.record import whole_record
from backend.sync.push import RecordOutcome, push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

PATIENTS = 100 if os.environ.get("NOD_LONG") else 25
# On one database only: what is read back does not depend on it.
pytestmark = pytest.mark.postgres
WRITTEN = (DayRevision, DayEntry, SessionLog, RedFlagAnswer, RedFlagCheck, MeasureScore, Baseline, Message)


def whole(patient: Patient) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(whole_record(patient)))
    return found


def written(chance: random.Random, version: Any) -> list[dict[str, Any]]:
    """Return a week of random entries: corrections, sessions, messages, answers, scores."""
    today, records = clock.local_today(ZONE), []
    for days_ago in range(chance.randrange(1, 6)):
        on = today - dt.timedelta(days=days_ago)
        day = day_record(on, headache=chance.random() < 0.5, peak_intensity=chance.randrange(11), note="ñ \U0001f642")
        records.append(day)
        if chance.random() < 0.4:
            records.append(day_record(on, parents=[day["id"]], stress=chance.randrange(11), note=None))
        if chance.random() < 0.5:
            records.append(session_record(version, on, pain_after=chance.randrange(11)))
    records.append(message_record(f"Message {chance.random()}"))
    records.append(red_flag_record(today, s1=chance.random() < 0.2))
    records.append(dated_record("measure_score", today, measure="nrs-neck", values={"value": chance.randrange(11)}))
    records.append(dated_record("baseline", today, headache_days_28=chance.randrange(29)))
    return records


def test_a_copy_read_back_gives_an_equal_record(people: People) -> None:
    chance = random.Random(31)
    for number in range(PATIENTS):
        user = User.objects.create(email=f"p{number}@patient.test", name="P", password="!")
        patient = Patient.objects.create(
            clinic=people.clinic, user=user, name="P", time_zone=ZONE, status="active", created_at=clock.now()
        )
        CareRelationship.objects.create(patient=patient, therapist=people.tara, started_at=clock.now())
        sent = written(chance, running_program(people.tara, patient.pk))
        assert {each.outcome for each in push(patient.pk, user.pk, None, sent)} == {RecordOutcome.CREATED}
        copy = whole(patient)
        for model in WRITTEN:
            model._default_manager.filter(patient=patient).delete()
        assert whole(patient)["records"] == []
        results = push(patient.pk, user.pk, None, copy["records"])
        assert {each.outcome for each in results} == {RecordOutcome.CREATED}
        again = whole(patient)
        for part in ("records", "days"):
            assert sorted(map(_text, again[part])) == sorted(map(_text, copy[part])), part
        assert [each["text"] for each in again["messages"]] == [each["text"] for each in copy["messages"]]


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
