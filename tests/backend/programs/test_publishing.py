"""Changing a running program: versions, two editors, blocks with reasons, pauses and a declined step up."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from backend.accounts.details import set_details
from backend.accounts.models import CareRelationship
from backend.common import clock
from backend.common.errors import Conflict, NodError, NotFound
from backend.desk.prescribing import prescribe_version
from backend.insights.gather import gather_facts
from backend.insights.reasons import find_reasons
from backend.insights.services import refresh_summary
from backend.library.models import ExerciseVersion
from backend.programs.models import PrescribedExercise, ProgramPause, ProgramVersion
from backend.programs.prescribing import PrescribedDose
from backend.programs.publishing import Draft, decline_progression
from backend.programs.running import end_program, pause_program, resume_program
from backend.sync.pull import pull
from tests.builders import doses, running_program
from tests.people import People
from tests.records import ZONE


def test_a_new_version_leaves_the_old_one_as_it_was(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    changed = [replace(doses()[0], reps=12), doses()[1]]
    second = prescribe_version(people.tara, people.patient.pk, Draft(first.pk, 1, changed, note="A little more."))
    assert (second.number, second.program_id, second.note) == (2, first.program_id, "A little more.")
    reps = PrescribedExercise.objects.filter(exercise__exercise_id="ccf-nod-supine").order_by("version__number")
    assert list(reps.values_list("reps", flat=True)) == [10, 12]
    assert pull(people.patient, 0, "")["plan"]["version_number"] == 2


def test_the_second_of_two_editors_is_told_and_changes_nothing(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    CareRelationship.objects.create(patient=people.patient, therapist=people.tom, started_at=clock.now())
    prescribe_version(people.tom, people.patient.pk, Draft(first.pk, 1, [replace(doses()[0], sets=2)]))
    with pytest.raises(Conflict, match="Tom published version 2") as caught:
        prescribe_version(people.tara, people.patient.pk, Draft(first.pk, 1, doses()))
    assert caught.value.code == "newer_version"
    assert ProgramVersion.objects.count() == 2


def test_moving_up_takes_the_name_of_the_next_phase(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    dose = PrescribedDose("ccf-hold-supine", 1, 10, 10, 10, per_day=2, days_week=7)
    assert prescribe_version(people.tara, people.patient.pk, Draft(first.pk, 2, [dose])).phase_name == "Hold"
    with pytest.raises(NodError) as caught:
        prescribe_version(people.tara, people.patient.pk, Draft(ProgramVersion.objects.latest("number").pk, 9, [dose]))
    assert caught.value.faults[0].field == "phase"


def test_a_precaution_blocks_an_exercise_until_a_reason_is_typed(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    set_details(people.tara, people.patient.pk, precautions=["latex_allergy", "recent_surgery"])
    with pytest.raises(NodError) as caught:
        prescribe_version(people.tara, people.patient.pk, Draft(first.pk, 1, doses()))
    blocked = [(fault.field, fault.code) for fault in caught.value.faults]
    assert blocked == [("override", "contraindicated"), ("items.0.override", "contraindicated")]
    assert "recent surgery" in caught.value.faults[1].detail
    needed = {"template": "Cleared by the surgeon.", "ccf-nod-supine": "Cleared by the surgeon."}
    reasons = {**needed, "pos-sit-tall": "not needed"}
    second = prescribe_version(people.tara, people.patient.pk, Draft(first.pk, 1, doses(), overrides=reasons))
    assert second.overrides == needed
    # It need not be typed again for the next version.
    third = prescribe_version(people.tara, people.patient.pk, Draft(second.pk, 1, doses()))
    assert third.overrides == second.overrides
    # A precaution that came later asks for a reason of its own; the earlier one, sent again, is not taken for it.
    set_details(people.tara, people.patient.pk, precautions=["latex_allergy", "recent_surgery", "cervical_instability"])
    with pytest.raises(NodError):
        prescribe_version(people.tara, people.patient.pk, Draft(third.pk, 1, doses(), overrides=third.overrides))
    anew = dict.fromkeys(needed, "Seen by the surgeon again: stable.")
    assert (
        prescribe_version(people.tara, people.patient.pk, Draft(third.pk, 1, doses(), overrides=anew)).overrides == anew
    )


def test_an_exercise_that_was_retired_is_named_at_its_line_unless_it_runs_already(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    ExerciseVersion.objects.filter(exercise_id__in=["ccf-nod-supine", "scap-set"]).update(status="retired")
    assert prescribe_version(people.tara, people.patient.pk, Draft(first.pk, 1, doses())).number == 2
    newest = ProgramVersion.objects.latest("number").pk
    fresh = PrescribedDose("scap-set", 1, 10, 5, 2, per_day=2, days_week=7)
    with pytest.raises(NodError) as caught:
        prescribe_version(people.tara, people.patient.pk, Draft(newest, 1, [*doses(), fresh]))
    assert caught.value.faults[0].field == "items.2.exercise"
    assert "retired" in caught.value.faults[0].detail


@pytest.mark.parametrize("who", ["tom", "olga", "lena"])
def test_nobody_else_touches_the_program(people: People, who: str) -> None:
    first = running_program(people.tara, people.patient.pk)
    other = getattr(people, who)
    for act in (
        lambda: prescribe_version(other, people.patient.pk, Draft(first.pk, 1, doses())),
        lambda: pause_program(other, people.patient.pk, "because"),
        lambda: end_program(other, people.patient.pk, "because"),
        lambda: decline_progression(other, people.patient.pk, "because"),
    ):
        with pytest.raises(NotFound):
            act()


def expected_days(people: People) -> int:
    adherence = gather_facts([people.patient], clock.now())[people.patient.pk].adherence
    return round(float(adherence.prescribed)) if adherence else -1


def test_paused_dates_are_not_asked_for(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    before = expected_days(people)
    pause_program(people.tara, people.patient.pk, "Away on holiday")
    assert pull(people.patient, 0, "")["hold"] == "paused"
    with pytest.raises(Conflict):
        pause_program(people.tara, people.patient.pk, "Away on holiday")
    with time_machine.travel(clock.now() + dt.timedelta(days=5)):
        assert expected_days(people) == before
        resume_program(people.tara, people.patient.pk)
        pause = ProgramPause.objects.get()
        assert pause.until_on == clock.local_today(ZONE) - dt.timedelta(days=1)
        assert pull(people.patient, 0, "")["hold"] is None
        with pytest.raises(Conflict):
            resume_program(people.tara, people.patient.pk)
    with time_machine.travel(clock.now() + dt.timedelta(days=7)):
        assert expected_days(people) > before


def test_a_pause_of_a_moment_leaves_no_trace(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    pause_program(people.tara, people.patient.pk, "By mistake")
    resume_program(people.tara, people.patient.pk)
    assert not ProgramPause.objects.exists()


def test_an_ended_program_leaves_the_phone(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    end_program(people.tara, people.patient.pk, "All goals met")
    assert pull(people.patient, 0, "")["plan"] is None
    with pytest.raises(NodError):
        end_program(people.tara, people.patient.pk, "All goals met")


def test_a_no_to_moving_up_is_kept_for_a_week(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    facts = gather_facts([people.patient], clock.now())[people.patient.pk]

    class Done:
        name, next_name, verdicts, is_done, check_in = "Wake up", "Hold", (), True, None

    ready = replace(facts, phase=Done())
    assert "ready_to_progress" in {str(found.code) for found in find_reasons(ready)}
    decline_progression(people.tara, people.patient.pk, "Form is not steady yet.")
    refresh_summary(people.patient)
    declined = gather_facts([people.patient], clock.now())[people.patient.pk].declined_on
    assert declined == clock.local_today(ZONE)
    later = replace(ready, declined_on=declined)
    assert "ready_to_progress" not in {str(found.code) for found in find_reasons(later)}
    assert declined
    later = replace(later, today=declined + dt.timedelta(days=7))
    assert "ready_to_progress" in {str(found.code) for found in find_reasons(later)}


def test_over_http_the_builder_sees_edits_and_conflicts(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    client = people.client(people.tara)
    place = f"/api/v1/patients/{people.patient.pk}/program"
    seen = client.get(place).json()
    assert seen["program"]["number"] == 1
    items = [
        {name: value for name, value in item.items() if name not in ("name", "figure")}
        for item in seen["program"]["items"]
    ]
    body = {"base": seen["program"]["version_id"], "phase": 1, "items": items}
    assert client.post(place, body, format="json").status_code == 201
    assert client.post(place, body, format="json").json()["code"] == "newer_version"
    body["items"][0]["sets"] = 99
    answer = client.post(place, body, format="json").json()
    assert answer["errors"][0]["field"] == "items.0.sets"
    assert len(client.get("/api/v1/exercises").json()) == 44
