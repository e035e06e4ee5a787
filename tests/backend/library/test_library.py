"""The library as one download, Markdown, figures for print, and duplicates."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from backend.library.duplicates import duplicates
from backend.library.figures import posed_svg
from backend.library.kinds import SHIPPED
from backend.library.markdown import html
from backend.library.models import ExerciseVersion, VersionStatus
from backend.library.pack import read_pack
from backend.library.readability import grade
from tests.people import People

LIMIT = 400_000


def test_the_whole_library_is_light_enough_to_keep(people: People) -> None:
    body = people.client(people.pia).get("/api/v1/library").content
    rigs = b"".join(path.read_bytes() for path in sorted((SHIPPED / "figures").glob("*.svg")))
    weight = len(gzip.compress(body, 9)) + len(gzip.compress(rigs, 9))
    print(f"library with figures and both languages: {weight / 1000:.1f} kB gzip")
    assert weight <= LIMIT


def test_a_library_known_already_is_not_sent_again(people: People, django_assert_num_queries: Any) -> None:
    client = people.client(people.pia)
    first = client.get("/api/v1/library")
    assert {kind: len(entries) for kind, entries in first.json().items()}["exercise"] == 44
    again = client.get("/api/v1/library", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_library_rendered_once_costs_three_queries(people: People, django_assert_num_queries: Any) -> None:
    client = people.client(people.pia)
    client.get("/api/v1/library")
    # Session, person, and which versions are published.
    with django_assert_num_queries(3):
        client.get("/api/v1/library")


def test_what_is_published_or_retired_is_in_the_next_answer(people: People) -> None:
    client = people.client(people.pia)
    first = client.get("/api/v1/library")
    gone = ExerciseVersion.objects.filter(status=VersionStatus.PUBLISHED).order_by("exercise_id")[0]
    ExerciseVersion.objects.filter(pk=gone.pk).update(status=VersionStatus.RETIRED)
    second = client.get("/api/v1/library", headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert len(second.json()["exercise"]) == len(first.json()["exercise"]) - 1


def test_a_stranger_gets_no_library(people: People) -> None:
    assert people.client(None).get("/api/v1/library").status_code == 403


def test_markdown_becomes_a_few_elements() -> None:
    link = '<a href="https://example.org" rel="noopener noreferrer">read</a>'
    found = html("## Now\n\nDo **it** and [read](https://example.org).")
    assert found == f"<h2>Now</h2>\n<p>Do <strong>it</strong> and {link}.</p>\n"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://evil.test/x)"])
def test_markdown_lets_no_script_or_picture_through(text: str) -> None:
    found = html(text)
    assert "<script" not in found
    assert "<img" not in found
    assert "href" not in found


@pytest.mark.parametrize("slug", sorted(path.name for path in (SHIPPED / "catalog").iterdir()))
def test_every_figure_can_be_printed_in_every_pose(slug: str) -> None:
    figure = _exercises()[slug]["figure"]
    rig = (SHIPPED / "figures" / f"{figure['rig']}.svg").read_text()
    for pose in figure["poses"]:
        assert posed_svg(rig, figure, pose).startswith("<svg")


_READ: dict[str, Any] = {}


def _exercises() -> dict[str, Any]:
    if not _READ:
        _READ.update(read_pack(Path(SHIPPED)).entries["exercise"])
    return _READ


def test_no_two_shipped_exercises_are_duplicates() -> None:
    assert duplicates(_exercises()) == []


def test_a_copy_with_a_few_words_changed_is_found() -> None:
    original = _exercises()["rom-turn"]
    words = original["words"]["en"]
    steps = [step.replace("slowly", "gently") for step in words["steps"]]
    copy = original | {"words": {"en": words | {"name": "Gentle head turns", "steps": steps}}}
    [pair] = duplicates(_exercises() | {"head-turns": copy})
    assert {pair.one, pair.other} == {"rom-turn", "head-turns"}


@pytest.mark.parametrize(
    ("text", "language", "lowest", "highest"),
    [
        ("Sit tall. Turn your head slowly. Stop before pain.", "en", -3, 2),
        (
            "The multidisciplinary rehabilitation necessitates individualised physiological considerations.",
            "en",
            18,
            60,
        ),
        ("Siéntate alto. Gira la cabeza despacio. Para antes del dolor.", "es", -6, 4),
        ("La rehabilitación multidisciplinaria requiere consideraciones fisiológicas individualizadas.", "es", 7, 40),
    ],
)
def test_reading_grade_tells_plain_from_learned(text: str, language: str, lowest: float, highest: float) -> None:
    assert lowest <= grade(text, language) <= highest


def test_shipped_versions_are_marked_as_from_the_pack(people: People) -> None:
    assert ExerciseVersion.objects.filter(from_pack=False).count() == 0
