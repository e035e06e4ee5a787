"""Publishing takes a second person."""

import pytest

from backend.common.errors import Conflict
from backend.library.models import ExerciseVersion, Status
from backend.library.services import publish
from tests.people import People


@pytest.fixture
def draft(people: People) -> ExerciseVersion:
    shipped = ExerciseVersion.objects.get(exercise_id="rom-turn")
    return ExerciseVersion.objects.create(
        exercise_id="rom-turn",
        number=2,
        content=shipped.content,
        content_hash="x",
        created_by=people.cora,
        created_at=shipped.created_at,
    )


def test_nobody_publishes_what_they_wrote(people: People, draft: ExerciseVersion) -> None:
    with pytest.raises(Conflict, match="Somebody else"):
        publish(draft, by=people.cora)


def test_publishing_retires_the_version_before(people: People, draft: ExerciseVersion) -> None:
    publish(draft, by=people.lena)
    states = dict(ExerciseVersion.objects.filter(exercise_id="rom-turn").values_list("number", "status"))
    assert states == {1: Status.RETIRED, 2: Status.PUBLISHED}
    with pytest.raises(Conflict, match="Only a draft"):
        publish(draft_again(draft), by=people.tara)


def draft_again(draft: ExerciseVersion) -> ExerciseVersion:
    draft.refresh_from_db()
    return draft
