"""Patients with random diaries, programs and sessions, written straight into the database: hundreds in a few seconds.

Everything that is hard on numbers is common here: days without an answer or without an entry, pain and length not
given, other medicine, habits asked many times a day, quotas, pauses, recalled baselines, zones at both ends of the day.
"""

import datetime as dt
import random
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from backend.accounts.models import CareRelationship, Patient, PatientStatus
from backend.common import clock
from backend.common.ids import new_id
from backend.diary.models import Baseline, DayEntry, ExerciseLog, SessionLog
from backend.insights.numbers.headache_days import MEDICINE_CLASSES
from backend.library.models import ExerciseVersion
from backend.library.selectors import published_exercises
from backend.programs.models import PrescribedExercise, Program, ProgramPause, ProgramVersion
from backend.programs.schedule import Frequency, slots_of
from tests.people import People

ZONES = ("Pacific/Auckland", "Pacific/Pago_Pago", "America/Los_Angeles", "America/Chicago", "Asia/Kolkata", "UTC")
EXERCISES = ("ccf-nod-supine", "scap-set", "rom-turn", "pos-sit-tall", "pos-move-break")
DAYS = 89
PER_DAY = (1, 2, 3, 6)


@dataclass
class Made:
    """A patient with what was written, in the shapes of `manage.py numbers`; `today` is the patient's date."""

    patient: Patient
    today: dt.date
    days: list[dict[str, Any]] = field(default_factory=list)
    program: dict[str, Any] | None = None
    logs: list[dict[str, Any]] = field(default_factory=list)
    recall: int | None = None

    @property
    def closed_on(self) -> dt.date:
        return self.today - dt.timedelta(days=1)


class Rows:
    """What is to be written, by model, in an order in which nothing points ahead."""

    def __init__(self) -> None:
        self.of: dict[Any, list[Any]] = defaultdict(list)

    def add(self, row: Any) -> Any:
        self.of[type(row)].append(row)
        return row

    def write(self) -> None:
        for model, rows in self.of.items():
            model._default_manager.bulk_create(rows, batch_size=400)


def random_patients(people: People, count: int, seed: int) -> list[Made]:
    """Write `count` patients of Tara's and return them."""
    rand, now, rows = random.Random(seed), clock.now(), Rows()
    versions = published_exercises(EXERCISES)
    made = []
    for number in range(count):
        zone = ZONES[number % len(ZONES)]
        patient = Patient(
            clinic=people.clinic,
            name=f"Patient {number}",
            time_zone=zone,
            status=PatientStatus.ACTIVE,
            created_at=now - dt.timedelta(weeks=20),
            sync_seq=1,
        )
        rows.add(patient)
        rows.add(CareRelationship(patient=patient, therapist=people.tara, started_at=patient.created_at))
        one = Made(patient, clock.local_date(now, zone))
        _write_diary(rand, rows, one)
        if rand.random() < 0.85:
            _write_program(rand, rows, one, people, versions)
        made.append(one)
    rows.write()
    with connection.cursor() as cursor:
        # The database has seen these tables empty, and would plan each query for a few rows: seconds, not milliseconds.
        cursor.execute("ANALYZE")
    return made


def _write_diary(rand: random.Random, rows: Rows, one: Made) -> None:
    # One patient of twelve has recorded nothing; some nothing lately.
    recorded = rand.choice((0, *(rand.random() for _ in range(11))))
    silent = rand.choice((0, 0, 0, 0, 31))
    aching, rated, taking = rand.random(), rand.choice((0, 0.6, 1, 1)), rand.random() * 0.7
    for back in range(DAYS, silent - 1, -1):
        if rand.random() >= recorded:
            continue
        headache = None if rand.random() < 0.05 else rand.random() < aching
        fields: dict[str, Any] = {}
        if headache is not None:
            fields["headache"] = headache
        if headache and rand.random() < rated:
            fields["peak_intensity"] = rand.randint(0, 10)
        if headache and rand.random() < 0.5:
            fields["duration_min"] = rand.choice((10, 29, 30, 31, 240))
        if rand.random() < 0.4:
            fields["neck_pain_now"] = rand.randint(0, 10)
        taken = [name for name in MEDICINE_CLASSES if rand.random() < taking / 3] if rand.random() < 0.7 else []
        if taken:
            fields["medicines"] = [{"class": name, "name": "", "doses": 1} for name in taken]
        on = one.today - dt.timedelta(days=back)
        peak = fields.get("peak_intensity")
        rows.add(
            DayEntry(
                clinic_id=one.patient.clinic_id,
                patient=one.patient,
                occurred_on=on,
                fields=fields,
                heads=[],
                headache=headache,
                peak_intensity=peak,
                sync_seq=1,
            )
        )
        one.days.append(
            {
                "date": on.isoformat(),
                "headache": headache,
                "peak_intensity": peak,
                "duration_min": fields.get("duration_min"),
                "medicines": [{"class": name} for name in taken],
            }
        )


