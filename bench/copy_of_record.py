"""How long does a patient wait for a copy of the record? `make bench-copy`: five years on a private PostgreSQL.

Prints the time and the size of the whole zip and of its parts; docs/security.md (31) asks for at most 60 s.
"""

import io
import os
import sys
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.summaries import fill  # noqa: E402

DAYS = 5 * 365
LIMIT_SECONDS = 60


def main() -> None:
    from scripts.postgres import private_postgres

    with private_postgres(durable=True) as url:
        os.environ |= {"DATABASE_URL": url, "NOD_DEMO": "1", "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
        import django

        django.setup()
        seconds = _measure()
        from django.db import connections

        connections.close_all()
    if seconds > LIMIT_SECONDS:
        sys.exit(f"The copy took longer than {LIMIT_SECONDS} s.")


def _measure() -> float:
    from backend.accounts.models import User
    from backend.rights.export import export_record
    from backend.rights.record import whole_record

    _, (patient,) = fill(1, DAYS)
    if patient.user is None:
        patient.user = User.objects.create(email="five-years@bench.test", name=patient.name)
        patient.save()
    started = time.perf_counter()
    held = export_record(patient.user, patient)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    whole = whole_record(patient)
    alone = time.perf_counter() - started
    held.seek(0, io.SEEK_END)
    days, size = len(whole["days"]), held.tell() / 1e6
    print(f"{days} days in five years: {seconds:.1f} s, {size:.2f} MB; reading them alone {alone:.1f} s")
    with zipfile.ZipFile(held) as file:
        for part in file.infolist():
            print(f"  {part.filename:24} {part.file_size / 1000:9.1f} kB")
    return seconds


if __name__ == "__main__":
    main()
