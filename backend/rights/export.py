"""The copy a patient takes along: one zip with the record as JSON, and as tables that a spreadsheet opens."""

import io
import json
import zipfile

from django.db import transaction

from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.reports.spreadsheet import as_csv
from backend.reports.tables import tables_of
from backend.rights.record import whole_record

README = {
    "en": (
        "This is your record in Nod, made on {date}.\n\n"
        "record.json   everything in one file, for programs\n"
        "*.csv         the same as tables, for a spreadsheet\n\n"
        "It holds health data. Keep it where only you can read it.\n"
    ),
    "es": (
        "Este es tu historial en Nod, hecho el {date}.\n\n"
        "record.json   todo en un archivo, para programas\n"
        "*.csv         lo mismo en tablas, para una hoja de cálculo\n\n"
        "Contiene datos de salud. Guárdalo donde solo tú puedas leerlo.\n"
    ),
}


@transaction.atomic
def export_record(user: User, patient: Patient) -> bytes:
    """Return the zip, and record that it was made."""
    whole = whole_record(patient)
    note_act(Action.EXPORTED, "record", user, patient)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        words = README.get(patient.language, README["en"])
        file.writestr("README.txt", words.format(date=clock.local_today(patient.time_zone)))
        file.writestr("record.json", json.dumps(whole, ensure_ascii=False, indent=1))
        for name, rows in tables_of(whole, patient.language).items():
            file.writestr(f"{name}.csv", as_csv(rows))
    return held.getvalue()
