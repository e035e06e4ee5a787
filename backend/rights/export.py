"""The copy a patient takes along: one zip with the record as JSON, as tables that a spreadsheet opens, as FHIR for the
next clinic's system, and as pages to read."""

import datetime as dt
import itertools
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, cast

from django.db import transaction

from backend.accounts.models import Patient, User
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.audit.parts import Parts
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
Tables = dict[str, Callable[[], list[dict[str, Any]]]]
EVER = dt.date(2000, 1, 1)
HELD_BYTES = 4_000_000
MISSING = {
    "en": "These couldn't be read and are missing here. Whoever runs Nod for your clinic has been told:",
    "es": "Esto no se pudo leer y falta aquí. Ya se avisó a quien administra Nod en tu clínica:",
}
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
def export_record(user: User, patient: Patient) -> IO[bytes]:
    """Return the zip as an open file at its beginning, and record that it was made."""
    note_act(Action.EXPORTED, "record", user, patient)
    return copy_of(patient, user)


def copy_of(patient: Patient, by: User) -> IO[bytes]:
    """Return the zip as an open file at its beginning. Whoever calls this records that it was made.

    A part that cannot be made is named in README.txt and left out; the rest is whole.
    """
    parts = Parts("copy", patient.pk)
    # Beyond a few megabytes it lies on the disk, under no name, and is gone when it is closed.
    held = tempfile.SpooledTemporaryFile(max_size=HELD_BYTES)  # noqa: SIM115  the caller reads and closes it
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, chunks in _files(by, patient, parts):
            with file.open(name, "w") as entry:
                for chunk in chunks:
                    entry.write(chunk)
        file.writestr("README.txt", _readme(patient, parts.missing))
    held.seek(0)
    return cast(IO[bytes], held)


def _files(by: User, patient: Patient, parts: Parts) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield each file of the copy that can be made, one after the other, in pieces."""
    whole = whole_record(patient, parts)
    yield "record.json", _json(whole)
    tables: Tables = parts.take("tables", lambda: tables_of(whole, patient.language), {})
    for name, make in tables.items():
        if table := parts.take(f"{name}.csv", lambda make=make: as_csv(make()), ""):  # type: ignore[misc]
            yield f"{name}.csv", [table.encode()]
    if fhir := parts.take("record.fhir.json", lambda: bundle_of(patient, by, EVER, parts), None):
        yield "record.fhir.json", _json(fhir)
    for name, make_page in _pages(patient).items():
        if pdf := parts.take(name, make_page, b""):
            yield name, [pdf]


def _json(value: Any) -> Iterator[bytes]:
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(value)
    while chunk := "".join(itertools.islice(pieces, 10_000)):
        yield chunk.encode()


def _readme(patient: Patient, missing: list[str]) -> str:
    language = patient.language if patient.language in README else "en"
    words = README[language].format(date=clock.local_today(patient.time_zone))
    return "\n".join([words, MISSING[language], *missing, ""]) if missing else words


def _pages(patient: Patient) -> dict[str, Callable[[], bytes]]:
    """Return what makes the pages to read, by file name."""
    pages = {"report.pdf": lambda: _pdf(report_html(report_of(patient)))}
    if current_version(patient.pk):
        pages["program.pdf"] = lambda: _pdf(report_template("handout", handout_of(patient)))
    return pages


def _pdf(html: str) -> bytes:
    """Return a page as PDF; nothing where the server cannot make any: all it says is in the rest."""
    try:
        return to_pdf(html)
    except PdfUnavailable:
        return b""
