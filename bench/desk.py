"""How quick is the desk? `make bench-desk`: 300 patients with two years of diary on a private, durable PostgreSQL.

Prints queries and server time of the work list (20 and 300 patients), the patient page, and a year of timeline, each
beside an answer that reads nothing (`/api/v1/me`) in the same run.
"""

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.summaries import fill, say  # noqa: E402

RUNS = 40


def main() -> None:
    from scripts.postgres import private_postgres

    with private_postgres(durable=True) as url:
        os.environ |= {"DATABASE_URL": url, "NOD_DEMO": "1", "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
        import django

        django.setup()
        _measure()
        from django.db import connections

        connections.close_all()


def _measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from backend.accounts.models import CareRelationship, Patient, User
    from backend.insights.services import refresh_all
    from tests.people import note_sign_in

    user_id, patients = fill(300, 730)
    for done, _ in refresh_all(Patient.objects.order_by("pk")):
        say(f"  {done} counted")
    user = User.objects.get(pk=user_id)
    few = User.objects.create(email="few@bench.test", name="Few")
    few.membership = type(user.membership)(user=few, clinic=user.membership.clinic, role="therapist")
    few.membership.save()
    CareRelationship.objects.bulk_create(
        CareRelationship(patient=patient, therapist=few, started_at=patient.created_at) for patient in patients[:20]
    )
    clients = {name: Client(SERVER_NAME="127.0.0.1") for name in ("all", "few")}
    for client, person in ((clients["all"], user), (clients["few"], few)):
        client.force_login(person)
        note_sign_in(client, person)
    page = f"/api/v1/patients/{patients[1].pk}"
    bare = 0.0
    for label, who, path in (
        ("an answer that reads nothing", "all", "/api/v1/me"),
        ("work list, 20 patients", "few", "/api/v1/work-list"),
        ("work list, 300 patients", "all", "/api/v1/work-list"),
        ("patient page", "all", page),
        ("timeline of a year", "all", f"{page}/timeline?days=366"),
    ):
        times = []
        for _ in range(RUNS):
            with CaptureQueriesContext(connection) as queries:
                started = time.perf_counter()
                answer = clients[who].get(path)
                times.append((time.perf_counter() - started) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{path}: {answer.content!r}")
        middle = statistics.median(times)
        bare = bare or middle
        size = len(answer.content) / 1000
        ratio = middle / bare
        print(f"{label:30} {middle:6.1f} ms  {len(queries)} queries  {size:6.1f} kB  {ratio:5.1f} x the bare answer")


if __name__ == "__main__":
    main()
