"""What staff wrote is put right or taken back: what stands counts, what was said before stays."""

import json
import uuid
from typing import Any

import pytest

from backend.audit.models import AuditEvent
from backend.reports.fhir import bundle_of
from backend.rights.record import whole_record
from tests.backend.desk.test_once_is_once import assessment_of, note_of, of, today, treatment_of
from tests.people import People

WHY = {"because": "Wrong patient's minutes."}
WRITTEN: dict[str, Any] = {
    "notes": (note_of, {"text": "Called back.", "minutes": 6}),
    "treatments": (treatment_of, {"kind": "dry_needling", "note": "left"}),
    "assessments": (assessment_of, {"findings": {"frt_left_deg": 38}, "checklist": {}, "note": "Read anew."}),
}


def listed(people: People, kind: str) -> Any:
    found = people.client(people.tara).get(of(people, kind)).json()
    return (found["notes"] if kind == "notes" else found)[0]


def sends(people: People, method: str, rest: str, body: Any, by: Any = None) -> Any:
    client = people.client(by or people.tara)
    return client.generic(method, of(people, rest), json.dumps(body), content_type="application/json")


def correction(kind: str) -> dict[str, Any]:
    values = WRITTEN[kind][1]
    return {**values, **({} if kind == "notes" else {"occurred_on": str(today())}), "revision": 0, **WHY}


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_correction_keeps_what_was_said_before(kind: str, people: People) -> None:
    make, values = WRITTEN[kind]
    row = make(people)
    before = listed(people, kind)
    assert sends(people, "PUT", f"{kind}/{row}", correction(kind)).status_code == 204
    after = listed(people, kind)
    assert {name: after[name] for name in values} == values
    [entry] = after["corrections"]
    assert (entry["act"], entry["by"], entry["because"]) == ("corrected", "Tara", WHY["because"])
    assert {name: entry["was"][name] for name in values} == {name: before[name] for name in values}
    assert AuditEvent.objects.filter(action="changed", what=kind[:-1], patient_id=people.patient.pk).count() == 1

    stale = sends(people, "PUT", f"{kind}/{row}", correction(kind))
    assert (stale.status_code, stale.json()["code"]) == (409, "corrected")
    gone = sends(people, "POST", f"{kind}/{row}/withdraw", {"revision": 0, **WHY})
    assert gone.json()["code"] == "corrected"
    assert sends(people, "POST", f"{kind}/{row}/withdraw", {"revision": 1, **WHY}).status_code == 204
    assert sends(people, "PUT", f"{kind}/{row}", {**correction(kind), "revision": 2}).json()["code"] == "withdrawn"
    assert [each["act"] for each in listed(people, kind)["corrections"]] == ["corrected", "withdrawn"]


@pytest.mark.parametrize("kind", WRITTEN)
def test_nothing_is_put_right_without_a_reason_or_by_a_stranger(kind: str, people: People) -> None:
    row = WRITTEN[kind][0](people)
    for method, rest, body in (
        ("PUT", f"{kind}/{row}", correction(kind)),
        ("POST", f"{kind}/{row}/withdraw", {"revision": 0, **WHY}),
    ):
        assert sends(people, method, rest, {**body, "because": ""}).status_code == 400
        assert sends(people, method, rest, body, by=people.tom).status_code == 404
        assert sends(people, method, rest.replace(str(row), str(uuid.uuid4())), body).status_code == 404
    assert listed(people, kind)["corrections"] == []


def test_minutes_count_as_they_stand(people: People) -> None:
    def minutes() -> int:
        return int(people.client(people.tara).get(of(people, "notes")).json()["monitoring"]["minutes_this_month"])

    row = note_of(people)
    assert minutes() == 60
    sends(people, "PUT", f"notes/{row}", correction("notes"))
    assert minutes() == 6
    sends(people, "POST", f"notes/{row}/withdraw", {"revision": 1, **WHY})
    assert minutes() == 0


def test_what_was_withdrawn_stands_on_no_axis_and_in_no_bundle_but_in_the_record(people: People) -> None:
    rows = {kind: make(people) for kind, (make, _) in WRITTEN.items()}
    ids = {str(rows["treatments"]), str(rows["assessments"])}

    def shown() -> tuple[int, int, int]:
        timeline = people.client(people.tara).get(of(people, "timeline")).json()
        bundle = {entry["resource"]["id"] for entry in bundle_of(people.patient, people.tara)["entry"]}
        return len(timeline["treatments"]), len(timeline["assessments"]), len(ids & bundle)

    assert shown() == (1, 1, 2)
    for kind, row in rows.items():
        assert sends(people, "POST", f"{kind}/{row}/withdraw", {"revision": 0, **WHY}).status_code == 204
    assert shown() == (0, 0, 0)
    whole = whole_record(people.patient)
    for kind in WRITTEN:
        [kept] = whole[kind]
        assert kept["withdrawn"]
        assert kept["corrections"][0]["because"] == WHY["because"]
    # The checklist is never the patient's to read, not in a history either.
    assert "checklist" not in json.dumps(whole)


def test_a_corrected_examination_says_so_in_fhir(people: People) -> None:
    row = assessment_of(people)
    sends(people, "PUT", f"assessments/{row}", correction("assessments"))
    found = {entry["resource"]["id"]: entry["resource"] for entry in bundle_of(people.patient, people.tara)["entry"]}
    assert found[str(row)]["status"] == "corrected"


def test_a_name_is_put_right_everywhere_and_the_trail_holds_none(people: People) -> None:
    body = {"name": "Pia Moreno", "because": "Misspelled at the desk."}
    assert sends(people, "PUT", "name", body, by=people.tom).status_code == 404
    assert sends(people, "PUT", "name", body).status_code == 204
    people.patient.refresh_from_db()
    people.pia.refresh_from_db()
    assert (people.patient.name, people.pia.name) == ("Pia Moreno", "Pia Moreno")
    person = whole_record(people.patient)["person"]
    assert [(each["was"], each["by"]) for each in person["earlier_names"]] == [("Pia", "Tara")]
    event = AuditEvent.objects.get(what="name")
    assert (event.action, event.actor_id, event.counts) == ("changed", people.tara.pk, {})
