"""How fast do reminders go out? `make bench-reminders`, on a private, durable PostgreSQL and a push service of its own.

Each figure stands beside a baseline of the same run: claim and mark beside the same in plain SQL, the sender and the
whole road beside pywebpush (a plain loop, and its async function with 50 in flight), the scan over a million rules
beside the one over ten thousand.
"""

import argparse
import datetime as dt
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# One rule and one reminder for each patient, all due a second ago; the same pair of keys for all devices.
PEOPLE = """
insert into accounts_user (id, email, name, password, is_active, is_staff, is_superuser, date_joined)
select gen_random_uuid(), 'b' || n || '@bench.test', 'P', '!', true, false, false, now()
from generate_series(%(first)s, %(last)s) n;
insert into accounts_patient (id, clinic_id, user_id, name, language, time_zone, status, sync_seq, created_at,
    precautions, sex, discharged_because, earlier_names)
select gen_random_uuid(), %(clinic)s, u.id, 'P', 'en', 'UTC', 'active', 0, now(), '[]', '', '', '[]'
from accounts_user u left join accounts_patient p on p.user_id = u.id
where p.id is null and u.email like 'b%%@bench.test';
insert into reminders_reminderpreferences (patient_id, clinic_id, quiet_from, quiet_to, weekly_cap, by_email,
    clear_text) select p.id, p.clinic_id, '00:00', '00:00', 21, false, false from accounts_patient p
on conflict do nothing;
insert into reminders_reminderrule (id, clinic_id, patient_id, kind, slot, local_time, days, enabled, changed_at,
    planned_until) select gen_random_uuid(), p.clinic_id, p.id, 'diary', 'evening', '12:00', 127, true, now(),
    now() + interval '40 hours' from accounts_patient p on conflict do nothing;
"""
DUE = """
insert into reminders_occurrence (id, clinic_id, rule_id, patient_id, local_date, slot, due_at, expires_at, status,
    silence_reason, attempts, snoozes, pushed)
select gen_random_uuid(), r.clinic_id, r.id, r.patient_id, %(on)s, 'evening', now() + %(hours)s * interval '1 hour',
    now() + (%(hours)s + 1) * interval '1 hour', 'due', '', 0, 0, false
from reminders_reminderrule r order by r.id limit %(limit)s
"""
DEVICES = """
insert into reminders_pushsubscription (id, user_id, endpoint, p256dh, auth, vapid_key_id, created_at)
select gen_random_uuid(), p.user_id, %(origin)s || '/' || p.id, %(p256dh)s, %(auth)s, %(key)s, now()
from accounts_patient p where p.user_id is not null on conflict do nothing
"""
# The same work without Django: claim with SKIP LOCKED, note a delivery, mark. Batches of a thousand.
RAW_CLAIM = """
update reminders_occurrence set leased_until = now() + interval '60 seconds' where id in (
    select id from reminders_occurrence where status = 'due' and due_at <= now()
    and (leased_until is null or leased_until < now()) order by due_at limit 1000 for update skip locked) returning id
"""
RAW_MARK = """
with done as (update reminders_occurrence set status = 'sent', done_at = now(), leased_until = null
    where id = any(%s) returning id)
insert into reminders_delivery (occurrence_id, channel, target_id, host, result, detail, at)
select id, 'web_push', 'x', 'h', 'accepted', '201', now() from done
"""


