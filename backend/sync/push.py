"""Takes a batch from a phone. Each record gets its own outcome; the whole batch is one transaction.

Idempotent for ever: a record is known by the id the phone gave it, so the same batch may come any number of times.
The number of queries does not depend on how many records a batch holds.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from rest_framework.exceptions import ValidationError

from backend.accounts.models import Patient
from backend.accounts.synced import SyncedRecord, lock_patient, next_seq
from backend.audit import services as audit
from backend.audit.faults import note_fault
from backend.audit.models import Action
from backend.common import clock
from backend.common.api import faults_of
from backend.common.compiled import AmongParam, Compiled
from backend.common.errors import FieldFault
from backend.common.halving import NOT_THE_ITEM, halving_stored
from backend.common.storable import unstorable
from backend.insights.services import refresh_summary
from backend.sync.records import RECORD_TYPES, Arrival, Incoming, RecordType, record_hash

MAX_RECORDS = 500

log = logging.getLogger(__name__)


class RecordOutcome(StrEnum):
    """CREATED: stored now. IDENTICAL: was stored before. REFUSED: never will be; `errors` say why."""

    CREATED = "created"
    IDENTICAL = "identical"
    REFUSED = "refused"


OUTCOMES = tuple(outcome.value for outcome in RecordOutcome)


@dataclass
class RecordResult:
    """What became of one record; `id` is as the phone sent it, None when there was none to read."""

    id: str | None
    outcome: RecordOutcome
    errors: list[FieldFault] = field(default_factory=list)


def push(patient_id: uuid.UUID, user_id: uuid.UUID, device_id: uuid.UUID | None, raw: list[Any]) -> list[RecordResult]:
    """Store a batch for one patient and return one result per record, in the order they came."""
    sender = _Sender(patient_id, user_id, device_id)
    try:
        with transaction.atomic():
            return _push(sender, raw, refresh_summary)
    except NOT_THE_ITEM:
        raise
    except Exception as error:
        # Something that no check of ours foresaw: the records are stored apart, and only what is at fault is refused.
        log.error("push_apart records=%s error=%s", len(raw), type(error).__name__)
        return _push_apart(sender, raw)


@dataclass(frozen=True)
class _Sender:
    patient_id: uuid.UUID
    user_id: uuid.UUID
    device_id: uuid.UUID | None


def _push_apart(sender: _Sender, raw: list[Any]) -> list[RecordResult]:
    results: dict[int, RecordResult] = {}

    def store(places: Sequence[int]) -> None:
        some = _push(sender, [raw[place] for place in places], lambda _: None)
        results.update(zip(places, some, strict=True))

    def refuse(place: int, error: Exception) -> None:
        sent_id = id_of(raw[place])
        note_fault("record", sent_id or "without an id", error)
        results[place] = RecordResult(sent_id, RecordOutcome.REFUSED, [_FAULT_OF_OURS])

    halving_stored(range(len(raw)), store, refuse)
    # Counted apart, too: a summary that cannot be counted must not refuse what can be stored.
    halving_stored(
        [sender.patient_id],
        lambda ids: refresh_summary(lock_patient(ids[0])),
        lambda patient_id, error: note_fault("summary", patient_id, error),
    )
    return [results[place] for place in range(len(raw))]


def _push(sender: _Sender, raw: list[Any], refresh: Callable[[Patient], object]) -> list[RecordResult]:
    now = clock.now()
    results: list[RecordResult | None] = [None] * len(raw)
    checked: dict[str, list[tuple[int, Incoming]]] = {}
    for place, item in enumerate(raw):
        type_name, result = _check(item)
        if isinstance(result, RecordResult):
            results[place] = result
        else:
            checked.setdefault(type_name, []).append((place, result))
    patient = lock_patient(sender.patient_id)
    fresh: dict[str, list[Incoming]] = {}
    for name, records in checked.items():
        fresh[name] = _sort_out(patient, RECORD_TYPES[name], records, results, now)
    if any(fresh.values()):
        _store(Arrival(patient, sender.user_id, sender.device_id, now, next_seq(patient)), fresh)
        refresh(patient)
    return [result for result in results if result is not None]


def id_of(item: Any) -> str | None:
    """Return a record's id if it is one that an answer can repeat."""
    sent = item.get("id") if isinstance(item, dict) else None
    return sent if isinstance(sent, str) and not unstorable(sent) else None


