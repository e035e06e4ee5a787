"""A program keeps the versions it was made with until its therapist takes a newer one."""

from dataclasses import replace

import pytest

from backend.common import clock
from backend.common.errors import Conflict, NodError, NotFound
from backend.desk.prescribing import prescribe_offers, prescribe_program
from backend.library.editing import merge_exercises, publish_entry, save_draft, start_draft, submit
from backend.library.models import Exercise, ExerciseVersion, VersionStatus
from backend.programs.models import PrescribedExercise, ProgramVersion
from backend.programs.plan import plan_of
from backend.programs.selectors import current_version
from backend.programs.services import NewProgram
from backend.programs.updates import offers
from tests.builders import doses, running_program
from tests.people import People

NOD = "ccf-nod-supine"


def publish_new_text(people: People, cue: str) -> None:
    version = ExerciseVersion.objects.get(exercise_id=NOD, status=VersionStatus.PUBLISHED)
    draft = start_draft(version, people.cora)
    words = version.content["words"]
    save_draft(draft, version.content | {"words": words | {"en": words["en"] | {"cue": cue}}}, people.cora)
    submit(draft, people.cora)
    publish_entry(draft, people.lena)


def cue_on_the_phone(people: People) -> str:
    plan = plan_of(people.patient.pk)
    assert plan is not None
    return str(plan["items"][0]["words"]["en"]["cue"])


def test_publishing_changes_no_program(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    before = plan_of(people.patient.pk)
    publish_new_text(people, "Nod as if to a friend.")
    assert plan_of(people.patient.pk) == before


def test_the_therapist_is_offered_what_differs_and_takes_it(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    publish_new_text(people, "Nod as if to a friend.")
    current = current_version(people.patient.pk)
    assert current
    [offer] = offers(current)
    assert [(change.place, change.after) for change in offer.changes()] == [("words.en.cue", "Nod as if to a friend.")]
    second = prescribe_offers(people.tara, people.patient.pk, {NOD: 2})
    assert cue_on_the_phone(people) == "Nod as if to a friend."
    doses = [
        PrescribedExercise.objects.filter(version=version).values_list("position", "sets", "reps", "hold_seconds")
        for version in (first, second)
    ]
    assert list(doses[0]) == list(doses[1])
    assert PrescribedExercise.objects.get(version=first, position=0).exercise.number == 1
    assert offers(second) == []


def test_a_reason_to_override_stays_with_the_newer_exercise(people: People) -> None:
    first = running_program(people.tara, people.patient.pk)
    ProgramVersion.objects.filter(pk=first.pk).update(overrides={NOD: "Cleared by the surgeon."})
    publish_new_text(people, "Nod as if to a friend.")
    assert prescribe_offers(people.tara, people.patient.pk, {NOD: 2}).overrides == {NOD: "Cleared by the surgeon."}


def test_what_was_not_offered_or_has_changed_again_is_refused(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    with pytest.raises(NodError, match="Nothing was changed"):
        prescribe_offers(people.tara, people.patient.pk, {NOD: 2})
    publish_new_text(people, "Nod as if to a friend.")
    publish_new_text(people, "Nod as if to a good friend.")
    with pytest.raises(Conflict, match="changed again"):
        prescribe_offers(people.tara, people.patient.pk, {NOD: 2})


def test_merging_a_duplicate_keeps_programs_and_offers_the_kept_one(people: People) -> None:
    original = ExerciseVersion.objects.get(exercise_id=NOD)
    Exercise.objects.create(pk="nod-again")
    words = original.content["words"]
    ExerciseVersion.objects.create(
        exercise_id="nod-again",
        number=3,
        status=VersionStatus.PUBLISHED,
        content=original.content | {"slug": "nod-again", "words": words | {"en": words["en"] | {"cue": "Again."}}},
        content_hash="again",
        created_at=original.created_at,
    )
    again = [replace(dose, exercise="nod-again") if dose.exercise == NOD else dose for dose in doses()]
    prescribe_program(people.tara, people.patient.pk, NewProgram("low-load-6wk", 1, clock.now().date(), again))
    merge_exercises(Exercise.objects.get(pk="nod-again"), Exercise.objects.get(pk=NOD), people.cora)
    assert cue_on_the_phone(people) == "Again."
    current = current_version(people.patient.pk)
    assert current
    assert [offer.newer.exercise_id for offer in offers(current)] == [NOD]
    prescribe_offers(people.tara, people.patient.pk, {"nod-again": 1})
    assert cue_on_the_phone(people) == words["en"]["cue"]


@pytest.mark.parametrize("name", ["tom", "olga", "lena", "cora", "pia"])
def test_only_the_therapist_in_care_takes_offers(people: People, name: str) -> None:
    running_program(people.tara, people.patient.pk)
    with pytest.raises(NotFound):
        prescribe_offers(getattr(people, name), people.patient.pk, {NOD: 2})


def test_the_desk_shows_and_takes_an_offer(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    publish_new_text(people, "Nod as if to a friend.")
    client = people.client(people.tara)
    [update] = client.get(f"/api/v1/patients/{people.patient.pk}/program").json()["program"]["updates"]
    assert (update["exercise"], update["from_version"], update["to_version"]) == (NOD, 1, 2)
    assert {"kind": "new", "text": "friend."} in update["changes"][0]["pieces"]
    body = {"exercises": {NOD: 2}}
    response = client.post(f"/api/v1/patients/{people.patient.pk}/program/updates", body, format="json")
    assert response.status_code == 201
    assert client.get(f"/api/v1/patients/{people.patient.pk}/program").json()["program"]["updates"] == []
