"""A slip of the hand makes no dose that nobody could do."""

import uuid

import pytest

from backend.common import clock
from backend.desk.prescribing import prescribe_version
from backend.programs.models import PrescribedExercise, Program
from backend.programs.prescribing import PrescribedDose
from backend.programs.publishing import Draft
from backend.programs.running import end_program
from backend.sync.pull import pull
from tests.people import People
from tests.records import ZONE

DOSE = {"exercise": "ccf-nod-supine", "sets": 1, "reps": 10, "hold_seconds": 2, "rest_seconds": 3}
FREQUENCY = {"per_day": 2, "days_week": 7}


def assign(people: People, **changes: int | str) -> tuple[int, list[str]]:
    body = {
        "protocol": "low-load-6wk",
        "start_on": clock.local_today(ZONE).isoformat(),
        "items": [{**DOSE, **FREQUENCY, **changes}],
    }
    answer = people.client(people.tara).post(f"/api/v1/patients/{people.patient.pk}/programs", body, format="json")
    return answer.status_code, [fault["field"] for fault in answer.json().get("errors", [])]


@pytest.mark.parametrize(
    ("field", "lowest", "highest"),
    [
        ("sets", 1, 10),
        ("reps", 1, 50),
        ("hold_seconds", 0, 7200),
        ("rest_seconds", 0, 300),
        ("per_day", 1, 12),
        ("days_week", 1, 7),
    ],
)
def test_a_dose_beyond_its_limits_is_refused_at_its_field(
    people: People, field: str, lowest: int, highest: int
) -> None:
    for beyond in (lowest - 1, highest + 1):
        assert assign(people, **{field: beyond}) == (400, [f"items.0.{field}"])
    assert not Program.objects.exists()
    for within in (lowest, highest):
        assert assign(people, **{field: within})[0] == 201
        end_program(people.tara, people.patient.pk, "Next.")


CUFF = {"exercise": "ccf-pressure-supine", "hold_seconds": 10}


@pytest.mark.parametrize("target", [18, 21, 25, 32])
def test_a_cuff_is_read_from_20_to_30_in_steps_of_2(people: People, target: int) -> None:
    assert assign(people, **CUFF, target_mmhg=target) == (400, ["items.0.target_mmhg"])


def test_a_cuff_has_a_target_and_nothing_else_has(people: People) -> None:
    assert assign(people, **CUFF) == (400, ["items.0.target_mmhg"])
    assert assign(people, target_mmhg=22) == (400, ["items.0.target_mmhg"])
    assert assign(people, **CUFF, target_mmhg=26)[0] == 201


def test_the_cuffs_target_reaches_the_phone_and_stays_with_the_version(people: People) -> None:
    assert assign(people, **CUFF, target_mmhg=26)[0] == 201
    plan = pull(people.patient, 0, "")["plan"]
    assert plan["items"][0]["dose"]["target_mmhg"] == 26
    assert plan["items"][0]["easier"] == {"dose": {"hold_seconds": 5}, "target_down": 2}
    dose = PrescribedDose("ccf-pressure-supine", 1, 10, 10, 10, per_day=2, days_week=7, target_mmhg=28)
    prescribe_version(people.tara, people.patient.pk, Draft(uuid.UUID(plan["version_id"]), 1, [dose]))
    targets = PrescribedExercise.objects.order_by("version__number").values_list("target_mmhg", flat=True)
    assert list(targets) == [26, 28]


def test_how_an_exercise_is_run_is_the_exercises_own(people: People) -> None:
    dose = {"exercise": "relax-breathing", "reps": 30, "hold_seconds": 10, "rest_seconds": 0}
    assert assign(people, **dose, type="reps")[0] == 201
    assert pull(people.patient, 0, "")["plan"]["items"][0]["dose"]["type"] == "breathing"


def test_the_easier_exercise_is_pinned_whole_with_the_program(people: People) -> None:
    dose = {"exercise": "dnf-head-lift", "sets": 3, "reps": 5, "hold_seconds": 5}
    assert assign(people, **dose)[0] == 201
    easier = pull(people.patient, 0, "")["plan"]["items"][0]["easier"]["exercise"]
    assert easier["slug"] == "ccf-hold-supine"
    assert set(easier) == {"slug", "dose", "words", "figure", "position", "tempo", "pain_limit"}
    version = PrescribedExercise.objects.get().easier_exercise
    assert version is not None
    assert version.content["slug"] == "ccf-hold-supine"


def test_a_held_exercise_is_not_offered_as_the_easier_one(people: People) -> None:
    lift = {"exercise": "dnf-head-lift", "sets": 3, "reps": 5, "hold_seconds": 5}
    assert assign(people, **lift)[0] == 201
    program = Program.objects.get()
    program.held = [{"exercise": "ccf-hold-supine", "tags": ["tmj_pain"], "from_on": "2026-01-01", "until_on": None}]
    program.save()
    assert pull(people.patient, 0, "")["plan"]["items"][0]["easier"] == {}