def _store(arrival: Arrival, fresh: dict[str, list[Incoming]]) -> None:
    for name, records in fresh.items():
        if records:
            RECORD_TYPES[name].store(arrival, records)
    audit.record(
        Action.CREATED,
        "diary",
        actor_id=arrival.user_id,
        patient_id=arrival.patient.pk,
        clinic_id=arrival.patient.clinic_id,
        counts={name: len(records) for name, records in fresh.items() if records},
    )


def _check(item: Any) -> tuple[str, RecordResult | Incoming]:
    """Check one record's shape on its own."""
    if not isinstance(item, dict):
        return "", RecordResult(
            None, RecordOutcome.REFUSED, [FieldFault("", "not_an_object", "A record is a JSON object.")]
        )
    sent_id = id_of(item)
    if fault := unstorable(item):
        said = FieldFault(
            fault.where if fault.where.isprintable() else "", "unstorable", f"This cannot be stored: {fault.why}."
        )
        return "", RecordResult(sent_id, RecordOutcome.REFUSED, [said])
    name = item.get("type")
    if not isinstance(name, str) or name not in RECORD_TYPES:
        known = ", ".join(RECORD_TYPES)
        return "", RecordResult(
            sent_id, RecordOutcome.REFUSED, [FieldFault("type", "unknown", f"Known types: {known}.")]
        )
    try:
        return name, Incoming(_SHAPES[name].run_validation(item), record_hash(item))
    except ValidationError as error:
        return name, RecordResult(sent_id, RecordOutcome.REFUSED, list(faults_of(error.detail)))


# One of each for all records, as making one copies every field it has; checking leaves nothing in it.
_SHAPES = {name: each.serializer() for name, each in RECORD_TYPES.items()}


def _stored(model: type[SyncedRecord]) -> Compiled[Any]:
    rows = model._default_manager.filter(AmongParam("pk", "ids"))
    return Compiled(lambda: rows.values_list("pk", "patient_id", "content_hash"))


_STORED = {each.model: _stored(each.model) for each in RECORD_TYPES.values()}


def _sort_out(
    patient: Patient,
    record_type: RecordType,
    records: list[tuple[int, Incoming]],
    results: list[RecordResult | None],
    now: dt.datetime,
) -> list[Incoming]:
    """Give every record its result and return those that are new."""
    ids = [record.values["id"] for _, record in records]
    known = {pk: stored for pk, *stored in _STORED[record_type.model](ids=ids)}
    unknown = [record for _, record in records if record.values["id"] not in known]
    faults = record_type.faults(patient, unknown, now) if unknown else {}
    fresh: dict[uuid.UUID, Incoming] = {}
    for place, record in records:
        id_ = record.values["id"]
        stored = known.get(id_)
        twin = fresh.get(id_)
        if stored or twin:
            same = (
                stored == [patient.pk, record.content_hash]
                if stored
                else twin is not None and twin.content_hash == record.content_hash
            )
            results[place] = (
                RecordResult(str(id_), RecordOutcome.IDENTICAL)
                if same
                else RecordResult(str(id_), RecordOutcome.REFUSED, [_USED])
            )
        elif faults.get(id_):
            results[place] = RecordResult(str(id_), RecordOutcome.REFUSED, faults[id_])
        else:
            fresh[id_] = record
            results[place] = RecordResult(str(id_), RecordOutcome.CREATED)
    return list(fresh.values())


_FAULT_OF_OURS = FieldFault(
    "", "fault_of_ours", "Nod could not store this entry. It stays on this phone; please tell your therapist."
)
_USED = FieldFault("id", "id_in_use", "This id already belongs to another record.")
