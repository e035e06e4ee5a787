"""The copy a patient takes along: one zip with the record as JSON, as tables that a spreadsheet opens, as FHIR for the
next clinic's system, and as pages to read."""

import datetime as dt
import io
import json
import zipfile

from django.db import transaction

from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.programs.selectors import current_version
from backend.reports.content import report_of
from backend.reports.fhir import bundle_of
from backend.reports.handout import handout_of
from backend.reports.pdf import PdfUnavailable, report_template, to_pdf
from backend.reports.report_page import report_html
from backend.reports.spreadsheet import as_csv
from backend.reports.tables import tables_of
from backend.rights.record import whole_record

# Before anything that Nod holds.
EVER = dt.date(2000, 1, 1)
README = {
    "en": (
        "This is your record in Nod, made on {date}.\n\n"
        "record.json   everything in one file, for programs\n"
        "*.csv         the same as tables, for a spreadsheet\n"
        "record.fhir.json  for the system of another clinic (FHIR R4B)\n"
        "report.pdf    one page for a doctor, in English\n"
        "program.pdf   your exercises, if a program runs\n\n"
        "It holds health data. Keep it where only you can read it.\n"
    ),
    "es": (
        "Este es tu historial en Nod, creado el {date}.\n\n"
        "record.json   todo en un archivo, para programas\n"
        "*.csv         lo mismo en tablas, para una hoja de cálculo\n"
        "record.fhir.json  para el sistema de otra clínica (FHIR R4B)\n"
        "report.pdf    una página para un médico, en inglés\n"
        "program.pdf   tus ejercicios, si tienes un programa activo\n\n"
        "Contiene datos de salud. Guárdalo en un lugar que solo tú puedas ver.\n"
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
        fhir = bundle_of(patient, user, since=EVER)
        file.writestr("record.fhir.json", json.dumps(fhir, ensure_ascii=False, indent=1))
        for name, pdf in _pages(patient).items():
            file.writestr(name, pdf)
    return held.getvalue()


def _pages(patient: Patient) -> dict[str, bytes]:
    """Return the pages to read, by file name; none where the server cannot make PDF: all they say is in the rest."""
    try:
        pages = {"report.pdf": to_pdf(report_html(report_of(patient)))}
        if current_version(patient.pk):
            pages["program.pdf"] = to_pdf(report_template("handout", handout_of(patient)))
    except PdfUnavailable:
        return {}
    return pages
