"""A version goes from draft through review to published; whoever wrote on it cannot publish it."""

import pytest

from backend.common.errors import Conflict, NodError
from backend.library.editing import (
    GateOpen,
    merge_exercises,
    publish_entry,
    retire,
    save_draft,
    send_back,
    start_draft,
    start_entry,
    submit,
)
from backend.library.models import EditorialStep, Exercise, ExerciseVersion, Version, VersionStatus
from backend.library.selectors import all_gates
from tests.people import People


@pytest.fixture
def draft(people: People) -> Version:
    return start_draft(ExerciseVersion.objects.get(exercise_id="rom-turn"), by=people.cora)


def states(slug: str) -> dict[int, str]:
    return dict(ExerciseVersion.objects.filter(exercise_id=slug).values_list("number", "status"))


def test_nobody_publishes_what_they_wrote(people: People, draft: Version) -> None:
    submit(draft, by=people.cora)
    with pytest.raises(Conflict, match="Somebody else"):
        publish_entry(draft, by=people.cora)


def test_nobody_publishes_what_they_only_edited(people: People, draft: Version) -> None:
    save_draft(draft, draft.content | {"clinical": "Turning"}, by=people.lena)
    submit(draft, by=people.cora)
    with pytest.raises(Conflict, match="Somebody else"):
        publish_entry(draft, by=people.lena)


def test_publishing_retires_the_version_before(people: People, draft: Version) -> None:
    submit(draft, by=people.cora)
    publish_entry(draft, by=people.lena)
    assert states("rom-turn") == {1: VersionStatus.RETIRED, 2: VersionStatus.PUBLISHED}
    with pytest.raises(Conflict, match="Only a version in review"):
        publish_entry(draft, by=people.lena)


def test_a_draft_is_not_published_without_review(people: People, draft: Version) -> None:
    with pytest.raises(Conflict, match="Only a version in review"):
        publish_entry(draft, by=people.lena)


def test_a_failing_gate_is_named(people: People, draft: Version) -> None:
    words = draft.content["words"]
    without_stop_rule = {**words["es"], "stop_if": ""}
    content = draft.content | {"words": {**words, "es": without_stop_rule}, "evidence": []}
    save_draft(draft, content, by=people.cora)
    submit(draft, by=people.cora)
    with pytest.raises(GateOpen) as error:
        publish_entry(draft, by=people.lena)
    assert list(error.value.gates) == ["Stop rule", "Evidence"]
    assert states("rom-turn") == {1: VersionStatus.PUBLISHED, 2: VersionStatus.IN_REVIEW}


def test_review_gives_back_with_a_reason(people: People, draft: Version) -> None:
    submit(draft, by=people.cora)
    with pytest.raises(NodError, match="Say what"):
        send_back(draft, by=people.lena, note=" ")
    send_back(draft, by=people.lena, note="The cue is too long.")
    assert states("rom-turn")[2] == VersionStatus.DRAFT
    steps = EditorialStep.objects.filter(slug="rom-turn", number=2).values_list("step", "by__name", "note")
    assert steps[0] == ("sent_back", people.lena.name, "The cue is too long.")


def test_what_is_in_review_or_published_cannot_be_changed(people: People, draft: Version) -> None:
    submit(draft, by=people.cora)
    for number in (1, 2):
        version = ExerciseVersion.objects.get(exercise_id="rom-turn", number=number)
        with pytest.raises(Conflict, match="Only a draft can be changed"):
            save_draft(version, {}, by=people.cora)


def test_one_version_is_written_at_a_time(people: People, draft: Version) -> None:
    with pytest.raises(Conflict, match="being written already"):
        start_draft(draft, by=people.lena)


def test_a_new_entry_begins_with_every_gate_to_meet(people: People) -> None:
    version = start_entry("exercise", "new-one", by=people.cora)
    submit(version, by=people.cora)
    with pytest.raises(GateOpen) as error:
        publish_entry(version, by=people.lena)
    assert list(error.value.gates) == list(all_gates(version))
    assert "Stop rule, Alt text, Words in English" in error.value.detail
    with pytest.raises(NodError, match="is taken"):
        start_entry("exercise", "new-one", by=people.cora)


def test_a_duplicate_is_merged_only_when_nothing_leads_to_it(people: People) -> None:
    kept, duplicate = Exercise.objects.get(pk="rom-turn"), Exercise.objects.get(pk="flexed-turn")
    with pytest.raises(NodError, match="still leads to the duplicate"):
        merge_exercises(duplicate, kept, by=people.cora)
    duplicate = start_entry("exercise", "rom-turn-again", by=people.cora)
    merge_exercises(Exercise.objects.get(pk="rom-turn-again"), kept, by=people.cora)
    assert Exercise.objects.get(pk="rom-turn-again").merged_into_id == "rom-turn"


def test_a_retired_version_keeps_its_content(people: People) -> None:
    version = ExerciseVersion.objects.get(exercise_id="rom-turn")
    retire(version, by=people.cora)
    version.refresh_from_db()
    assert (version.status, version.content["slug"]) == (VersionStatus.RETIRED, "rom-turn")
