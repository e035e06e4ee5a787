"""What an examination finds reaches the work list, the builder, the running program and the phone."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Patient
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.desk.models import StaffMail
from backend.desk.prescribing import prescribe_program
from backend.desk.staff_mail import send_staff_mail
from backend.diary.models import RedFlagAnswer
from backend.insights.models import Reason
from backend.programs.models import Program, ProgramVersion
from backend.programs.prescribing import PrescribedDose
from backend.programs.selectors import schedules_of
from backend.programs.services import NewProgram
from backend.sync.pull import pull
from backend.sync.push import push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, red_flag_record

TOWEL = PrescribedDose("snag-c1c2-turn", 1, 2, 3, 5, per_day=2, days_week=7, side="right")
TURN = PrescribedDose("rom-turn", 1, 10, 2, 1, per_day=2, days_week=7, side="alternate")
GATES = frozenset({"therapist_taught_in_person", "side_to_turn_set", "frt_recorded"})
NOD, SIT = "ccf-nod-supine", "pos-sit-tall"


def place(people: People, what: str = "") -> str:
    return f"/api/v1/patients/{people.patient.pk}{what}"


def examine(people: People, **findings: Any) -> None:
    body = {"occurred_on": clock.local_today(ZONE).isoformat(), "findings": findings, "checklist": {}}
    answer = people.client(people.tara).post(place(people, "/assessments"), body, format="json")
    assert answer.status_code == 201, answer.json()


def page(people: People) -> dict[str, Any]:
    return people.client(people.tara).get(place(people)).json()  # type: ignore[no-any-return]


def builder(people: People) -> dict[str, Any]:
    return people.client(people.tara).get(place(people, "/program")).json()  # type: ignore[no-any-return]


def precautions(people: People, *tags: str) -> None:
    body = {"precautions": tags, "birth_year": None, "sex": ""}
    assert people.client(people.tara).put(place(people, "/details"), body, format="json").status_code == 200


def decide(
    people: People, precaution: str, *, confirmed: bool, because: str = "", read: list[str] | None = None
) -> Any:
    ids = [each["id"] for each in page(people)["findings"]] if read is None else read
    body = {"precaution": precaution, "findings": ids, "confirmed": confirmed, "because": because}
    return people.client(people.tara).post(place(people, "/precautions/decide"), body, format="json")


def publish(people: People, **more: Any) -> Any:
    program = builder(people)["program"]
    items = [
        {name: value for name, value in item.items() if name not in ("name", "figure")} for item in program["items"]
    ]
    body = {"base": program["version_id"], "phase": program["phase"], "items": items, **more}
    return people.client(people.tara).post(place(people, "/program"), body, format="json")


def on_the_phone(people: People) -> tuple[list[str], list[str]]:
    plan = pull(people.patient, 0, "")["plan"]
    return [item["exercise"] for item in plan["items"]], [item["exercise"] for item in plan["held_items"]]


def reasons(people: People) -> dict[str, Reason]:
    return {reason.code: reason for reason in Reason.objects.filter(patient=people.patient, cleared_at=None)}


def answers_yes(people: People, question: str) -> None:
    (result,) = push(
        people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), **{question: True})]
    )
    assert result.outcome == "created"


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.content
    return [(fault["field"], fault["code"]) for fault in answer.json()["errors"]]


def test_findings_stand_on_the_work_list_with_their_urgency_and_are_mailed_once(people: People) -> None:
    examine(people, sharp_purser="abnormal", babinski="abnormal", bp_systolic=150, bp_diastolic=95)
    [row] = people.client(people.tara).get("/api/v1/work-list").json()
    [reason] = [each for each in row["reasons"] if each["code"] == "finding"]
    assert (reason["code"], reason["evidence"]["urgency"]) == ("finding", "same_day")
    assert reason["texts"][-1] == "Blood pressure, lower: 95 mmHg"
    [now] = people.client(people.tara).get(place(people, "/assessments")).json()
    assert len(now["flags"]["safety"]) == 4
    for _ in range(2):
        send_staff_mail()
    assert StaffMail.objects.filter(kind="red_flag").count() == 1


def test_blood_pressure_alone_waits_on_the_list_without_a_mail(people: People) -> None:
    examine(people, bp_systolic=150)
    send_staff_mail()
    assert "finding" in reasons(people)
    assert not StaffMail.objects.filter(kind="red_flag").exists()


def test_a_newer_finding_opens_the_reason_again(people: People) -> None:
    examine(people, babinski="abnormal")
    seen = reasons(people)["finding"]
    client = people.client(people.tara)
    where = place(people, "/reasons/finding/acknowledge")
    assert client.post(where, {"evidence_id": seen.evidence_id}, format="json").status_code == 200
    examine(people, alar="abnormal")
    assert reasons(people)["finding"].acknowledged_at is None
    assert client.post(where, {"evidence_id": seen.evidence_id}, format="json").status_code == 409


def test_a_precaution_is_confirmed_with_one_tap_and_kept_in_the_audit(people: People) -> None:
    examine(people, babinski="abnormal", hoffmann_left="abnormal")
    assert decide(people, "cervical_myelopathy", confirmed=True).status_code == 204
    assert Patient.objects.get().precautions == ["cervical_myelopathy"]
    assert "finding" not in reasons(people)
    event = AuditEvent.objects.filter(what="precaution").get()
    assert (event.actor_id, event.counts) == (people.tara.pk, {"confirmed": 1, "findings": 2})


def test_a_page_loaded_long_ago_takes_back_no_precaution(people: People) -> None:
    examine(people, babinski="abnormal")
    decide(people, "cervical_myelopathy", confirmed=True)
    body = {"precautions": ["latex_allergy"], "precautions_read": [], "birth_year": None, "sex": ""}
    client = people.client(people.tara)
    assert client.put(place(people, "/details"), body, format="json").json()["code"] == "newer_precautions"
    assert Patient.objects.get().precautions == ["cervical_myelopathy"]
    body["precautions_read"] = ["cervical_myelopathy"]
    assert client.put(place(people, "/details"), body, format="json").status_code == 200


def test_a_no_needs_a_reason_and_says_nothing_about_the_next_finding(people: People) -> None:
    examine(people, babinski="abnormal")
    assert faults(decide(people, "cervical_myelopathy", confirmed=False)) == [("because", "required")]
    assert decide(people, "cervical_myelopathy", confirmed=False, because="Known since birth.").status_code == 204
    assert Patient.objects.get().precautions == []
    assert "finding" not in reasons(people)
    examine(people, babinski="abnormal")
    assert "finding" in reasons(people)


def test_what_was_not_read_is_not_decided(people: People) -> None:
    examine(people, babinski="abnormal")
    read = [each["id"] for each in page(people)["findings"]]
    examine(people, clonus="abnormal")
    assert decide(people, "cervical_myelopathy", confirmed=True, read=read).json()["code"] == "newer_finding"
    assert decide(people, "cervical_myelopathy", confirmed=True).status_code == 204
    assert decide(people, "cervical_myelopathy", confirmed=True, read=read).json()["code"] == "nothing_open"


@pytest.mark.parametrize("who", ["tom", "olga", "lena", "pia"])
def test_nobody_else_decides(people: People, who: str) -> None:
    examine(people, babinski="abnormal")
    body = {"precaution": "cervical_myelopathy", "findings": ["x"], "confirmed": True}
    answer = people.client(getattr(people, who)).post(place(people, "/precautions/decide"), body, format="json")
    assert answer.status_code in (403, 404)


def test_a_finding_blocks_what_it_stands_against_before_anybody_has_decided(people: People) -> None:
    examine(people, sharp_purser="abnormal")
    assert builder(people)["precautions"] == ["cervical_instability"]
    body = {"protocol": "low-load-6wk", "phase": 1, "start_on": clock.local_today(ZONE).isoformat()}
    body["items"] = [{**vars(TURN)}]
    answer = people.client(people.tara).post(place(people, "/programs"), body, format="json")
    assert faults(answer) == [("override", "contraindicated"), ("items.0.override", "contraindicated")]


def towel_program(people: People, side: str) -> Any:
    today = clock.local_today(ZONE).isoformat()
    body = {"protocol": "c1c2-towel-turn", "phase": 1, "start_on": today, "confirmed": sorted(GATES)}
    body["items"] = [{**vars(TOWEL), "side": side}]
    return people.client(people.tara).post(place(people, "/programs"), body, format="json")


def test_a_side_has_no_default_and_has_to_be_chosen(people: People) -> None:
    templates = people.client(people.tara).get("/api/v1/templates").json()
    [towel] = [each for each in templates if each["slug"] == "c1c2-towel-turn"]
    assert [item["side"] for item in towel["phases"][0]["items"]] == ["", "alternate", "none"]
    for side in ("", "none", "each", "alternate"):
        assert faults(towel_program(people, side)) == [("items.0.side", "required")]
    assert towel_program(people, "left").status_code == 201


def test_the_other_side_than_the_examination_found_needs_a_reason(people: People) -> None:
    examine(people, frt_left_deg=25, frt_right_deg=42)
    assert builder(people)["stiff_side"] == "left"
    assert faults(towel_program(people, "right")) == [("items.0.override", "contraindicated")]
    assert towel_program(people, "left").status_code == 201
    # The test is done again, and now it is the other side: what runs is held.
    examine(people, frt_left_deg=42, frt_right_deg=25)
    assert on_the_phone(people) == ([], ["snag-c1c2-turn"])
    assert reasons(people)["program_conflict"].evidence["conflicts"][0]["tags"] == ["stiff_right"]


def test_a_precaution_ticked_later_holds_the_exercise_until_somebody_decides(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    assert on_the_phone(people) == ([NOD, SIT], [])
    tag = pull(people.patient, 0, "")["plan_tag"]
    precautions(people, "cervical_instability")
    # The template is not for such patients: nothing of it goes on.
    assert on_the_phone(people) == ([], [NOD, SIT])
    assert pull(people.patient, 0, tag)["plan_changed"]
    assert schedules_of([people.patient.pk])[people.patient.pk].frequencies == ()
    assert [each["exercise"] for each in page(people)["conflicts"]] == ["template", NOD]
    reason = reasons(people)["program_conflict"]
    body = {"until": (clock.local_today(ZONE) + dt.timedelta(days=3)).isoformat(), "evidence_id": reason.evidence_id}
    put_off = people.client(people.tara).post(place(people, "/reasons/program_conflict/snooze"), body, format="json")
    assert faults(put_off) == [("until", "not_possible")]

    kept = {"template": "Stable on imaging, low load only.", NOD: "Stable on imaging, low load only."}
    assert publish(people, overrides=kept).status_code == 201
    assert on_the_phone(people) == ([NOD, SIT], [])
    assert "program_conflict" not in reasons(people)
    # Another precaution is not what the reason was about.
    precautions(people, "cervical_instability", "recent_surgery")
    assert on_the_phone(people)[1] == [NOD, SIT]
    assert faults(publish(people, overrides=kept)) == [
        ("override", "contraindicated"),
        ("items.0.override", "contraindicated"),
    ]
    precautions(people)
    assert on_the_phone(people) == ([NOD, SIT], [])


def test_a_held_exercise_is_on_no_paper(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    client = people.client(people.tara)
    nod = "Gentle chin nod, lying down"
    before = client.get(place(people, "/handout")).content.decode()
    assert f". {nod}</h2>" in before
    assert "On hold" not in before
    precautions(people, "cervical_instability")
    after = client.get(place(people, "/handout")).content.decode()
    assert "<h2>" not in after
    assert f"On hold for now: {nod}" in after
    requests = [
        entry["resource"]["status"]
        for entry in client.get(place(people, "/report/fhir")).json()["entry"]
        if entry["resource"]["resourceType"] == "ServiceRequest"
    ]
    assert requests == ["on-hold", "on-hold"]


def test_one_exercise_alone_is_held_when_the_template_is_fit(people: People) -> None:
    today = clock.local_today(ZONE)
    prescribe_program(
        people.tara, people.patient.pk, NewProgram("maintenance", 1, today, [TURN, TOWEL], confirmed=GATES)
    )
    precautions(people, "inflammatory_neck")
    assert on_the_phone(people) == (["rom-turn"], ["snag-c1c2-turn"])


def test_an_injury_that_nobody_cleared_holds_any_program(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    examine(people, concussion_screen=False)
    assert on_the_phone(people) == ([], [NOD, SIT])
    assert decide(people, "recent_trauma_uncleared", confirmed=False, because="Cleared in hospital.").status_code == 204
    assert on_the_phone(people) == ([NOD, SIT], [])


def test_held_dates_ask_for_nothing(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=3)
    precautions(people, "cervical_instability")

    def prescribed() -> float:
        numbers = {each["name"]: each for each in page(people)["numbers"]}
        return float(numbers["adherence_pct"]["counts"]["prescribed"])

    before = prescribed()
    with time_machine.travel(clock.now() + dt.timedelta(days=4)):
        precautions(people, "cervical_instability")
        assert prescribed() == before
        precautions(people)
        [span] = [each for each in Program.objects.get().held if each["exercise"] == NOD]
        assert span["until_on"] == clock.local_today(ZONE).isoformat()
    with time_machine.travel(clock.now() + dt.timedelta(days=6)):
        precautions(people)
        assert prescribed() == before + 3


def test_publishing_with_an_open_answer_needs_a_reason_and_names_what_was_read(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    answers_yes(people, "s2")
    assert publish(people).json()["code"] == "newer_answer"
    shown = builder(people)["red_flags"]
    assert [(each["urgency"], bool(each["text"])) for each in shown] == [("same_day", True)]
    read = {"answers_read": [each["id"] for each in shown]}
    assert faults(publish(people, **read)) == [("open_answer_reason", "required")]
    reason = {"open_answer_reason": "Seen by her doctor this morning."}
    answers_yes(people, "e1")
    assert publish(people, **read, **reason).json()["code"] == "newer_answer"
    read = {"answers_read": [each["id"] for each in builder(people)["red_flags"]]}
    assert publish(people, **read, **reason).status_code == 201
    version = ProgramVersion.objects.latest("number")
    assert version.open_answer_reason == reason["open_answer_reason"]
    assert sorted(version.open_answers) == sorted(map(str, RedFlagAnswer.objects.values_list("pk", flat=True)))
    event = AuditEvent.objects.filter(what="program").latest("pk")
    assert event.counts["open_answers"] == 2
    # The next version has nothing to answer for when nothing is open.
    RedFlagAnswer.objects.update(cleared_at=clock.now(), cleared_on=clock.local_today(ZONE))
    assert publish(people).status_code == 201
    assert ProgramVersion.objects.latest("number").open_answer_reason == ""


def test_assigning_with_an_open_answer_needs_a_reason_too(people: People) -> None:
    answers_yes(people, "s2")
    assert towel_program(people, "left").json()["code"] == "newer_answer"
