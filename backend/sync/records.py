"""The record types a phone may send: how each is checked, and what row it becomes.

To add one, write a serializer, a class with `checked` and `store`, and put it into RECORD_TYPES; the contract test in
tests/backend/sync/ then runs over it.
"""

import datetime as dt
import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any, Protocol

from rest_framework import serializers

from backend.accounts.models import Patient
from backend.accounts.synced import SyncedRecord
from backend.common import clock
from backend.common.errors import FieldFault
from backend.diary.models import Asked, DayRevision, ExerciseLog, Outcome, RedFlagCheck, SessionLog, SkipReason
from backend.diary.plausibility import date_faults, span_faults
from backend.diary.red_flags import URGENCIES
from backend.diary.services import NewSession, store_checks, store_revisions, store_sessions
from backend.insights.headache_days import MEDICINE_CLASSES
from backend.library.selectors import safety_questions
from backend.messages.models import Message
from backend.programs.models import PrescribedExercise, ProgramVersion
from backend.programs.schedule import Slot

PAIN = {"min_value": "Pain is a number from 0 to 10.", "max_value": "Pain is a number from 0 to 10."}


class PainField(serializers.IntegerField):
    """Pain on the 0-10 numeric rating scale (NRS)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=10, error_messages={**PAIN}, **options)


class MedicineSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    doses = serializers.IntegerField(min_value=0, max_value=50, required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `class` is the diary's word for it, and cannot be a Python attribute.
        return {"class": serializers.ChoiceField(choices=MEDICINE_CLASSES), **super().get_fields()}


class DayChangesSerializer(serializers.Serializer[Any]):
    """The fields of a day's entry; a revision carries only those it changes. Null takes an answer back."""

    headache = serializers.BooleanField(required=False, allow_null=True)
    peak_intensity = PainField(required=False, allow_null=True)
    duration_min = serializers.IntegerField(
        min_value=0,
        max_value=1440,
        required=False,
        allow_null=True,
        error_messages={
            "min_value": "Time cannot be negative.",
            "max_value": "A day has 1440 minutes; write the other days on their own dates.",
        },
    )
    side = serializers.ChoiceField(
        choices=["left", "right", "both", "switches", "middle"], required=False, allow_null=True
    )
    neck_pain_now = PainField(required=False, allow_null=True)
    medicines = MedicineSerializer(many=True, required=False, allow_null=True)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, allow_null=True)


class RecordSerializer(serializers.Serializer[Any]):
    """What every record carries: the phone's final id, its clock, and its zone."""

    id = serializers.UUIDField()
    recorded_at = serializers.DateTimeField()
    time_zone = serializers.CharField(max_length=64)

    def validate_time_zone(self, value: str) -> str:
        if not clock.is_time_zone(value):
            raise serializers.ValidationError("This is not a known time zone.", "unknown_time_zone")
        return value


class DayEntryRecordSerializer(RecordSerializer):
    occurred_on = serializers.DateField()
    parents = serializers.ListField(child=serializers.UUIDField(), max_length=50, default=list)
    changes = DayChangesSerializer()


class ExerciseLogSerializer(serializers.Serializer[Any]):
    item_id = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    sets_done = serializers.IntegerField(min_value=0, max_value=50)
    reps_done = serializers.IntegerField(min_value=0, max_value=500)
    skip_reason = serializers.ChoiceField(choices=SkipReason.choices, required=False, allow_blank=True)
    pain = PainField(required=False, allow_null=True)


class SessionRecordSerializer(RecordSerializer):
    occurred_on = serializers.DateField()
    version_id = serializers.UUIDField()
    slot = serializers.ChoiceField(choices=[slot.value for slot in Slot])
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    pain_after = PainField(required=False, allow_null=True)
    effort = PainField(required=False, allow_null=True)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    exercises = ExerciseLogSerializer(many=True, max_length=30)  # type: ignore[call-arg]  # the stubs miss it


class RedFlagCheckRecordSerializer(RecordSerializer):
    occurred_on = serializers.DateField()
    asked = serializers.ChoiceField(choices=Asked.choices)
    answers = serializers.DictField(
        child=serializers.BooleanField(),
        allow_empty=False,
        help_text="Question id -> yes (true) or no, for every question that was asked.",
    )
    shown = serializers.ChoiceField(choices=URGENCIES, required=False, allow_blank=True)


class MessageRecordSerializer(RecordSerializer):
    text = serializers.CharField(max_length=2000)


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
        return {record.values["id"]: _date_faults(record, now) for record in records}

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
                pain=exercise.get("pain"),
            )
            for exercise in values["exercises"]
        ]
        return NewSession(log, exercises)


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
        urgencies = safety_questions()
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
            checks.append((check, {question: urgencies[question] for question in yes}))
        store_checks(checks)


RECORD_TYPES: dict[str, RecordType] = {
    "day_entry": DayEntryType(),
    "session": SessionType(),
    "message": MessageType(),
    "red_flag_check": RedFlagCheckType(),
}


def content_hash(raw: dict[str, Any]) -> str:
    """Return the SHA-256 of a record as the phone sent it, keys in order."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _date_faults(record: Incoming, now: dt.datetime) -> list[FieldFault]:
    values = record.values
    return date_faults(values["occurred_on"], values["recorded_at"], values["time_zone"], now)
