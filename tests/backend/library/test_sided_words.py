"""Words, voice and drawing agree on the side."""

import json
import re

import pytest

from backend.library.pace import SIDED
from backend.library.pack import read_pack
from backend.library.sided_words import for_other_side, words_for_side
from tests.records import ROOT

CASES = json.loads((ROOT / "tests/contract/sided_words.json").read_text())["cases"]
ENTRIES = read_pack(ROOT / "exercises").entries["exercise"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["right"])
def test_contract(case: dict[str, str]) -> None:
    assert for_other_side(case["right"], case["language"]) == case["left"]
    assert for_other_side(case["left"], case["language"]) == case["right"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_of_the_left_side_are_those_of_the_right_turned_over(language: str) -> None:
    for content in ENTRIES.values():
        words = content["words"][language]
        left = words_for_side(words, "left", language)
        assert left["name"] == words["name"]
        assert words_for_side(left, "left", language) == words
        assert words_for_side(words, "right", language) == words


def test_right_and_left_never_mean_anything_but_a_side() -> None:
    """“Right away” or “siéntate derecho” would be turned over with the rest."""
    other = re.compile(
        r"\bright (away|now|under|at|before|after)\b|\b(todo|sigue|sentad[oa]) derech[oa]\b", re.IGNORECASE
    )
    for slug, content in ENTRIES.items():
        if content["dose"]["side"] in SIDED:
            for language in ("en", "es"):
                assert not other.search(json.dumps(content["words"][language], ensure_ascii=False)), slug


def test_the_words_of_a_movement_begin_with_the_right() -> None:
    """Turning, pressing and reaching go to the side that is prescribed; a stretch names the hand of its side first."""
    first = {"en": re.compile("right|left"), "es": re.compile("derech|izquierd")}
    right = {"en": "right", "es": "derech"}
    # Where it starts it lies on the other side.
    lies = {"thx-open-book"}
    wrong = []
    for slug, content in ENTRIES.items():
        if content["dose"]["side"] not in SIDED:
            continue
        for language, side in first.items():
            words = content["words"][language]
            text = " ".join([*([] if slug in lies else [words["start"]]), *words["say"]]).lower()
            found = side.search(text)
            if found is None or found[0] != right[language]:
                wrong.append((slug, language, text))
    assert wrong == []
