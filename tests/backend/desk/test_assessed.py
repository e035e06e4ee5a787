"""Examinations, treatments, notes and snoozes over HTTP."""

import datetime as dt
from typing import Any

import pytest

from backend.accounts.details import set_details
from backend.assessments.exam import jull_cluster, rotation_reduced_sides
from backend.common import clock
from backend.desk.prescribing import prescribe_program
from backend.insights.gather import gather_facts
from backend.insights.models import Reason
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from backend.sync.push import push
from tests.people import People
from tests.records import ZONE, day_record, message_record, red_flag_record

CHECKLIST = {"has_headache": "yes", "B_clinical": "yes", "C1": "yes", "D_other_dx_excluded": "yes"}


def place(people: People, what: str) -> str:
    return f"/api/v1/patients/{people.patient.pk}/{what}"


def assess(people: People, on: dt.date, *, checklist: dict[str, str] | None = None, **findings: Any) -> Any:
    body = {"occurred_on": on.isoformat(), "findings": findings, "checklist": checklist or {}}
    return people.client(people.tara).post(place(people, "assessments"), body, format="json")


def test_flags_and_checklist_stand_beside_what_was_measured(people: People) -> None:
    today = clock.local_today(ZONE)
    set_details(people.tara, people.patient.pk, sex="female")
    assert (
        assess(
            people, today - dt.timedelta(days=20), checklist=CHECKLIST, frt_left_deg=25, frt_right_deg=40
        ).status_code
        == 201
    )
    last = {**CHECKLIST, "C3_rom_reduced": "yes", "C3_provoked_worse": "yes"}
    assess(
        people,
        today,
        checklist=last,
        frt_left_deg=41,
        frt_right_deg=42,
        ccft_stage_mmhg=24,
        ccft_reps=5,
        dnf_endurance_s=12,
    )
    now, before = people.client(people.tara).get(place(people, "assessments")).json()
    assert before["flags"]["frt_positive_sides"] == ["left"]
    assert (before["result"]["result"], before["result"]["missing"]) == (
        "unknown",
        ["C2", "C3_rom_reduced", "C3_provoked_worse", "C4"],
    )
    assert now["flags"] == {
        "safety": [],
        "frt_positive_sides": [],
        "frt_side_difference": 1,
        "ccft_low": True,
        "ccft_index": 20,
        "dnf_short": True,
        "rotation_reduced_sides": None,
        "jull_cluster": None,
    }
    assert now["result"]["result"] == "yes"


def test_a_retest_feeds_the_rules_of_the_phase(people: People) -> None:
    dose = PrescribedDose("snag-c1c2-turn", 1, 2, 3, 5, per_day=2, days_week=7, side="left")
    gates = frozenset({"therapist_taught_in_person", "side_to_turn_set", "frt_recorded"})
    today = clock.local_today(ZONE)
    new = NewProgram("c1c2-towel-turn", 1, today - dt.timedelta(days=20), [dose], confirmed=gates)
    prescribe_program(people.tara, people.patient.pk, new)

    def rotation_rule() -> bool | None:
        phase = gather_facts([people.patient], clock.now())[people.patient.pk].phase
        assert phase is not None
        return next(verdict.met for verdict in phase.verdicts if "frt_retest_deg" in verdict.rule)

    assert rotation_rule() is None
    # Before the phase began, and then two retests: the worse side at 27 degrees, and at 39, from where it is enough.
    assess(people, today - dt.timedelta(days=40), frt_left_deg=44, frt_right_deg=44)
    assert rotation_rule() is None
    assess(people, today - dt.timedelta(days=5), frt_left_deg=27, frt_right_deg=39)
    assert rotation_rule() is False
    assess(people, today, frt_left_deg=39, frt_right_deg=44)
    assert rotation_rule() is True


@pytest.mark.parametrize(
    ("findings", "field"),
    [
        ({"frt_left_deg": 120}, "findings.frt_left_deg"),
        ({"rotation_left_deg": -1}, "findings.rotation_left_deg"),
        ({"ccft_stage_mmhg": 25}, "findings.ccft_stage_mmhg"),
        ({"dnf_endurance_s": "long"}, "findings.dnf_endurance_s"),
        ({"pain_change_on_correction": -11}, "findings.pain_change_on_correction"),
        ({"c1_2_left_mobility": "gone"}, "findings.c1_2_left_mobility"),
        ({"ccft_compensation": ["nodding"]}, "findings.ccft_compensation.0"),
        ({"made_up": 3}, "findings.made_up"),
    ],
)
def test_impossible_values_are_named_at_their_field(people: People, findings: dict[str, Any], field: str) -> None:
    answer = assess(people, clock.local_today(ZONE), **findings)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_a_date_that_cannot_be_and_an_empty_form_are_refused(people: People) -> None:
    today = clock.local_today(ZONE)
    assert assess(people, today + dt.timedelta(days=9), frt_left_deg=40).json()["errors"][0]["code"] == "future"
    assert assess(people, today - dt.timedelta(days=900), frt_left_deg=40).json()["errors"][0]["code"] == "too_old"
    assert assess(people, today).json()["errors"][0]["code"] == "empty"


