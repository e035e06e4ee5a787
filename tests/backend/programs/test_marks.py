"""A phase is done when every rule of its template is met: numbers by themselves, marks by a therapist."""

import datetime as dt
from fractions import Fraction
from typing import Any

from backend.common import clock
from backend.insights.gather import gather_facts
from backend.insights.models import Reason
from backend.library.models import ProtocolVersion
from backend.programs.models import PhaseMark, Program, ProgramVersion
from backend.sync.push import push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, red_flag_record, session_record

CHECK = {"name": "form_check", "about": "ccf-nod-supine"}


def put(people: People, user: Any, **body: Any) -> Any:
    path = f"/api/v1/patients/{people.patient.pk}/program/marks"
    return people.client(user).put(path, {**CHECK, "done": True, **body}, format="json")


def diligent(people: People, *, days: int = 12, pain: int = 1) -> ProgramVersion:
    """Run a program for some days, and do every slot of it, the habit too."""
    version = running_program(people.tara, people.patient.pk, days_ago=days)
    today = clock.local_today(ZONE)
    records = []
    for back in range(1, min(days, 7) + 1):
        for slot in ("morning", "evening", "anytime", "anytime", "anytime", "anytime"):
            record = session_record(version, today - dt.timedelta(days=back), slot=slot)
            for exercise in record["exercises"]:
                exercise["pain"] = pain
            records.append(record)
    push(people.patient.pk, people.pia.pk, None, records)
    return version


def phase(people: People) -> Any:
    return people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").json()["phase"]


def codes() -> list[str]:
    return list(Reason.objects.filter(cleared_at__isnull=True).values_list("code", flat=True))


def test_ready_when_every_rule_is_met(people: People) -> None:
    diligent(people)
    found = {rule["rule"]: (rule["met"], rule["found"]) for rule in phase(people)["rules"]}
    assert found == {
        "min_days_in_phase >= 10": (True, "12"),
        "adherence_pct_14d >= 60": (False, "58.3333"),
        "median_exercise_pain_7d <= 3": (True, "1"),
        "form_check(ccf-nod-supine) == pass": (False, "not done yet"),
        "open_red_flags == 0": (True, "0"),
    }
    assert "ready_to_progress" not in codes()


def test_a_mark_makes_the_last_rule_true_and_taking_it_back_undoes_it(people: People) -> None:
    diligent(people, days=11)
    assert "ready_to_progress" not in codes()
    assert put(people, people.tara).status_code == 204
    assert phase(people)["is_done"]
    reason = Reason.objects.get(code="ready_to_progress", cleared_at__isnull=True)
    assert (reason.evidence["phase"], reason.evidence["next"]) == ("Wake up", "Hold")
    assert {"rule": "form_check(ccf-nod-supine) == pass", "found": "done"} in reason.evidence["rules"]
    assert put(people, people.tara, done=False).status_code == 204
    assert "ready_to_progress" not in codes()


def test_marking_twice_is_one_mark(people: People) -> None:
    diligent(people)
    put(people, people.tara)
    put(people, people.tara)
    assert PhaseMark.objects.count() == 1


def test_an_open_red_flag_is_not_ready(people: People) -> None:
    diligent(people, days=11)
    put(people, people.tara)
    push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), t1=True)])
    assert codes() == ["red_flag"]


def test_exercise_pain_is_not_ready(people: People) -> None:
    diligent(people, days=11, pain=4)
    put(people, people.tara)
    assert "ready_to_progress" not in codes()


def test_only_what_the_phase_asks_for_can_be_marked(people: People) -> None:
    diligent(people)
    answer = put(people, people.tara, about="snag-c1c2-turn")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "not_asked")
    assert put(people, people.tara, name="therapist_discharge_review", about="").status_code == 400


def test_nobody_else_marks(people: People) -> None:
    diligent(people)
    for user, expected in ((people.tom, 404), (people.olga, 404), (people.pia, 403), (people.cora, 403), (None, 403)):
        assert put(people, user).status_code == expected
    assert not PhaseMark.objects.exists()


def test_without_a_program_there_is_no_phase(people: People) -> None:
    assert phase(people) is None
    assert put(people, people.tara).status_code == 400


def test_following_the_headache_day_rule_is_following_the_program(people: People) -> None:
    version = running_program(people.tara, people.patient.pk, days_ago=1)
    yesterday = clock.local_today(ZONE) - dt.timedelta(days=1)
    record = session_record(version, yesterday, slot="morning", rule_followed="rest")
    for exercise in record["exercises"]:
        exercise |= {"outcome": "skipped", "sets_done": 0, "reps_done": 0, "skip_reason": "headache_rule"}
    push(people.patient.pk, people.pia.pk, None, [record])
    adherence = gather_facts([people.patient], clock.now())[people.patient.pk].adherence
    assert adherence is not None
    # Two slots and a habit's one were asked for; one slot and one of the habit's six times are done by rule.
    assert (adherence.prescribed, adherence.credit) == (3, 1 + Fraction(1, 6))


def test_what_the_patient_recalls_is_the_baseline_of_a_thin_diary(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    push(people.patient.pk, people.pia.pk, None, [dated_record("baseline", today, headache_days_28=12)])
    baseline = gather_facts([people.patient], clock.now())[people.patient.pk].baseline
    assert baseline is not None
    assert (baseline.source, baseline.monthly) == ("recall", 12)


def test_worse_after_exercise_is_a_share_of_the_days_answered(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    Program.objects.update(protocol=ProtocolVersion.objects.get(protocol_id="strength-build-12wk", status="published"))
    today = clock.local_today(ZONE)
    days = [day_record(today - dt.timedelta(days=back), worse_after_exercise=back == 1) for back in range(1, 5)]
    push(people.patient.pk, people.pia.pk, None, [*days, day_record(today, headache=False)])
    found = {rule["rule"]: (rule["met"], rule["found"]) for rule in phase(people)["rules"]}
    assert found["headache_within_1h_rate_7d <= 0.2"] == (False, "0.25")
