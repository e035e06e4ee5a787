"""The record types a phone may send: how each is checked, and what row it becomes.

To add one, write a serializer and a class with `faults` and `store`, and put it into RECORD_TYPES; the contract test in
tests/backend/sync/ then runs over it.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from backend.accounts.models import Patient
from backend.accounts.synced import SyncedRecord
from backend.common.errors import FieldFault
from backend.diary.models import Baseline, DayRevision, ExerciseLog, MeasureScore, RedFlagCheck, SessionLog
from backend.diary.plausibility import date_faults, span_faults
from backend.diary.services import (
    MOST_REVISIONS,
    NewSession,
    revision_counts,
    store_checks,
    store_revisions,
    store_sessions,
)
from backend.library.selectors import published_measures, safety_questions
from backend.messages.models import Message
from backend.programs.models import PrescribedExercise, ProgramVersion
from backend.sync.shapes import (
    BaselineRecordSerializer,
    DayEntryRecordSerializer,
    MeasureScoreRecordSerializer,
    MessageRecordSerializer,
    RecordSerializer,
    RedFlagCheckRecordSerializer,
    SessionRecordSerializer,
)


@dataclass(frozen=True)
class Incoming:
    """A record that passed its serializer: plain values, and the hash of what the phone sent."""

    values: dict[str, Any]
    content_hash: str


@dataclass(frozen=True)
class Arrival:
    """Whose records they are and when and from where they came."""

    patient: Patient
    user_id: uuid.UUID
    device_id: uuid.UUID | None
    now: dt.datetime
    seq: int

    def common(self, record: Incoming) -> dict[str, Any]:
        """Return the columns that every synced row has."""
        return {
            "id": record.values["id"],
            "clinic_id": self.patient.clinic_id,
            "patient": self.patient,
            "device_id": self.device_id,
            "recorded_at": record.values["recorded_at"],
            "time_zone": record.values["time_zone"],
            "received_at": self.now,
            "content_hash": record.content_hash,
            "sync_seq": self.seq,
        }


class RecordType(Protocol):
    """One type of record. `faults` may query once per batch, never once per record."""

    @property
    def serializer(self) -> type[RecordSerializer]: ...

    @property
    def model(self) -> type[SyncedRecord]: ...

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        """Return, by record id, what is wrong beyond the shape of single fields."""

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        """Store records that are new and without fault."""


class DayEntryType:
    serializer = DayEntryRecordSerializer
    model = DayRevision

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        found = {record.values["id"]: _date_faults(record, now) for record in records}
        written = revision_counts(patient, {record.values["occurred_on"] for record in records})
        for record in records:
            on = record.values["occurred_on"]
            written[on] += 1
            if written[on] > MOST_REVISIONS:
                found[record.values["id"]].append(_TOO_OFTEN)
        return found

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        revisions = [
            DayRevision(
                **arrival.common(record),
                occurred_on=record.values["occurred_on"],
                parents=[str(parent) for parent in record.values["parents"]],
                changes=record.values["changes"],
            )
            for record in records
        ]
        store_revisions(arrival.patient, revisions, arrival.seq)


class SessionType:
    serializer = SessionRecordSerializer
    model = SessionLog

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        version_ids = {record.values["version_id"] for record in records}
        known = set(
            ProgramVersion.objects.filter(pk__in=version_ids, program__patient=patient).values_list("pk", flat=True)
        )
        items: dict[uuid.UUID, set[uuid.UUID]] = {}
        for version_id, item_id in PrescribedExercise.objects.filter(version_id__in=known).values_list(
            "version_id", "pk"
        ):
            items.setdefault(version_id, set()).add(item_id)
        found = {}
        for record in records:
            values = record.values
            faults = _date_faults(record, now) + span_faults(values["started_at"], values["ended_at"])
            if values["version_id"] not in known:
                faults.append(FieldFault("version_id", "unknown", "This program is not yours, or is gone."))
            for index, exercise in enumerate(values["exercises"]):
                if values["version_id"] in known and exercise["item_id"] not in items.get(values["version_id"], set()):
                    where = f"exercises.{index}.item_id"
                    faults.append(FieldFault(where, "unknown", "This exercise is not in that program."))
            found[values["id"]] = faults
        return found

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        store_sessions([self._session(arrival, record) for record in records])

    def _session(self, arrival: Arrival, record: Incoming) -> NewSession:
        values = record.values
        names = ("occurred_on", "version_id", "slot", "started_at", "ended_at")
        log = SessionLog(
            **arrival.common(record),
            **{name: values[name] for name in names},
            pain_after=values.get("pain_after"),
            effort=values.get("effort"),
            rule_followed=values.get("rule_followed", ""),
            note=values.get("note", ""),
        )
        exercises = [
            ExerciseLog(
                session=log,
                item_id=exercise["item_id"],
                outcome=exercise["outcome"],
                sets_done=exercise["sets_done"],
                reps_done=exercise["reps_done"],
                skip_reason=exercise.get("skip_reason", ""),
                easier=exercise.get("easier", False),
                pain=exercise.get("pain"),
            )
            for exercise in values["exercises"]
        ]
        return NewSession(log, exercises)


class MeasureScoreType:
    serializer = MeasureScoreRecordSerializer
    model = MeasureScore

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        known = published_measures()
        found = {}
        for record in records:
            values = record.values
            faults = _date_faults(record, now)
            measure = known.get(values["measure"])
            if measure is None:
                faults.append(FieldFault("measure", "unknown", "There is no such measure."))
            else:
                faults += _score_faults(measure["range"], values["values"])
            found[values["id"]] = faults
        return found

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        MeasureScore.objects.bulk_create(
            MeasureScore(
                **arrival.common(record),
                **{name: record.values[name] for name in ("occurred_on", "measure", "values")},
            )
            for record in records
        )


class BaselineType:
    serializer = BaselineRecordSerializer
    model = Baseline

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        return {record.values["id"]: _date_faults(record, now) for record in records}

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        Baseline.objects.bulk_create(
            Baseline(
                **arrival.common(record),
                occurred_on=record.values["occurred_on"],
                headache_days_28=record.values["headache_days_28"],
                usual_pain=record.values.get("usual_pain"),
                worst_pain=record.values.get("worst_pain"),
            )
            for record in records
        )


class MessageType:
    serializer = MessageRecordSerializer
    model = Message

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        return {}

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        Message.objects.bulk_create(
            Message(
                **arrival.common(record),
                author_id=arrival.user_id,
                from_patient=True,
                text=record.values["text"],
                about_on=record.values.get("about_on"),
            )
            for record in records
        )


class RedFlagCheckType:
    serializer = RedFlagCheckRecordSerializer
    model = RedFlagCheck

    def faults(self, patient: Patient, records: list[Incoming], now: dt.datetime) -> dict[uuid.UUID, list[FieldFault]]:
        known = safety_questions()
        found = {}
        for record in records:
            faults = _date_faults(record, now)
            for question in record.values["answers"]:
                if question not in known:
                    faults.append(FieldFault(f"answers.{question}", "unknown", "There is no such safety question."))
            found[record.values["id"]] = faults
        return found

    def store(self, arrival: Arrival, records: list[Incoming]) -> None:
        known = safety_questions()
        checks = []
        for record in records:
            values = record.values
            check = RedFlagCheck(
                **arrival.common(record),
                occurred_on=values["occurred_on"],
                asked=values["asked"],
                answers=values["answers"],
                shown=values.get("shown", ""),
            )
            yes = [question for question, answer in values["answers"].items() if answer]
            checks.append((check, {question: known[question] for question in yes}))
        store_checks(arrival.patient, checks)


RECORD_TYPES: dict[str, RecordType] = {
    "day_entry": DayEntryType(),
    "session": SessionType(),
    "message": MessageType(),
    "red_flag_check": RedFlagCheckType(),
    "measure_score": MeasureScoreType(),
    "baseline": BaselineType(),
}


def record_hash(raw: dict[str, Any]) -> str:
    """Return the SHA-256 of a record as the phone sent it, keys in order."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


_TOO_OFTEN = FieldFault(
    "occurred_on", "too_often", "This day was changed too many times. Send your therapist a message instead."
)


def _date_faults(record: Incoming, now: dt.datetime) -> list[FieldFault]:
    values = record.values
    return date_faults(values["occurred_on"], values["recorded_at"], values["time_zone"], now)


def _score_faults(allowed: Mapping[str, float], values: Mapping[str, float]) -> list[FieldFault]:
    low, high = allowed["min"], allowed["max"]
    detail = f"Choose a number from {low:g} to {high:g}."
    return [
        FieldFault(f"values.{name}", "out_of_range", detail)
        for name, value in values.items()
        if not low <= value <= high
    ]
