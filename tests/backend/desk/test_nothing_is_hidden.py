"""Answers, messages and what the desk does about them, in any order, also from a page that was loaded long ago: at no
time is an open emergency below anything else, taken for seen, unmailed, or cleared by somebody who has not read it."""

import datetime as dt
import random
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import CareRelationship, Patient
from backend.common import clock
from backend.common.errors import NodError
from backend.desk.models import StaffMail
from backend.desk.seeing import acknowledge_reason, take_back
from backend.desk.selectors import work_list
from backend.desk.staff_mail import send_staff_mail
from backend.diary.models import RedFlagAnswer
from backend.diary.services import clear_red_flags
from backend.insights.models import Reason
from backend.insights.services import refresh_summary
from backend.messages.models import Message
from backend.messages.services import reply
from backend.sync.push import push
from tests.people import People
from tests.records import ZONE, message_record, red_flag_record

NAMES = ("Ann", "Zoe")
ACTS = ("see", "take_back", "clear", "reply")
# e1 an emergency, s2 the same day, t1 for the therapist.
SAID = ("e1", "s2", "t1", "message")
STEPS = 16
# How often the therapist looks at a page that was just loaded.
RELOADED = 0.5
# Through a seed, because Hypothesis likes short lists and the first of several choices, and then little would go wrong.
seeds = st.integers(0, 2**32)


class Desk:
    """A therapist's pages: what was on the screen when each was loaded."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.now = clock.now()
        self.patients = {"Ann": people.patient, "Zoe": self._another()}
        self.pages: dict[str, dict[str, Any]] = {}
        # Every answer that was ever on the screen.
        self.read: dict[str, set[str]] = {name: set() for name in NAMES}
        for name, patient in self.patients.items():
            Patient.objects.filter(pk=patient.pk).update(name=name)
            refresh_summary(patient)
            self.load(name)

    def _another(self) -> Patient:
        patient = self.people.patient
        made = Patient.objects.create(
            clinic=patient.clinic, name="Zoe", status=patient.status, created_at=self.now, time_zone=ZONE
        )
        CareRelationship.objects.create(patient=made, therapist=self.people.tara, started_at=self.now)
        return made

    def load(self, name: str) -> None:
        [row] = [each for each in work_list(self.people.tara) if each["name"] == name]
        newest = Message.objects.filter(patient=self.patients[name], from_patient=True).order_by("sync_seq").last()
        self.pages[name] = {
            "reasons": {each["code"]: each for each in row["reasons"]},
            "newest": newest.pk if newest else None,
        }
        self.read[name] |= _shown(self.pages[name])

    def says(self, name: str, what: str) -> None:
        on = clock.local_today(ZONE)
        record = message_record() if what == "message" else red_flag_record(on, **{what: True})
        (result,) = push(self.patients[name].pk, self.people.pia.pk, None, [record])
        assert result.outcome == "created", result

    def does(self, name: str, act: str) -> None:
        tara, pk, page = self.people.tara, self.patients[name].pk, self.pages[name]
        flag = page["reasons"].get("red_flag")
        try:
            with transaction.atomic():
                if act == "see" and flag:
                    acknowledge_reason(tara, pk, "red_flag", evidence_id=flag["evidence_id"])
                elif act == "take_back":
                    take_back(tara, pk, "red_flag")
                elif act == "clear" and flag:
                    read = [answer["id"] for answer in flag["evidence"]["answers"]]
                    clear_red_flags(tara, pk, because="Seen and examined.", answers=read)
                elif act == "reply":
                    reply(tara, pk, text="Yes.", last_read=page["newest"])
        except NodError:
            self.load(name)
        refresh_summary(self.patients[name])


@given(seeds)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_open_emergency_is_never_hidden(people: People, seed: int) -> None:
    chance = random.Random(seed)
    with transaction.atomic():
        desk = Desk(people)
        for number in range(STEPS):
            name, step = chance.choice(NAMES), chance.choice(ACTS + SAID)
            with clock.told_by(lambda number=number: desk.now + dt.timedelta(minutes=number)):  # type: ignore[misc]
                if chance.random() < RELOADED:
                    desk.load(name)
                before, shown = _open(desk.patients[name]), _shown(desk.pages[name])
                if step in ACTS:
                    desk.does(name, step)
                else:
                    desk.says(name, step)
                assert before - _open(desk.patients[name]) <= shown, "cleared unread"
                _nothing_hidden(desk)
        transaction.set_rollback(True)


def _open(patient: Patient) -> set[str]:
    rows = RedFlagAnswer.objects.filter(patient=patient, cleared_at=None)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _shown(page: dict[str, Any]) -> set[str]:
    flag = page["reasons"].get("red_flag")
    return {answer["id"] for answer in flag["evidence"]["answers"]} if flag else set()


def _nothing_hidden(desk: Desk) -> None:
    send_staff_mail()
    rows = work_list(desk.people.tara)
    urgent = [any(each["evidence"].get("urgency") == "emergency" for each in row["reasons"]) for row in rows]
    assert urgent == sorted(urgent, reverse=True), "an emergency below anything else"
    for name, patient in desk.patients.items():
        flags = _open(patient)
        reason = Reason.objects.filter(patient=patient, code="red_flag", cleared_at=None).first()
        assert bool(reason) == bool(flags)
        if reason is None:
            continue
        assert reason.acknowledged_at is None or flags <= desk.read[name], "taken for seen unread"
        assert StaffMail.objects.filter(kind="red_flag", occasion=max(flags)).exists(), f"nobody was told of {name}"