def _write_program(
    rand: random.Random, rows: Rows, one: Made, people: People, exercises: dict[str, ExerciseVersion]
) -> None:
    patient = one.patient
    start_on = one.today - dt.timedelta(days=rand.randint(0, 60))
    program = rows.add(Program(clinic_id=patient.clinic_id, patient=patient, name="Random", start_on=start_on))
    begun = dt.datetime.combine(start_on, dt.time(), dt.UTC) - dt.timedelta(days=2)
    version = rows.add(
        ProgramVersion(
            clinic_id=patient.clinic_id, program=program, number=1, published_by=people.tara, published_at=begun
        )
    )
    chosen = rand.sample(EXERCISES, rand.randint(1, 4))
    items = [
        rows.add(
            PrescribedExercise(
                version=version,
                exercise=exercises[slug],
                position=place,
                sets=rand.randint(1, 3),
                reps=10,
                hold_seconds=10,
                rest_seconds=3,
                per_day=rand.choice(PER_DAY),
                days_week=rand.choice((7, 7, 5, 3)),
                type=rand.choice(("reps", "timed", "habit")),
            )
        )
        for place, slug in enumerate(chosen)
    ]
    one.program = {
        "start_on": start_on.isoformat(),
        "items": [
            {
                "item": slug,
                "sets": item.sets,
                "per_day": item.per_day,
                "days_week": item.days_week,
                "type": item.type,
            }
            for slug, item in zip(chosen, items, strict=True)
        ],
        "holds": [],
    }
    if rand.random() < 0.3:
        first = one.today - dt.timedelta(days=rand.randint(1, 20))
        last = min(one.today, first + dt.timedelta(days=rand.randint(0, 6)))
        rows.add(
            ProgramPause(
                clinic_id=patient.clinic_id,
                program=program,
                from_on=first,
                until_on=last,
                because="Away",
                paused_by=people.tara,
            )
        )
        one.program["holds"].append({"from": first.isoformat(), "to": last.isoformat()})
    if rand.random() < 0.4:
        one.recall = rand.randint(0, 28)
        rows.add(
            Baseline(
                **_record(patient, start_on, dt.time(9)),
                occurred_on=start_on,
                headache_days_28=one.recall,
                usual_pain=None,
                worst_pain=None,
            )
        )
    _write_sessions(rand, rows, one, version, dict(zip(chosen, items, strict=True)))


def _write_sessions(
    rand: random.Random, rows: Rows, one: Made, version: ProgramVersion, items: dict[str, PrescribedExercise]
) -> None:
    does = rand.random()
    start = max(version.program.start_on, one.today - dt.timedelta(days=34))
    for n in range((one.today - start).days + 1):
        on = start + dt.timedelta(days=n)
        by_slot: dict[str, list[str]] = defaultdict(list)
        for slug, item in items.items():
            for slot in slots_of(Frequency(item.per_day, item.days_week)):
                by_slot[slot].append(slug)
        for slot, slugs in by_slot.items():
            # A habit is logged by itself, once or a few times a day; the rest of a part of the day together.
            groups = [[slug] for slug in slugs for _ in range(rand.randint(0, 4))] if slot == "anytime" else [slugs]
            for group in groups:
                if rand.random() < does:
                    _write_session(rand, rows, one, version, on, slot, {slug: items[slug] for slug in group})


def _write_session(
    rand: random.Random,
    rows: Rows,
    one: Made,
    version: ProgramVersion,
    on: dt.date,
    slot: str,
    items: dict[str, PrescribedExercise],
) -> None:
    at = dt.datetime.combine(on, dt.time(12), dt.UTC)
    session = rows.add(
        SessionLog(
            **_record(one.patient, on, dt.time(12)),
            occurred_on=on,
            version=version,
            slot=slot,
            started_at=at,
            ended_at=at + dt.timedelta(minutes=9),
        )
    )
    skips = rand.random() < 0.1
    for slug, item in items.items():
        outcome = "skipped" if skips or rand.random() < 0.1 else rand.choice(("done", "partly"))
        sets = 0 if outcome == "skipped" else rand.randint(1, item.sets)
        log = ExerciseLog(session=session, item=item, outcome=outcome, sets_done=sets, reps_done=sets * item.reps)
        rows.add(log)
        entry = {"item": slug, "date": on.isoformat(), "sets_done": sets}
        one.logs.append({**entry, "skipped": True} if outcome == "skipped" else entry)


def _record(patient: Patient, on: dt.date, at: dt.time) -> dict[str, Any]:
    """Return what every record made on a phone carries."""
    written = dt.datetime.combine(on, at, dt.UTC)
    return {
        "id": new_id(),
        "clinic_id": patient.clinic_id,
        "patient": patient,
        "recorded_at": written,
        "received_at": written,
        "time_zone": patient.time_zone,
        "content_hash": uuid.uuid4().hex,
        "sync_seq": 1,
    }
