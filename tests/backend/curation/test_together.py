"""Two curators at one draft: nothing that one of them wrote is overwritten unseen."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from backend.library.merging import merged
from backend.library.models import ExerciseVersion
from tests.backend.curation.test_admin import LIST, at, draft_of, form_of
from tests.people import People


@pytest.fixture
def cora(people: People) -> APIClient:
    return people.client(people.cora)


@pytest.fixture
def ben(people: People) -> APIClient:
    people.tom.is_staff = True
    people.tom.save()
    return people.client(people.tom)


@pytest.fixture
def draft(cora: APIClient) -> Any:
    return draft_of(cora, ExerciseVersion.objects.get(exercise_id="rom-turn"))


def words(draft: Any) -> dict[str, Any]:
    draft.refresh_from_db()
    found: dict[str, Any] = draft.content["words"]["en"]
    return found


def test_what_two_people_changed_in_other_fields_is_both_kept(cora: APIClient, ben: APIClient, draft: Any) -> None:
    mine, theirs = form_of(cora, draft), form_of(ben, draft)
    ben.post(at(draft), theirs | {"words.en.name": "Ben's name"})
    page = cora.post(at(draft), mine | {"words.en.cue": "Cora's cue"}, follow=True)
    assert "Saved, together with what someone else changed" in page.content.decode()
    assert (words(draft)["name"], words(draft)["cue"]) == ("Ben's name", "Cora's cue")


def test_the_second_at_one_field_sees_the_difference_and_decides(cora: APIClient, ben: APIClient, draft: Any) -> None:
    mine, theirs = form_of(cora, draft), form_of(ben, draft)
    ben.post(at(draft), theirs | {"words.en.cue": "Turn to the left.", "words.en.name": "Ben's name"})
    page = cora.post(at(draft), mine | {"words.en.cue": "Turn to the right."})
    said = page.content.decode()
    assert "Not saved yet: Tom" in said
    assert "<del>left.</del> <ins>right.</ins>" in said
    assert words(draft)["cue"] == "Turn to the left.", "nothing was overwritten"
    again = {field.name: value for field in page.context["form"] if (value := field.value()) not in (None, [])}
    assert (again["words.en.cue"], again["words.en.name"]) == ("Turn to the right.", "Ben's name")
    assert cora.post(at(draft), again).status_code == 302
    assert (words(draft)["cue"], words(draft)["name"]) == ("Turn to the right.", "Ben's name")


def test_form_and_pose_editor_do_not_overwrite_each_other(cora: APIClient, ben: APIClient, draft: Any) -> None:
    form, address = form_of(cora, draft), f"{LIST}{draft.pk}/content.json"
    before = draft.content["figure"]
    moved = before | {"cues": []}
    assert ben.put(address, {"figure": moved, "base": before}, format="json").status_code == 200
    assert cora.post(at(draft), form | {"words.en.cue": "Mine"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.content["figure"]["cues"], draft.content["words"]["en"]["cue"]) == ([], "Mine")
    other = before | {"cues": before["cues"][:1] + before["cues"][:1]}
    answer = cora.put(address, {"figure": other, "base": before}, format="json")
    assert (answer.status_code, answer.json()["theirs"]) == (409, moved)
    assert cora.put(address, {"figure": other, "base": moved}, format="json").status_code == 200


@pytest.mark.parametrize("base", ["", "[", "5", '{"a": "\\u0000"}'])
def test_a_page_that_is_not_whole_saves_nothing(cora: APIClient, draft: Any, base: str) -> None:
    page = cora.post(at(draft), form_of(cora, draft) | {"base": base, "words.en.cue": "Mine"})
    assert "Open it again" in page.content.decode()
    assert words(draft)["cue"] != "Mine"


@pytest.mark.parametrize(
    "sent", ["[", "[]", "{}", '{"figure": 5, "base": {}}', '{"figure": {"rig": "\\ud83d"}, "base": 1}', "[" * 9000]
)
def test_the_pose_editor_takes_figures_only(cora: APIClient, draft: Any, sent: str) -> None:
    answer = cora.put(f"{LIST}{draft.pk}/content.json", sent, content_type="application/json")
    assert answer.status_code == 400
    assert json.loads(answer.content)["detail"]


NAMES = st.sampled_from("abc")
VALUES = st.recursive(st.integers(0, 2), lambda inside: st.dictionaries(NAMES, inside, max_size=3), max_leaves=6)
CONTENTS = st.dictionaries(NAMES, VALUES, max_size=3)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_a_merge_takes_each_change_and_names_each_clash(base: Any, mine: Any, theirs: Any) -> None:
    assert merged(base, mine, base) == (mine, [])
    assert merged(base, base, theirs) == (theirs, [])
    assert merged(base, mine, mine) == (mine, [])
    both, clashes = merged(base, mine, theirs)
    for name in {*mine, *theirs}:
        values = [each.get(name) for each in (base, mine, theirs)]
        if values[1] != values[0] and values[2] == values[0]:
            assert both.get(name) == values[1]
        if values[2] != values[0] and values[1] == values[0]:
            assert both.get(name) == values[2]
    assert bool(clashes) == (merged(base, theirs, mine)[0] != both)
