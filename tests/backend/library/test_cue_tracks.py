"""What the player says fits the time it has, in both languages, for every exercise and its easier version."""

from typing import Any

import pytest

from backend.library.pack import read_pack
from backend.programs.precautions import is_no_riskier
from scripts import cue_tracks
from tests.records import ROOT


@pytest.fixture(scope="module")
def told() -> list[dict[str, Any]]:
    return cue_tracks.told(cue_tracks.items())


def test_no_cue_is_cut_off_by_the_next(told: list[dict[str, Any]]) -> None:
    versions = [version for each in told for version in (each, each["easier"])]
    assert [fault for version in versions for language in ("en", "es") for fault in version[language]["faults"]] == []


def test_the_track_in_the_docs_is_what_the_player_says(told: list[dict[str, Any]]) -> None:
    assert cue_tracks.TRACKS.read_text() == cue_tracks.text_of(told), "run scripts/cue_tracks.py"


def test_every_exercise_begins_with_its_start_position(told: list[dict[str, Any]]) -> None:
    for each in told:
        for language in ("en", "es"):
            assert each["item"]["words"][language]["start"] in each[language]["cues"][0]["text"]


def test_easier_is_never_longer_than_usual(told: list[dict[str, Any]]) -> None:
    """Another exercise may take as long, as it moves slowly; less of the same never does."""
    longer = [
        each["en"]["slug"]
        for each in told
        if "exercise" not in each["item"]["easier"] and each["easier"]["en"]["length"] > each["en"]["length"]
    ]
    assert longer == []


def test_each_exercise_that_is_done_instead_asks_for_no_more_care() -> None:
    entries = read_pack(ROOT / "exercises").entries["exercise"]
    instead = {slug: content["easier"].get("exercise") for slug, content in entries.items()}
    found = {slug: easier for slug, easier in instead.items() if easier}
    assert found
    assert [slug for slug, easier in found.items() if not is_no_riskier(entries[easier], entries[slug])] == []


def test_what_must_be_painless_has_no_go_ahead_for_pain() -> None:
    """Where the stop rule says “any pain”, 0 to 3 is no go-ahead."""
    entries = read_pack(ROOT / "exercises").entries["exercise"]
    strict = {slug for slug, content in entries.items() if content.get("pain_limit") == 0}
    said = {slug for slug, content in entries.items() if "any pain" in content["words"]["en"]["stop_if"].lower()}
    assert said <= strict
    assert {"snag-c1c2-turn", "snag-headache-glide"} <= strict
