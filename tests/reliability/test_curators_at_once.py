"""Curators at the same moment, on PostgreSQL: one is served, the others are told, nobody gets an error page."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from backend.common.errors import NodError
from backend.library import editing
from backend.library.models import ExerciseVersion, VersionStatus
from tests.people import People, make_people

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def crowd() -> People:
    return make_people()


def outcomes(work: Any, times: int = 6) -> Counter[str]:
    def alone(number: int) -> str:
        try:
            work(number)
            return "done"
        except NodError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(alone, range(times)))


def test_a_draft_is_started_once(crowd: People) -> None:
    version = ExerciseVersion.objects.get(exercise_id="rom-turn")
    assert outcomes(lambda _: editing.start_draft(version, crowd.cora)) == {"done": 1, "draft_exists": 5}


def test_a_name_is_taken_once(crowd: People) -> None:
    found = outcomes(lambda _: editing.start_entry("exercise", "chin-circle", crowd.cora))
    assert found["done"] == 1
    assert ExerciseVersion.objects.filter(exercise_id="chin-circle").count() == 1


def test_of_six_who_save_one_field_one_saves(crowd: People) -> None:
    draft = editing.start_draft(ExerciseVersion.objects.get(exercise_id="rom-turn"), crowd.cora)
    base = draft.content
    found = outcomes(
        lambda number: editing.save_draft(draft, {**base, "clinical": f"Name {number}"}, crowd.cora, base=base)
    )
    assert found == {"done": 1, "draft_changed": 5}


def test_a_version_is_published_and_retired_once(crowd: People) -> None:
    draft = editing.start_draft(ExerciseVersion.objects.get(exercise_id="rom-turn"), crowd.cora)
    editing.submit(draft, crowd.cora)
    assert outcomes(lambda _: editing.publish_entry(draft, crowd.tom)) == {"done": 1, "wrong_status": 5}
    assert ExerciseVersion.objects.filter(exercise_id="rom-turn", status=VersionStatus.PUBLISHED).count() == 1
