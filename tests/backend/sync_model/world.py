"""Three phones of one patient, the therapist and the server, and all that may go wrong between them.

Keeps beside it what must be true in the end, by simpler means than the code it judges.
"""

import datetime as dt
import json
import random
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.test import Client

from backend.accounts.models import Patient
from backend.audit.models import Action, AuditEvent
from backend.common import clock
from backend.diary.models import DayEntry, DayRevision, ExerciseLog, RedFlagAnswer, SessionLog
from backend.diary.services import clear_red_flags
from backend.programs.models import ProgramVersion
from backend.programs.running import is_paused, pause_program, resume_program
from backend.sync.models import begin_epoch
from backend.sync.pull import earlier_days
from backend.sync.records import RECORD_TYPES
from tests.backend.sync_model.phone import Phone
from tests.builders import answers
from tests.people import People, note_sign_in

START = dt.datetime(2026, 3, 2, 15, 0, tzinfo=dt.UTC)
ZONES = ("America/Chicago", "Europe/Berlin", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago")


def _open_red_flags(patient_id: uuid.UUID) -> list[uuid.UUID]:
    rows = RedFlagAnswer.objects.filter(patient_id=patient_id, cleared_at__isnull=True)
    return list(rows.order_by("answered_on", "question").values_list("pk", flat=True))


@dataclass
class Written:
    """A record as its phone made it. `here`: that phone still holds it, so that it can be sent again."""

    type: str
    device: int
    here: bool = True
    may_be_lost: bool = False


@dataclass
class Device:
    phone: Phone
    client: Client
    zone: str = ZONES[0]
    ahead: dt.timedelta = dt.timedelta()


@dataclass
class Fault:
    """What happens at the request number `at` of one sync."""

    kind: str = "none"
    at: int = 0


@dataclass
class Backup:
    savepoint: Any
    stored: int
    batches: int


@dataclass
class World:
    people: People
    version: ProgramVersion
    phones: list[Phone]
    now: dt.datetime = START
    written: dict[str, Written] = field(default_factory=dict)
    # Requests that the network holds back, and all pushes that ever were, to come again.
    late: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    sent: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    backup: Backup | None = None
    batches: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.devices = [Device(phone, Client(enforce_csrf_checks=True)) for phone in self.phones]
        for device in self.devices:
            device.client.raise_request_exception = False
            device.phone.do("begin", at=self._clock_of(device))
        for number in range(len(self.devices)):
            self.sign_in(number)
        self.user = str(self.people.pia.pk)

    # What people do

    def write(self, number: int, body: dict[str, Any]) -> None:
        device = self.devices[number]
        device.phone.do("clock", at=self._clock_of(device))
        id_ = device.phone.do("write", user=self.user, zone=device.zone, body=body)
        self.written[id_] = Written(body["type"], number)
        self.counts["records written"] += 1

    def today_of(self, number: int) -> dt.date:
        device = self.devices[number]
        return clock.local_date(self.now + device.ahead, device.zone)

    def write_day(self, number: int, days_ago: int, changes: dict[str, Any]) -> None:
        on = (self.today_of(number) - dt.timedelta(days=days_ago)).isoformat()
        days = {day["occurred_on"]: day for day in self.look(number)["days"]}
        parents = days[on]["heads"] if on in days else []
        self.write(number, {"type": "day_entry", "occurred_on": on, "parents": parents, "changes": changes})

    def write_session(self, number: int, slot: str) -> None:
        at = self.now + self.devices[number].ahead
        self.write(
            number,
            {
                "type": "session",
                "occurred_on": self.today_of(number).isoformat(),
                "version_id": str(self.version.pk),
                "slot": slot,
                "started_at": (at - dt.timedelta(minutes=9)).isoformat(),
                "ended_at": at.isoformat(),
                "exercises": [
                    {"item_id": str(item.pk), "outcome": "done", "sets_done": item.sets, "reps_done": item.reps}
                    for item in self.version.items.all()
                ],
            },
        )

    def therapist(self, act: str) -> None:
        tara, patient_id = self.people.tara, self.people.patient.pk
        with clock.told_by(lambda: self.now):
            paused = is_paused(patient_id)
            if act == "writes":
                answers(tara, patient_id, "How is it going?")
            elif act == "clears" and (flags := _open_red_flags(patient_id)):
                clear_red_flags(tara, patient_id, because="Seen and examined.", answers=flags)
            elif act == "pauses" and not paused:
                pause_program(tara, patient_id, "A week of rest.")
            elif act == "resumes" and paused:
                resume_program(tara, patient_id)

    # What happens to phones

    def sign_in_if_out(self, number: int) -> None:
        cookie = self.devices[number].client.cookies.get(settings.SESSION_COOKIE_NAME)
        if not cookie or not Session.objects.filter(session_key=cookie.value).exists():
            self.sign_in(number)

    def sign_in(self, number: int) -> None:
        client = self.devices[number].client
        client.force_login(self.people.pia)
        note_sign_in(client, self.people.pia)
        self._say_cookie(number)

    def revoke(self, number: int) -> None:
        Session.objects.filter(session_key=self.devices[number].client.session.session_key).delete()

    def wipe(self, number: int) -> None:
        """The browser clears its storage: what only this phone had is gone, which its screen had said."""
        self.devices[number].phone.do("wipe")
        stored = self.stored_ids()
        for id_, each in self.written.items():
            if each.device == number and each.here:
                each.here = False
                each.may_be_lost |= id_ not in stored
        self._say_cookie(number)

    def restart(self, number: int) -> None:
        self.devices[number].phone.do("restart")

    # What happens to requests

    def sync(self, number: int, fault: Fault | None = None) -> str | None:
        device, fault = self.devices[number], fault or Fault()
        self.counts[f"syncs with {fault.kind}"] += 1
        device.phone.do("clock", at=self._clock_of(device))
        if fault.kind == "phone_dies":
            device.phone.do("die", after=fault.at)
        place = 0

        def answers(request: dict[str, Any]) -> dict[str, Any] | None:
            nonlocal place
            here, place = fault.at == place, place + 1
            return self._meet(number, request, fault.kind if here else "none")

        state: str | None = device.phone.do("sync", answers, user=self.user)
        device.phone.do("die", after=None)
        return state

    def _meet(self, number: int, request: dict[str, Any], kind: str) -> dict[str, Any] | None:
        if kind == "lose_request":
            return {"lost": True}
        if kind == "late":
            self.late.append((number, request))
            return {"lost": True}
        if kind == "switch_off_before":
            return None
        if kind == "twice":
            self.serve(number, request)
        answer = self.serve(number, request, fail_at=request["request"] % 23 if kind == "database_fails" else None)
        if kind == "lose_answer":
            return {"lost": True}
        return None if kind == "switch_off_after" else answer

    def deliver_late(self, order: random.Random) -> None:
        late, self.late = self.late, []
        order.shuffle(late)
        for number, request in late:
            self.serve(number, request)

    def repeat(self, which: int) -> None:
        if self.sent:
            number, request = self.sent[which % len(self.sent)]
            before = self.stored_ids()
            self.serve(number, request)
            # Unless a restored backup lacks it, a batch that was stored has no second effect.
            lacking = {record["id"] for record in json.loads(request["body"])["records"]} - before
            assert self.stored_ids() - before <= lacking

    def serve(self, number: int, request: dict[str, Any], *, fail_at: int | None = None) -> dict[str, Any]:
        """Let the real server answer; at its query number `fail_at` the database is out of reach."""
        client = self.devices[number].client
        headers = {name: value for name, value in request["headers"] if name != "content-type"}
        headers["X-CSRFToken"] = client.cookies["nod-csrf"].value if "nod-csrf" in client.cookies else ""
        queries = 0

        def maybe_fail(execute: Any, sql: str, *rest: Any) -> Any:
            nonlocal queries
            queries += 1
            if queries == (fail_at or 0):
                raise OperationalError("out of reach")
            return execute(sql, *rest)

        with clock.told_by(lambda: self.now), connection.execute_wrapper(maybe_fail):
            answer = client.generic(
                request["method"], request["path"], request["body"] or "", "application/json", headers=headers
            )
        # The failure was before the database: the transaction around the whole test is unharmed.
        transaction.set_rollback(False)
        assert answer.status_code in (200, 403, 503), (answer.status_code, answer.content)
        assert answer.status_code != 503 or (fail_at and answer["Retry-After"])
        if request["path"].endswith("/sync/push") and answer.status_code == 200:
            self.sent.append((number, request))
            self.batches += any(each["outcome"] == "created" for each in answer.json()["results"])
        self.counts["requests"] += 1
        return {"status": answer.status_code, "body": answer.content.decode(), "cookie": self._cookie(number)}

    # What happens to the server

    def take_backup(self) -> None:
        self.backup = Backup(transaction.savepoint(), len(self.stored_ids()), self.batches)

    def restore(self) -> None:
        """The database stands where it stood at the backup. Phones may bring back what they still hold."""
        if not self.backup:
            return
        transaction.savepoint_rollback(self.backup.savepoint)
        begin_epoch()
        self.batches = self.backup.batches
        self.counts["restores"] += 1
        stored = self.stored_ids()
        for id_, each in self.written.items():
            each.may_be_lost |= id_ not in stored and not each.here
        # Sign-ins of since then are gone with the rest.
        for number in range(len(self.devices)):
            self.sign_in(number)

    # What must be true

    def look(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.devices[number].phone.do("look", user=self.user)
        return found

    def stored_ids(self) -> set[str]:
        return set(self._all_ids())

    def _all_ids(self) -> list[str]:
        """Return the id of every record that a phone sent, in one query: this is asked after each step."""
        parts = []
        for name, record_type in RECORD_TYPES.items():
            rows = record_type.model._default_manager.order_by().filter(patient=self.people.patient)
            parts.append((rows.filter(from_patient=True) if name == "message" else rows).values_list("pk", flat=True))
        return [str(id_) for id_ in parts[0].union(*parts[1:], all=True)]

    def settle(self) -> None:
        """All faults end: everybody signs in, and every phone syncs until it has heard from all others."""
        self.deliver_late(random.Random(0))
        for number, device in enumerate(self.devices):
            device.ahead = dt.timedelta()
            self.sign_in(number)
        for _ in range(2):
            for number in range(len(self.devices)):
                assert self.sync(number) == "idle"

    def judge(self) -> None:
        """Nothing lost, nothing doubled, no two phones that show different things."""
        looks = [self.look(number) for number in range(len(self.devices))]
        refused = {row["id"] for look in looks for row in look["outbox"]}
        assert all(row.get("refused") for look in looks for row in look["outbox"]), "something still waits"
        stored = self._all_ids()
        assert len(stored) == len(set(stored))
        lost = [
            (id_, each)
            for id_, each in self.written.items()
            if id_ not in stored and id_ not in refused and not each.may_be_lost
        ]
        assert lost == []
        self.counts["records stored"] += len(stored)
        self.counts["records refused"] += len(refused)
        assert set(stored) <= set(self.written), "the server holds what nobody wrote"
        for look in looks[1:]:
            assert shown(look) == shown(looks[0])
        self._judge_server(looks[0])

    def _judge_server(self, look: dict[str, Any]) -> None:
        patient = self.people.patient
        sessions = SessionLog.objects.filter(patient=patient).count()
        assert ExerciseLog.objects.filter(session__patient=patient).count() == sessions * self.version.items.count()
        audit = AuditEvent.objects.filter(patient_id=patient.pk, action=Action.CREATED, what="diary")
        assert audit.count() == self.batches
        assert sum(sum(event.counts.values()) for event in audit) == len(self.stored_ids())
        # What a wrong clock put years back is shown when it is asked for, like all that a phone does not keep.
        with clock.told_by(lambda: self.now):
            earlier = earlier_days(Patient.objects.get(pk=patient.pk), dt.date.min, dt.date.max)
        days = {day["occurred_on"]: day["fields"] for day in [*earlier, *look["days"]]}
        assert len(days) == len(earlier) + len(look["days"])
        assert days == {
            entry.occurred_on.isoformat(): entry.fields for entry in DayEntry.objects.filter(patient=patient)
        }
        revisions = list(DayRevision.objects.filter(patient=patient))
        for on, fields in days.items():
            for name, value in fields.items():
                last = last_words([each for each in revisions if each.occurred_on.isoformat() == on], name)
                assert value in last, f"{on}.{name} is {value}, the last words are {last}"

    # Small things

    def _clock_of(self, device: Device) -> int:
        return int((self.now + device.ahead).timestamp() * 1000)

    def _cookie(self, number: int) -> str:
        cookies = self.devices[number].client.cookies
        return f"nod-csrf={cookies['nod-csrf'].value}" if "nod-csrf" in cookies else ""

    def _say_cookie(self, number: int) -> None:
        self.devices[number].phone.do("cookie", cookie=self._cookie(number))


def shown(look: dict[str, Any]) -> dict[str, Any]:
    """Return what a phone shows, without what waits on it and in an order of its own."""
    named = {name: look[name] for name in ("cursor", "planTag", "plan", "hold", "profile", "baseline")}
    own = {row["id"] for row in look["outbox"]}
    for name in ("sessions", "messages", "scores", "checks"):
        named[name] = sorted((row for row in look[name] if row["id"] not in own), key=lambda row: str(row["id"]))
    named["days"] = sorted(
        (day for day in look["days"] if not set(day["heads"]) & own), key=lambda day: day["occurred_on"]
    )
    return named


def last_words(revisions: list[DayRevision], name: str) -> list[Any]:
    """Return the values of a field that nobody who knew of them has written over."""
    by_id = {str(each.pk): each for each in revisions}

    def before(id_: str) -> set[str]:
        found: set[str] = set()
        todo = [parent for parent in by_id[id_].parents if parent in by_id]
        while todo:
            parent = todo.pop()
            if parent not in found:
                found.add(parent)
                todo += [each for each in by_id[parent].parents if each in by_id]
        return found

    writers = {id_ for id_, each in by_id.items() if name in each.changes}
    known = {parent for id_ in writers for parent in before(id_)}
    return [by_id[id_].changes[name] for id_ in writers - known]
