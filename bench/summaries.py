"""How fast are summaries kept? `make bench`: a year of diary for 10,000 patients on a private, durable PostgreSQL.

Prints the rate of rebuilding all summaries in batches and one patient at a time, their ratio, and what one new entry
costs at the start and at the end of a year of diary.
"""

import argparse
import os
import statistics
import sys
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# A headache on about two of five days, half of them with a medicine; one day in eight is missing.
DIARY = """
insert into diary_dayentry (clinic_id, patient_id, occurred_on, fields, heads, conflicts, headache, peak_intensity,
                            sync_seq)
select p.clinic_id, p.id, current_date - back,
       case when ache then jsonb_build_object('headache', true, 'peak_intensity', peak, 'duration_min', 120,
            'neck_pain_now', peak / 2, 'medicines',
            case when peak %% 2 = 0 then '[{"class": "simple", "doses": 1}]'::jsonb else '[]'::jsonb end)
       else jsonb_build_object('headache', false, 'neck_pain_now', 1) end,
       '[]', '{}', ache, case when ache then peak end, 1
from accounts_patient p, generate_series(1, %(days)s) back,
     lateral (select ('x' || substr(md5(p.id::text || back), 1, 4))::bit(16)::int as roll) dice,
     lateral (select roll %% 5 < 2 as ache, 2 + roll %% 8 as peak) fate
where roll %% 8 > 0
"""
SESSIONS = """
insert into diary_sessionlog (id, clinic_id, patient_id, device_id, recorded_at, time_zone, received_at, content_hash,
    sync_seq, occurred_on, version_id, slot, started_at, ended_at, pain_after, effort, rule_followed, note)
select gen_random_uuid(), p.clinic_id, p.id, null, now() - back * interval '1 day', 'UTC',
       now() - back * interval '1 day', '', 1, current_date - back, v.id, 'evening',
       now() - back * interval '1 day', now() - back * interval '1 day', 1, 3, '', ''
from accounts_patient p
join programs_program g on g.patient_id = p.id join programs_programversion v on v.program_id = g.id,
     generate_series(1, 35) back
where ('x' || substr(md5(p.id::text || back), 5, 2))::bit(8)::int %% 10 < 7
"""
EXERCISES = """
insert into diary_exerciselog (session_id, item_id, outcome, sets_done, reps_done, skip_reason, easier, pain)
select s.id, i.id, 'done', i.sets, i.sets * i.reps, '', false, 1
from diary_sessionlog s join programs_prescribedexercise i on i.version_id = s.version_id
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=365)
    given = parser.parse_args()
    from scripts.postgres import private_postgres

    with private_postgres(durable=True) as url:
        os.environ |= {"DATABASE_URL": url, "NOD_DEMO": "1", "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
        import django

        django.setup()
        user, patients = fill(given.patients, given.days)
        measure(user, patients, given.days)
        from django.db import connections

        connections.close_all()


def fill(count: int, days: int) -> tuple[uuid.UUID, list[Any]]:
    """Make a clinic of so many patients with a program each, and their diaries; return the therapist's id and them."""
    from django.core.management import call_command
    from django.db import connection

    from backend.accounts.models import CareRelationship, Clinic, Membership, Patient, Role, User
    from backend.common import clock
    from backend.library.services import load_library
    from backend.programs.models import PrescribedExercise, Program, ProgramVersion

    say(f"making {count} patients with {days} days of diary")
    call_command("migrate", verbosity=0)
    load_library(ROOT / "exercises")
    now = clock.now()
    clinic = Clinic.objects.create(name="Bench")
    tara = User.objects.create(email="tara@bench.test", name="Tara")
    Membership.objects.create(user=tara, clinic=clinic, role=Role.THERAPIST)
    made = [Patient(clinic=clinic, name=f"Patient {n}", status="active", created_at=now) for n in range(count)]
    Patient.objects.bulk_create(made, batch_size=2000)
    CareRelationship.objects.bulk_create(
        [CareRelationship(patient=patient, therapist=tara, started_at=now) for patient in made], batch_size=2000
    )
    template = _program(tara, made[0])
    start_on = template.program.start_on
    programs, versions, items = [], [], []
    for patient in made[1:]:
        program = Program(
            clinic_id=clinic.pk, patient=patient, protocol=template.program.protocol, name="Bench", start_on=start_on
        )
        version = ProgramVersion(
            clinic_id=clinic.pk, program=program, number=1, phase=1, published_by=tara, published_at=now
        )
        programs.append(program)
        versions.append(version)
        for item in template.items.all():
            numbers = {f.attname: getattr(item, f.attname) for f in item._meta.concrete_fields if f.name != "id"}
            items.append(PrescribedExercise(**(numbers | {"version_id": version.pk})))
    Program.objects.bulk_create(programs, batch_size=2000)
    ProgramVersion.objects.bulk_create(versions, batch_size=2000)
    PrescribedExercise.objects.bulk_create(items, batch_size=2000)
    with connection.cursor() as cursor:
        for statement in (DIARY, SESSIONS, EXERCISES):
            cursor.execute(statement, {"days": days})
            say(f"  {cursor.rowcount} rows")
        cursor.execute("vacuum analyze")
    return tara.pk, made


