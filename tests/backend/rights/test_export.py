"""The copy of a record: complete, and safe to open."""

import csv
import datetime as dt
import io
import json
import zipfile
from typing import IO, Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, OneToOneField
from fhir.resources.R4B.bundle import Bundle

from backend.accounts.models import Patient
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.diary.models import DayEntry
from backend.reports.pdf import PdfUnavailable
from backend.reports.spreadsheet import as_csv
from backend.rights.export import export_record
from tests.builders import answers, phone_sends, running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

# Where each kind of row about a patient stands in the export; what is left out says why.
IN_EXPORT = {
    "accounts.CareRelationship": "care",
    "accounts.Consent": "consents",
    "accounts.Contact": "person",
    "accounts.Invitation": None,  # a used or dead code's hash
    "accounts.Submission": None,  # what tells a second try from something new; its answer is forgotten after a day
    "programs.Program": "programs",
    "assessments.Assessment": "assessments",
    "assessments.FindingDecision": "assessments",
    "assessments.ClinicTreatment": "treatments",
    "diary.DayRevision": "records",
    "diary.DayEntry": "days",
    "diary.SessionLog": "records",
    "diary.RedFlagCheck": "records",
    "diary.RedFlagAnswer": "red_flags",
    "diary.MeasureScore": "records",
    "diary.Baseline": "records",
    "patient_messages.Message": "messages",
    "insights.PatientSummary": None,  # counted from the rest at any time
    "desk.CareNote": "notes",
    "insights.Reason": None,  # likewise: rules over the rest, for the therapist's list
    "reminders.ReminderRule": "reminders",
    "reminders.ReminderPreferences": "reminder_preferences",
    "reminders.Occurrence": None,  # when a reminder was due, made from the rules
}


def test_every_kind_of_row_about_a_patient_is_in_the_export_or_has_a_reason() -> None:
    about = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField) and field.related_model is Patient
    }
    assert about == set(IN_EXPORT)


def unzip(held: IO[bytes]) -> dict[str, str]:
    with held, zipfile.ZipFile(held) as file:
        return {name: file.read(name).decode("utf-8-sig", errors="replace") for name in file.namelist()}


@pytest.fixture
def sent(people: People) -> list[dict[str, Any]]:
    """What Pia's phone sent: one record of each type."""
    version = running_program(people.tara, people.patient.pk)
    day = clock.local_today(ZONE) - dt.timedelta(days=1)
    medicines = [{"class": "triptan", "name": "Suma", "doses": 1}]
    records = [
        day_record(day, headache=True, peak_intensity=7, medicines=medicines, note="=HYPERLINK(1)"),
        session_record(version, day, pain_after=3, note="went well"),
        message_record("Is this right?"),
        red_flag_record(day, s2=False),
        dated_record("measure_score", day, measure="activities", values={"Reading": 4}),
        dated_record("baseline", day, headache_days_28=12, usual_pain=5, worst_pain=8),
    ]
    phone_sends(people.patient.pk, people.pia.pk, records)
    return records


def test_the_export_gives_back_what_the_phone_sent(people: People, sent: list[dict[str, Any]]) -> None:
    answers(people.tara, people.patient.pk, "Yes, it is.")
    files = unzip(export_record(people.pia, people.patient))
    whole = json.loads(files["record.json"])
    given = {record["id"]: record for record in whole["records"]}
    assert len(given) == len(sent)
    for record in sent:
        back = given[record["id"]]
        for name in set(record) - {"recorded_at", "started_at", "ended_at", "exercises"}:
            assert back[name] == record[name], name
    assert [each["text"] for each in whole["messages"]] == ["Is this right?", "Yes, it is."]
    assert whole["programs"][0]["versions"][0]["items"][0]["name"]["en"]
    assert set(files) >= {
        "README.txt",
        "diary.csv",
        "sessions.csv",
        "exercises_done.csv",
        "messages.csv",
        "program.csv",
        "record.fhir.json",
    }


def test_the_export_has_the_whole_record_for_another_clinic(people: People, sent: list[dict[str, Any]]) -> None:
    long_ago = clock.local_today(ZONE) - dt.timedelta(days=400)
    # As if the phone had sent it then: today it would be too old to write down.
    DayEntry.objects.filter(patient=people.patient).update(occurred_on=long_ago)
    bundle = json.loads(unzip(export_record(people.pia, people.patient))["record.fhir.json"])
    Bundle.model_validate(bundle)
    resources = [entry["resource"] for entry in bundle["entry"]]
    assert str(long_ago) in json.dumps([each for each in resources if each["resourceType"] == "Observation"])
    (provenance,) = [each for each in resources if each["resourceType"] == "Provenance"]
    assert provenance["agent"] == [{"who": {"reference": f"urn:uuid:{people.patient.pk}", "type": "Patient"}}]
    staff = {each["name"][0]["text"] for each in resources if each["resourceType"] == "Practitioner"}
    assert staff == {"Tara"}


def test_the_export_has_pages_to_read(people: People, sent: list[dict[str, Any]]) -> None:
    with zipfile.ZipFile(export_record(people.pia, people.patient)) as file:
        assert all(file.read(name).startswith(b"%PDF-") for name in ("report.pdf", "program.pdf"))


def test_an_export_is_made_without_pages_where_there_is_no_pango(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise PdfUnavailable("no Pango", "pdf_unavailable")

    monkeypatch.setattr("backend.rights.export.to_pdf", fails)
    files = unzip(export_record(people.pia, people.patient))
    assert "record.json" in files
    assert not [name for name in files if name.endswith(".pdf")]


def test_an_export_is_written_down_once(people: People) -> None:
    export_record(people.pia, people.patient)
    assert AuditEvent.objects.filter(action="exported", patient_id=people.patient.pk).count() == 1


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\u00a0=1", "＝1", "fine\n=1", "\r=1", "x\r\n+2", '"=1'],
)
def test_no_cell_runs_as_a_formula(text: str) -> None:
    read = list(csv.reader(io.StringIO(as_csv([{"note": text}])[1:], newline="")))[1][0]
    for line in read.split("\n"):
        bare = line.lstrip(" \u00a0\t")
        assert bare == line.lstrip(" \u00a0") or line.startswith("'")
        assert not bare.startswith(("=", "+", "-", "@", "＝"))


def test_only_a_patient_exports_and_only_the_own_record(people: People) -> None:
    for user in (None, people.tara, people.tom, people.lena, people.olga, people.cora):
        assert people.client(user).post("/api/v1/record/export").status_code == 403