def test_a_treatment_is_written_down_once_and_listed(people: People) -> None:
    client = people.client(people.tara)
    body = {"occurred_on": clock.local_today(ZONE).isoformat(), "kind": "dry_needling", "note": "upper trapezius"}
    assert client.post(place(people, "treatments"), body, format="json").status_code == 201
    (row,) = client.get(place(people, "treatments")).json()
    assert (row["kind"], row["by"]) == ("dry_needling", "Tara")


def test_a_snoozed_reason_stops_leading_until_its_date(people: People) -> None:
    push(people.patient.pk, people.pia.pk, None, [message_record()])
    client = people.client(people.tara)
    until = clock.local_today(ZONE) + dt.timedelta(days=3)
    path = place(people, "reasons/asked_for_help/snooze")
    seen = {"evidence_id": Reason.objects.get(code="asked_for_help").evidence_id}
    answer = client.post(path, {**seen, "until": until.isoformat(), "note": "calls on Friday"}, format="json")
    assert (answer.status_code, answer.json()["waiting"]) == (200, False)
    (row,) = client.get("/api/v1/work-list").json()
    assert (row["reasons"][0]["snoozed_until"], row["reasons"][0]["note"]) == (until.isoformat(), "calls on Friday")
    for bad in (clock.local_today(ZONE), until + dt.timedelta(days=200)):
        assert client.post(path, {**seen, "until": bad.isoformat()}, format="json").status_code == 400


def test_a_safety_answer_cannot_be_put_off(people: People) -> None:
    push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), s2=True)])
    until = clock.local_today(ZONE) + dt.timedelta(days=3)
    path = place(people, "reasons/red_flag/snooze")
    body = {"evidence_id": Reason.objects.get(code="red_flag").evidence_id, "until": until.isoformat()}
    answer = people.client(people.tara).post(path, body, format="json")
    assert answer.json()["errors"][0]["code"] == "not_possible"


def test_notes_and_minutes_are_counted(people: People) -> None:
    client = people.client(people.tara)
    client.post(place(people, "notes"), {"text": "Called, doing well.", "minutes": 12}, format="json")
    client.post(place(people, "notes"), {"minutes": 8}, format="json")
    found = client.get(place(people, "notes")).json()
    assert [note["text"] for note in found["notes"]] == ["", "Called, doing well."]
    assert (found["monitoring"]["days"], found["monitoring"]["minutes_this_month"]) == (0, 20)
    assert client.post(place(people, "notes"), {}, format="json").json()["errors"][0]["code"] == "empty"


@pytest.mark.parametrize(
    "what",
    ["assessments", "treatments", "notes", "timeline", "messages", "program", "logbook", "measures"],
)
def test_nobody_else_reads_them(people: People, what: str) -> None:
    for user, expected in ((people.tom, 404), (people.lena, 404), (people.olga, 404), (people.pia, 403), (None, 403)):
        assert people.client(user).get(place(people, what)).status_code == expected


@pytest.mark.parametrize(
    ("left", "right", "age", "sides"),
    [
        (55, 56, 35, []),
        (51, 56, 35, ["left"]),
        (52, 52, 35, []),
        (60, 70, 65, ["left"]),
        (61, 70, 65, []),
        (47, 47, 65, ["left", "right"]),
        (30, 30, None, []),
        (30, None, 25, ["left"]),
        (None, None, 25, None),
    ],
)
def test_reduced_rotation_by_age_and_by_side(left: Any, right: Any, age: Any, sides: Any) -> None:
    assert rotation_reduced_sides(left, right, age) == sides


def test_the_cluster_counts_three_findings_once_all_are_known(people: People) -> None:
    assert jull_cluster(True, True, True) == 3
    assert jull_cluster(True, False, False) == 1
    assert jull_cluster(True, None, True) is None
    set_details(people.tara, people.patient.pk, birth_year=clock.local_today(ZONE).year - 40)
    found = {"rotation_left_deg": 45, "rotation_right_deg": 66, "ccft_stage_mmhg": 22, "c1_2_left_pain": 4}
    assess(people, clock.local_today(ZONE), **found)
    (row,) = people.client(people.tara).get(place(people, "assessments")).json()
    assert (row["flags"]["rotation_reduced_sides"], row["flags"]["jull_cluster"]) == (["left"], 3)


def test_every_field_can_be_written_and_comes_back(people: People) -> None:
    fields = people.client(people.tara).get("/api/v1/assessment-fields").json()
    assert len({field["name"] for field in fields}) == len(fields) > 100
    values = {"number": lambda f: f["high"], "choice": lambda f: int(f["choices"][0]) if f["unit"] else f["choices"][0]}
    values |= {"choices": lambda f: f["choices"], "yes_no": lambda f: True, "text": lambda f: "words"}
    findings = {field["name"]: values[field["kind"]](field) for field in fields}
    assert assess(people, clock.local_today(ZONE), **findings).status_code == 201
    (row,) = people.client(people.tara).get(place(people, "assessments")).json()
    assert row["findings"] == findings


def test_monitoring_counts_dates_of_sending_not_the_dates_described(people: People) -> None:
    today = clock.local_today(ZONE)
    records = [day_record(today - dt.timedelta(days=back), headache=False) for back in range(5)]
    push(people.patient.pk, people.pia.pk, None, records)
    found = people.client(people.tara).get(place(people, "notes")).json()["monitoring"]
    assert (found["days"], found["first_on"]) == (1, today.isoformat())
