"""What may be stored can be exported, and what cannot be read is named and keeps nothing else back."""

import datetime as dt
import json
import os
import zipfile
from typing import Any

import pytest
from django.db import transaction
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.accounts.models import Contact, Patient
from backend.assessments.models import Assessment, ClinicTreatment
from backend.audit.models import Fault
from backend.audit.parts import Parts
from backend.common import clock
from backend.desk.models import CareNote
from backend.diary.models import DayEntry, DayRevision, MeasureScore, RedFlagAnswer, RedFlagCheck, SessionLog
from backend.messages.models import Message
from backend.programs.models import PrescribedExercise, Program, ProgramVersion
from backend.reports.content import report_of
from backend.reports.fhir import bundle_of
from backend.reports.report_page import report_html
from backend.reports.spreadsheet import as_csv, report_rows
from backend.reports.tables import tables_of
from backend.rights.export import export_record
from backend.rights.record import whole_record
from tests.builders import answers, phone_sends, running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

LONG = bool(os.environ.get("NOD_LONG"))
SIZED = settings(
    max_examples=300 if LONG else 8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# All that a database takes: no NUL, no half of a character.
ODD = [
    *(
        "",
        " ",
        "  two  spaces ",
        "\n",
        "\t",
        "\x01",
        "\x1b[31m",
        "\x1f",
        "\x7f",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\uffff",
    ),
    *("=1+1", "<script>", "]]>", "&amp;", "{{ 7 }}", "%s{}", "🧑🏽‍🚀", "e\u0301", "ß" * 60, '"', "urn:uuid:x", "null"),
]
STORABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.sampled_from(ODD) | st.text(STORABLE, max_size=12)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | TEXTS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXTS, inside, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def record(people: People) -> People:
    """A whole record: what a phone sends and what staff write."""
    version = running_program(people.tara, people.patient.pk)
    on = clock.local_today(ZONE) - dt.timedelta(days=1)
    medicines = [{"class": "triptan", "name": "Suma", "doses": 1}]
    sent = [
        day_record(on, headache=True, peak_intensity=7, medicines=medicines, note="n"),
        day_record(on - dt.timedelta(days=1), headache=False),
        session_record(version, on, pain_after=3, note="n"),
        message_record("The good one"),
        red_flag_record(on, t1=True),
        dated_record("measure_score", on, measure="activities", values={"Reading": 4}),
    ]
    phone_sends(people.patient.pk, people.pia.pk, sent)
    answers(people.tara, people.patient.pk, "Hello")
    common = {"clinic_id": people.clinic.pk, "patient": people.patient, "therapist": people.tara, "occurred_on": on}
    Assessment.objects.create(**common, findings={"position_notes": "x", "frt_left_deg": 30}, written_at=clock.now())
    ClinicTreatment.objects.create(**common, kind="massage", note="n", written_at=clock.now())
    CareNote.objects.create(**common, text="n", minutes=3, written_at=clock.now())
    Contact.objects.create(patient=people.patient, phone="1", emergency_name="n")
    return people


def exported(people: People) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Make every export there is; return the whole record, the bundle, and what is missing from them."""
    patient = Patient.objects.get(pk=people.patient.pk)
    parts = Parts("copy", patient.pk)
    whole = whole_record(patient, parts)
    for name, make in parts.take("tables", lambda: tables_of(whole, "es"), {}).items():
        parts.take(name, lambda make=make: as_csv(make()), "").encode()
    bundle = bundle_of(patient, people.pia, dt.date(2000, 1, 1), parts)
    Bundle.model_validate(bundle)
    known = {f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"]}
    assert references_in(bundle) <= known
    report = report_of(patient, parts)
    as_csv(report_rows(report)).encode()
    report_html(report, on_screen=True).encode()
    json.dumps([whole, bundle], ensure_ascii=False).encode()
    if LONG:
        with zipfile.ZipFile(export_record(people.pia, patient)) as file:
            assert file.testzip() is None
    return whole, bundle, parts.missing


def references_in(value: Any) -> set[str]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = {value["reference"]} if isinstance(value, dict) and isinstance(value.get("reference"), str) else set()
    return own.union(*(references_in(item) for item in inside)) if inside else own


TEXT_OF: list[tuple[Any, str]] = [
    *((Contact, name) for name in ("phone", "emergency_name", "emergency_phone", "record_number")),
    *((model, "note") for model in (Assessment, ClinicTreatment, SessionLog, PrescribedExercise, ProgramVersion)),
    *((Message, "text"), (CareNote, "text"), (Patient, "name"), (Program, "name"), (ProgramVersion, "phase_name")),
    *((RedFlagAnswer, "text"), (RedFlagAnswer, "cleared_because")),
]
JSON_OF: list[tuple[Any, str]] = [
    *((DayEntry, "fields"), (DayEntry, "conflicts"), (DayRevision, "changes"), (MeasureScore, "values")),
    *((RedFlagCheck, "answers"), (Assessment, "findings"), (Assessment, "corrections"), (CareNote, "corrections")),
    *((ProgramVersion, "overrides"), (ProgramVersion, "open_answers"), (Program, "held"), (Patient, "earlier_names")),
]


@given(data=st.data())
@SIZED
def test_whatever_is_typed_can_be_exported_whole(record: People, data: st.DataObject) -> None:
    with transaction.atomic():
        for model, name in data.draw(st.lists(st.sampled_from(TEXT_OF), min_size=1, max_size=5, unique=True)):
            most = model._meta.get_field(name).max_length
            model.objects.update(**{name: data.draw(TEXTS, label=name)[:most]})
        note = data.draw(TEXTS)
        Assessment.objects.update(findings={"position_notes": note, "frt_left_deg": 30, "pain_sides": ["left", note]})
        DayEntry.objects.filter(headache=True).update(
            fields={"headache": True, "note": note, "medicines": [{"class": "triptan", "name": note}]}
        )
        MeasureScore.objects.update(values={data.draw(TEXTS, label="activity"): 4.5})
        _, _, missing = exported(record)
        assert missing == []
        assert not Fault.objects.exists()
        transaction.set_rollback(True)


@given(data=st.data())
@SIZED
def test_what_cannot_be_read_is_named_and_keeps_nothing_else_back(record: People, data: st.DataObject) -> None:
    with transaction.atomic():
        model, name = data.draw(st.sampled_from(JSON_OF))
        row = model.objects.order_by("pk").last()
        odd = data.draw(ANYTHING, label=f"{model.__name__}.{name}")
        model.objects.filter(pk=row.pk).update(**{name: odd if odd is not None else []})
        whole, bundle, _ = exported(record)
        assert "The good one" in [each["text"] for each in whole["messages"]]
        kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
        assert kinds >= {"Patient", "Communication", "Procedure", "CarePlan", "Provenance"}
        transaction.set_rollback(True)


def test_a_copy_with_a_fault_names_it_and_has_the_rest(record: People) -> None:
    Assessment.objects.update(corrections=[5])
    DayRevision.objects.filter(occurred_on=clock.local_today(ZONE) - dt.timedelta(days=1)).update(parents=5)
    with zipfile.ZipFile(export_record(record.pia, record.patient)) as file:
        said = file.read("README.txt").decode()
        whole = json.loads(file.read("record.json"))
        names = set(file.namelist())
    assert "assessments" in said
    assert "assessments" in whole["missing"]
    assert whole["notes"]
    assert {"record.fhir.json", "diary.csv", "report.pdf"} <= names
    assert Fault.objects.filter(work="copy").exists()


def test_the_desks_report_names_what_it_could_not_read(record: People, monkeypatch: pytest.MonkeyPatch) -> None:
    MeasureScore.objects.update(values=[])
    page = record.client(record.tara).get(f"/api/v1/patients/{record.patient.pk}/report")
    assert page.status_code == 200
    assert "Could not be read: measures." in page.content.decode()
    assert "Safety answers" in page.content.decode()