def _program(therapist: Any, patient: Any) -> Any:
    import datetime as dt

    from backend.common import clock
    from backend.desk.prescribing import prescribe_program
    from backend.programs.prescribing import PrescribedDose
    from backend.programs.services import NewProgram
    from backend.programs.templates import templates

    phase = next(each for each in templates() if each["slug"] == "low-load-6wk")["phases"][0]
    doses = [
        PrescribedDose(**{name: item[name] for name in PrescribedDose.__dataclass_fields__}) for item in phase["items"]
    ]
    start_on = clock.local_today("UTC") - dt.timedelta(days=40)
    return prescribe_program(therapist, patient.pk, NewProgram("low-load-6wk", 1, start_on, doses))


def measure(user: uuid.UUID, patients: list[Any], days: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from backend.accounts.models import Patient
    from backend.insights.services import BATCH, refresh_all, refresh_summary

    everybody = Patient.objects.order_by("pk")
    started = time.perf_counter()
    for done, _ in refresh_all(everybody):
        if done % 2000 == 0:
            say(f"  {done} rebuilt")
    first = time.perf_counter() - started
    started = time.perf_counter()
    changed = max(changed for _, changed in refresh_all(everybody))
    again = time.perf_counter() - started
    some = patients[:200]
    started = time.perf_counter()
    for patient in some:
        refresh_summary(patient)
    single = (time.perf_counter() - started) / len(some)
    batch = again / len(patients)
    print(f"{len(patients)} patients, {days} days each, batches of {BATCH}")
    print(f"first count:      {len(patients) / first:8.0f} patients a second ({first:.1f} s)")
    print(f"rebuilt:          {1 / batch:8.0f} patients a second ({again:.1f} s), {changed} changed")
    print(f"one at a time:    {1 / single:8.0f} patients a second")
    print(f"ratio:            {single / batch:8.1f} (batches to one at a time)")
    for label, keep in (("a year of diary", days), ("the same patient, 28 days of it", 28)):
        patient = patients[1]
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from diary_dayentry where patient_id = %s and occurred_on < current_date - %s",
                [patient.pk, keep],
            )
        times = []
        for _ in range(30):
            with CaptureQueriesContext(connection) as queries:
                started = time.perf_counter()
                _one_entry(user, patient)
                times.append(time.perf_counter() - started)
        print(f"one new entry:    {statistics.median(times) * 1000:8.1f} ms, {len(queries)} queries ({label})")


def _one_entry(user: uuid.UUID, patient: Any) -> None:
    from backend.common import clock
    from backend.sync.push import push

    now = clock.now()
    record = {
        "type": "day_entry",
        "id": str(uuid.uuid4()),
        "recorded_at": now.isoformat(),
        "time_zone": "UTC",
        "occurred_on": now.date().isoformat(),
        "parents": [],
        "changes": {"headache": True, "peak_intensity": 4},
    }
    (result,) = push(patient.pk, user, None, [record])
    assert result.outcome == "created", result  # noqa: S101  a benchmark of refusals would be a lie


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