def say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--due", type=int, default=100_000, help="reminders due in the same minute")
    parser.add_argument("--rules", type=int, default=1_000_000, help="rules of the large scan")
    parser.add_argument("--pushes", type=int, default=20_000, help="messages of the sender and of the whole road")
    parser.add_argument("--sender", action="store_true", help="measure only the sender and the whole road")
    given = parser.parse_args()
    from scripts.postgres import private_postgres

    with private_postgres(durable=True) as url:
        os.environ |= {"DATABASE_URL": url, "NOD_DEMO": "1", "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        with push_sink() as origin:
            measure(given, origin)
        connections.close_all()


@contextmanager
def push_sink() -> Iterator[str]:
    """Run the push service in a process of its own, so that it takes none of the sender's time."""
    from scripts.ports import free_port

    port = free_port()
    process = subprocess.Popen([sys.executable, str(ROOT / "bench" / "push_sink.py"), str(port)])
    time.sleep(0.5)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def measure(given: argparse.Namespace, origin: str) -> None:
    from django.test import override_settings

    from backend.reminders.channels.vapid import new_pem

    pem = new_pem().decode()
    with override_settings(VAPID_PRIVATE_KEY=pem, PUSH_EXTRA_ORIGINS=[origin]):
        if given.sender:
            fill(given.pushes)
            pushes(given, origin, pem)
            return
        clinic = fill(10_000)
        scan_small = scans()
        fill(given.due, clinic)
        claim_and_mark(given.due)
        pushes(given, origin, pem)
        fill(given.rules, clinic)
        scan_large = scans()
        say("\nscan and planning tick, median of 30, milliseconds (10,000 rules → many rules)")
        for name, small in scan_small.items():
            large = scan_large[name]
            say(f"  {name:<34}{small:8.2f} → {large:8.2f}   ratio {large / small:.2f}")


def fill(people: int, clinic: Any = None) -> Any:
    """Have so many patients with a rule each."""
    from django.db import connection

    from backend.accounts.models import Clinic, User

    clinic = clinic or Clinic.objects.create(name="Bench")
    have = User.objects.filter(email__endswith="@bench.test").count()
    with connection.cursor() as cursor:
        for statement in PEOPLE.strip().rstrip(";").split(";\n"):
            cursor.execute(statement, {"first": have, "last": people - 1, "clinic": clinic.pk})
        cursor.execute("analyze")
    say(f"{people:,} patients with a rule each")
    return clinic


def make_due(count: int, on: dt.date, hours: float = -0.001) -> None:
    """Make one reminder for each of so many rules, due in so many hours; by default seconds ago."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(DUE, {"limit": count, "on": on, "hours": hours})
        cursor.execute("analyze reminders_occurrence")


def have_devices(device: Any, origin: str, key_id: str) -> None:
    """Have a device for each patient, all with the keys of this one."""
    from django.db import connection

    from backend.common.sealed import seal_text

    sealed = {name: seal_text("push", value) for name, value in device.keys.items()}
    with connection.cursor() as cursor:
        cursor.execute(DEVICES, {"origin": origin, "key": key_id, **sealed})


def scans() -> dict[str, float]:
    """Return the median milliseconds of the parts of a tick while nothing is due: every rule has a row ahead."""
    from django.db import connection

    from backend.reminders import planning, sending

    with connection.cursor() as cursor:
        cursor.execute("delete from reminders_delivery")
        cursor.execute("delete from reminders_occurrence")
    make_due(10_000_000, dt.date(2026, 1, 1), hours=20)
    return {
        "scan for what is due": median_ms(sending.claim),
        "whole sweep with nothing due": median_ms(sending.send_due_reminders),
        "planning with nothing to plan": median_ms(planning.plan_due),
    }


def median_ms(work: Callable[[], object], runs: int = 30) -> float:
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def claim_and_mark(count: int) -> None:
    """Claim and mark everything that is due in the same minute, in plain SQL and as Nod does it, without sending."""
    from django.db import connection

    from backend.reminders import sending
    from backend.reminders.channels.base import Result, Sent
    from backend.reminders.situations import rows_of

    make_due(count, dt.date(2026, 2, 1))
    started = time.perf_counter()
    done = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(RAW_CLAIM)
            ids = [row[0] for row in cursor.fetchall()]
            if not ids:
                break
            cursor.execute(RAW_MARK, [ids])
            done += len(ids)
    raw = done / (time.perf_counter() - started)
    make_due(count, dt.date(2026, 2, 2))
    bells: list[int] = []
    started = time.perf_counter()
    done = 0
    while ids := sending.claim():
        if len(ids) == sending.BATCH:
            bells.append(1)
        rows = rows_of(ids)
        sent = {pk: [Sent(pk, "web_push", "x", Result.ACCEPTED, "201", host="h")] for pk in ids}
        sending._mark([(row, "sent") for row in rows], sent)
        done += len(ids)
    own = done / (time.perf_counter() - started)
    say(f"\nclaim and mark, {done:,} due in the same minute")
    say(f"  plain SQL, batches of 1,000        {raw:10,.0f} a second")
    say(f"  Nod, batches of {sending.BATCH:<5}              {own:10,.0f} a second   ratio {own / raw:.2f}")
    say(f"  Celery tasks rung for             {len(bells):11,}   one for {done / max(1, len(bells)):,.0f} reminders")


def pushes(given: argparse.Namespace, origin: str, pem: str) -> None:
    """The sender alone and the whole road beside a plain pywebpush loop, which posts the same to the same service."""
    from django.db import connection

    from backend.reminders import sending
    from backend.reminders.channels.vapid import current_key
    from backend.reminders.channels.web_push import WebPushChannel
    from backend.reminders.models import Occurrence
    from backend.reminders.simulation.device import Device
    from backend.reminders.situations import rows_of

    key, device = current_key(), Device()
    have_devices(device, origin, key.id if key else "")
    with connection.cursor() as cursor:
        cursor.execute("update reminders_occurrence set done_at = done_at - interval '30 days'")
        cursor.execute("analyze")
    baseline = [plain_pywebpush(device, origin, pem)]
    # As a worker does at its start (config/watchdog.py).
    gc.collect()
    gc.freeze()

    make_due(given.pushes, dt.date(2026, 2, 3))
    ids = list(Occurrence.objects.filter(status="due").values_list("pk", flat=True))
    channel = WebPushChannel()
    parcels = channel.address([sending._notice(row) for row in rows_of(ids)])
    started = time.perf_counter()
    answers = [
        answer for start in range(0, len(parcels), 500) for answer in channel.deliver(parcels[start : start + 500])
    ]
    alone = len(answers) / (time.perf_counter() - started)
    channel.close()
    _expect({answer.detail for answer in answers}, {"201"})

    baseline.append(plain_pywebpush(device, origin, pem))
    started = time.perf_counter()
    counts = sending.send_due_reminders(seconds=600)
    road = counts["sent"] / (time.perf_counter() - started)
    _expect(counts, {"sent": given.pushes})
    baseline.append(plain_pywebpush(device, origin, pem))

    pooled = pooled_pywebpush(device, origin, pem)
    plain = statistics.median(baseline)
    say(f"\npush messages to a service on this machine, {given.pushes:,} of them")
    rates = ", ".join(f"{rate:,.0f}" for rate in baseline)
    say(f"  plain pywebpush loop               {plain:10,.0f} a second   ({rates})")
    say(f"  pywebpush, async, 50 in flight     {pooled:10,.0f} a second   ratio {pooled / plain:.1f}")
    say(f"  sender alone                       {alone:10,.0f} a second   ratio {alone / plain:.1f}")
    say(f"  whole road                         {road:10,.0f} a second   ratio {road / plain:.1f}")


def plain_pywebpush(device: Any, origin: str, pem: str, count: int = 1_000) -> float:
    """Return messages a second of pywebpush as its README shows it."""
    from pywebpush import webpush

    from backend.common.ids import new_id
    from backend.reminders.channels.push_post import payload

    notice = _notice()
    data = payload(notice, new_id(), "x" * 32)
    info = {"endpoint": f"{origin}/plain", "keys": device.keys}
    with tempfile.NamedTemporaryFile(suffix=".pem") as key:
        key.write(pem.encode())
        key.flush()
        started = time.perf_counter()
        for _ in range(count):
            claims = {"sub": "mailto:operator@nod.example"}
            webpush(info, data, vapid_private_key=key.name, vapid_claims=claims, ttl=3600)
        return count / (time.perf_counter() - started)


def pooled_pywebpush(device: Any, origin: str, pem: str, count: int = 5_000) -> float:
    """Return messages a second of pywebpush at its best: its async function, one session, one key read once."""
    import asyncio

    import aiohttp
    from py_vapid import Vapid
    from pywebpush import webpush_async

    from backend.common.ids import new_id
    from backend.reminders.channels.push_post import payload

    vapid = Vapid.from_pem(pem.encode())
    data = payload(_notice(), new_id(), "x" * 32).decode()
    info = {"endpoint": f"{origin}/plain", "keys": device.keys}

    async def send(session: aiohttp.ClientSession, waiting: Iterator[int]) -> None:
        for _ in waiting:
            claims: dict[str, str | int] = {"sub": "mailto:operator@nod.example"}
            await webpush_async(
                info, data, vapid_private_key=vapid, vapid_claims=claims, ttl=3600, timeout=10, aiohttp_session=session
            )

    async def all_of_them() -> None:
        waiting = iter(range(count))
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            await asyncio.gather(*(send(session, waiting) for _ in range(50)))

    started = time.perf_counter()
    asyncio.run(all_of_them())
    return count / (time.perf_counter() - started)


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise SystemExit(f"expected {wanted}, not {found}")


def _notice() -> Any:
    from backend.common import clock
    from backend.common.ids import new_id
    from backend.reminders.channels.base import Notice

    return Notice(new_id(), new_id(), new_id(), "", "en", "session", False, clock.now())


if __name__ == "__main__":
    main()
