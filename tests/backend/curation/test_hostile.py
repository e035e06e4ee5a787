"""Whatever is uploaded, typed or stored: it is refused in words, and its fault stays in its entry and its field."""

import contextlib
import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from backend.common.errors import NodError
from backend.curation.unpacking import unpack
from backend.library.gates import gates
from backend.library.models import VERSIONS, ExerciseVersion
from backend.library.selectors import all_gates
from backend.library.yaml_text import Unreadable, read_yaml
from tests.backend.curation.test_admin import LIST, at, draft_of, form_of
from tests.backend.sync.test_any_json import ANYTHING, ODD_TEXT, places_in, replaced
from tests.people import People

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def cora(people: People) -> APIClient:
    return people.client(people.cora)


def packed(*entries: tuple[str, bytes], **options: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def unpacked(data: bytes) -> tuple[list[str], str]:
    """Return the files that an upload left, and what it was refused with."""
    with tempfile.TemporaryDirectory() as name:
        said = ""
        try:
            unpack(io.BytesIO(data), Path(name))
        except NodError as error:
            said = error.detail
        return sorted(str(path.relative_to(name)) for path in Path(name).rglob("*") if path.is_file()), said


GOOD = packed(("sources/a.yaml", b"slug: a"), ("articles/b/en.md", b"---\n"), compression=zipfile.ZIP_DEFLATED)


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_a_broken_zip_is_refused_in_words(place: int, new: bytes, gone: int) -> None:
    files, said = unpacked(GOOD[:place] + new + GOOD[place + gone :])
    assert len(files) <= 2
    assert not said or "Nothing was loaded" in said or "may hold" in said


@pytest.mark.parametrize(
    "data",
    [
        packed(("sources/a.yaml", b"x"), ("sources/a.yaml/b.yaml", b"y")),
        packed(("sources/" + "a" * 300 + ".yaml", b"x")),
        packed(("/sources/a.yaml", b"x")),
        packed(("sources/../../a.yaml", b"x")),
        packed((".", b"x")),
        packed(("sources/a.yaml", b"x" * 600_000)),
        packed(("sources/a.yaml", b"x"), compression=zipfile.ZIP_LZMA),
        packed(("sources/a.yaml", b"x"), compression=zipfile.ZIP_BZIP2),
        b"",
        b"PK\x05\x06" + b"\0" * 18,
    ],
)
def test_a_zip_of_odd_names_and_packings_loads_nothing(data: bytes) -> None:
    files, said = unpacked(data)
    assert "Nothing was loaded" in said or files == []


def bomb(levels: int) -> str:
    """Return a text whose references stand for nine times as much with each line."""
    lines = [f"a0: &a0 [{', '.join(['x'] * 9)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb(9),
        "&a [*a]",
        "&a {b: *a}",
        "[" * 5_000,
        "- " * 5_000,
        "a: \x01",
        'a: "\\0"',
        'a: "\\ud83d"',
        "a: .nan",
        "a: 1e400",
        f"a: {'9' * 5_000}",
        "a: 2026-02-30",
        "a: !!int x",
        "a: 1\na: 2",
        "x" * 200_000,
    ],
)
def test_yaml_that_cannot_be_meant_is_named_with_its_line(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_yaml(text)
    assert caught.value.line >= 1
    assert len(caught.value.message) < 300


@given(st.text(alphabet="ab:-[]{}&*!|>%@`'\"#?,. \n\t0\x00\x85\ud83d", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_is_yaml_or_unreadable(text: str) -> None:
    with contextlib.suppress(Unreadable):
        read_yaml(text)


@pytest.mark.parametrize("text", ["&a [*a]", "a: \x01", "- {x: 1, kg: 5}", "5", 'a: "\\0"'])
def test_a_fault_stays_in_its_field(cora: APIClient, text: str) -> None:
    draft = draft_of(cora, ExerciseVersion.objects.get(exercise_id="rom-turn"))
    sent = form_of(cora, draft) | {"figure.poses": text, "words.en.cue": "Mine"}
    page = cora.post(at(draft), sent)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"figure.poses"}
    assert page.context["form"].errors["figure.poses"][0].startswith("Line 1: ")
    assert "Mine" in page.content.decode()
    draft.refresh_from_db()
    assert draft.content["words"]["en"]["cue"] != "Mine"


@given(data=st.data())
@QUICK
def test_whatever_a_draft_holds_its_gates_say_so(people: People, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(VERSIONS)))
    version = data.draw(st.sampled_from(list(VERSIONS[kind]._default_manager.order_by("pk")[:5])))
    place = data.draw(st.sampled_from([place for place in places_in(version.content) if place]))
    version.content = replaced(version.content, place, data.draw(ANYTHING))
    assert all_gates(version).keys() == gates(kind, []).keys()


STORABLE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 99)
    | st.sampled_from([text for text in ODD_TEXT if text.isprintable()]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from("ab"), inside, max_size=2),
    max_leaves=4,
)


@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_odd_entry_keeps_no_list_and_no_form_shut(people: People, cora: APIClient, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["exercise", "protocol", "article"]))
    model: Any = VERSIONS[kind]
    versions = list(model._default_manager.order_by("pk")[:3])
    version = data.draw(st.sampled_from(versions))
    # The names of parts are all that the site itself lays down.
    place = data.draw(st.sampled_from([place for place in places_in(version.content) if place]))
    with transaction.atomic():
        content = replaced(version.content, place, data.draw(STORABLE))
        draft = model.objects.create(
            **{f"{kind}_id": version.slug},
            number=99,
            content=content,
            content_hash="",
            created_at=version.created_at,
        )
        here = f"/admin/library/{kind}version/"
        more = [f"{here}{draft.pk}/{page}" for page in ("change/", "diff/", "preview/", "content.json")]
        for path in (here, *more, "/admin/library/todo/", "/admin/library/duplicates/"):
            assert cora.get(path).status_code == 200, path
        transaction.set_rollback(True)


def test_what_no_check_foresaw_is_a_problem_of_its_entry(cora: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(content: Any, world: Any) -> Any:
        raise KeyError("kg") if content["slug"] == "rom-turn" else StopIteration

    monkeypatch.setitem(__import__("backend.library.checks", fromlist=["_CHECKS"])._CHECKS, "exercise", stumbles)
    version = ExerciseVersion.objects.get(exercise_id="rom-turn")
    assert cora.get(LIST).status_code == 200
    page = cora.get(at(version))
    assert page.status_code == 200
    assert "could not be checked" in page.content.decode()
