"""The copy a patient takes along: one zip with the record as JSON, and as tables that a spreadsheet opens."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from backend.accounts.models import Patient, User
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.rights.record import whole_record
from backend.rights.tables import tables_of

README = {
    "en": (
        "This is your record in Nod, made on {date}.\n\n"
        "record.json   everything, for programs: another Nod can take it in\n"
        "*.csv         the same as tables, for a spreadsheet\n\n"
        "It holds health data. Keep it where only you can read it.\n"
    ),
    "es": (
        "Este es tu historial en Nod, hecho el {date}.\n\n"
        "record.json   todo, para programas: otro Nod puede leerlo\n"
        "*.csv         lo mismo en tablas, para una hoja de cálculo\n\n"
        "Contiene datos de salud. Guárdalo donde solo tú puedas leerlo.\n"
    ),
}


@transaction.atomic
def export_record(user: User, patient: Patient) -> bytes:
    """Return the zip, and record that it was made."""
    whole = whole_record(patient)
    record(Action.EXPORTED, "record", actor_id=user.pk, patient_id=patient.pk, clinic_id=patient.clinic_id)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        words = README.get(patient.language, README["en"])
        file.writestr("README.txt", words.format(date=clock.local_today(patient.time_zone)))
        file.writestr("record.json", json.dumps(whole, ensure_ascii=False, indent=1))
        for name, rows in tables_of(whole, patient.language).items():
            file.writestr(f"{name}.csv", as_csv(rows))
    return held.getvalue()


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Return rows as CSV, every cell quoted and none that a spreadsheet would run as a formula (OWASP)."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    held = io.StringIO()
    # The mark tells Excel that this is UTF-8.
    held.write("\ufeff")
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return held.getvalue()


# Also the full-width forms, which some spreadsheets take for the plain ones.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _cell(", ".join(str(each) for each in value))
    if not isinstance(value, str):
        return str(value)
    return "\n".join(
        f"'{line}" if line.lstrip(" \u00a0").startswith(_STARTS_FORMULA) else line for line in _lines(value)
    )


def _lines(value: str) -> list[str]:
    return value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
