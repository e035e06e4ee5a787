"""The flare program: on the phone when the headache-day rule offers it, without what a precaution stands against."""

import datetime as dt
from dataclasses import replace
from typing import Any

from backend.common import clock
from backend.desk.prescribing import prescribe_program
from backend.insights.gather import gather_facts
from backend.insights.services import refresh_summary
from backend.library.pack import read_pack
from backend.programs.models import ProgramVersion
from backend.programs.plan import plan_of
from backend.programs.services import NewProgram
from tests.builders import doses, phone_sends
from tests.people import People
from tests.records import ROOT, ZONE, session_record

OFFERED = {"from_pain": 7, "asks": "flare"}
PLAN = read_pack(ROOT / "exercises").entries["protocol"]["maintenance"]["flare_plan"]


def begin(people: People, **more: Any) -> ProgramVersion:
    start_on = clock.local_today(ZONE) - dt.timedelta(days=3)
    new = NewProgram("low-load-6wk", 1, start_on, doses(), headache_rule=OFFERED)
    return prescribe_program(people.tara, people.patient.pk, replace(new, **more))


def flare(people: People) -> Any:
    plan = plan_of(people.patient.pk)
    assert plan is not None
    return plan["flare"]


def test_the_phone_has_it_when_the_rule_offers_it(people: People) -> None:
    begin(people)
    found = flare(people)
    assert (found["days"], [item["exercise"] for item in found["items"]]) == (PLAN["days"], PLAN["items"])
    assert found["then"] == PLAN["then"]


def test_without_such_a_rule_there_is_none(people: People) -> None:
    begin(people, headache_rule={"from_pain": 7, "asks": "gentle"})
    assert flare(people) is None


def test_what_a_precaution_stands_against_is_left_out_and_the_therapist_learns_of_it(people: People) -> None:
    begin(people)
    people.patient.precautions = ["acute_fracture"]
    people.patient.save(update_fields=["precautions"])
    refresh_summary(people.patient)
    catalog = read_pack(ROOT / "exercises").entries["exercise"]
    blocked = [
        slug for slug in PLAN["items"] if {"NECK_CORE", "acute_fracture"} & {*catalog[slug]["contraindications"]}
    ]
    assert blocked
    left = (flare(people) or {"items": []})["items"]
    assert not {item["exercise"] for item in left} & {*blocked}
    conflicts = gather_facts([people.patient], clock.now())[people.patient.pk].conflicts
    assert {*blocked} <= {each.exercise for each in conflicts}


def test_following_it_is_following_the_program(people: People) -> None:
    version = begin(people)
    yesterday = clock.local_today(ZONE) - dt.timedelta(days=1)
    record = session_record(version, yesterday, slot="morning", rule_followed="flare")
    for exercise in record["exercises"]:
        exercise |= {"outcome": "skipped", "sets_done": 0, "reps_done": 0, "skip_reason": "headache_rule"}
    phone_sends(people.patient.pk, people.pia.pk, [record])
    adherence = gather_facts([people.patient], clock.now())[people.patient.pk].adherence
    assert adherence is not None
    assert adherence.credit > 1


def test_the_template_that_brings_one_says_so(people: People) -> None:
    found = people.client(people.tara).get("/api/v1/templates").json()
    assert [each["slug"] for each in found if each["has_flare"]] == ["maintenance"]
