"""The glossary holds the pack, and what a curator writes, to its words: file, line, and what to write instead."""

from pathlib import Path

import pytest

from backend.library.checks import World, further_problems
from backend.library.gates import gates
from backend.library.glossary import faults_in, glossary, missing_terms
from backend.library.kinds import LANGUAGES
from backend.library.pack import read_pack
from tests.exercises.test_pack import SHIPPED, edit, small_pack

__all__ = ["small_pack"]


@pytest.mark.parametrize(
    ("file", "before", "after", "says", "line"),
    [
        ("catalog/rom-turn/es.yaml", "Moverte rápido", "Hundir la nuca", "“nuca” is not written: write “parte", 13),
        ("articles/posture/es.md", "En el carro", "En el coche", "“coche” is not written: write “carro”", 7),
        ("measures/ndi.yaml", "Índice de", "Nervio apretado, índice de", "write “nervio pinzado”", 4),
    ],
)
def test_a_forbidden_word_names_its_file_and_line(
    small_pack: Path, file: str, before: str, after: str, says: str, line: int
) -> None:
    edit(small_pack / file, before, after)
    found = [fault for fault in read_pack(small_pack).faults if says in fault.message]
    assert [(fault.file, fault.line) for fault in found] == [(file, line)]


def test_what_the_english_names_the_spanish_calls_by_its_name(small_pack: Path) -> None:
    edit(small_pack / "articles/posture/en.md", "A strong neck", "Your physical therapist can help. A strong neck")
    says = "the English says “physical therapist”, so the Spanish must say “fisioterap*”"
    found = [fault for fault in read_pack(small_pack).faults if says in fault.message]
    assert [fault.file for fault in found] == ["articles/posture/es.md"]


def test_a_curator_meets_it_at_the_gate_of_the_spanish_words() -> None:
    content = read_pack(SHIPPED).entries["article"]["posture"]
    content["words"]["es"]["body"] += "\n\nSiéntate alto."
    world = World({"source": frozenset(content["evidence"])})
    met = gates("article", further_problems("article", "posture", content, world))
    assert [gate for gate, problems in met.items() if problems] == ["Words in Spanish"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Apoya la Nuca en la pared.", "es", True),
        ("Pon las palmas juntas.", "es", False),
        ("Estira el cuello.", "es", False),
        ("No tires de la cabeza.", "es", True),
        ("Agrega 0,5 kg.", "es", True),
        ("Agrega 0.5 kg.", "es", False),
        ("paracetamol", "es", True),
        ("acetaminofén (paracetamol)", "es", False),
        ("¿Tuviste un\n  ataque?", "es", True),
        ("Toca «Me siento mal».", "es", True),
        ("Se sienta, acostada.", "es", False),
        ("the next band colour", "en", True),
        ("the next band color", "en", False),
        ("You had a fit.", "en", True),
        ("It fits you.", "en", False),
    ],
)
def test_words_are_found_whole_and_in_any_case(text: str, language: str, found: bool) -> None:
    assert bool(faults_in(text, language)) == found


def test_every_entry_says_what_to_write_and_why() -> None:
    for language in LANGUAGES:
        for each in glossary().forbidden[language]:
            assert each.write, each.shown
            assert each.because, each.shown
            # What it says to write is not itself forbidden.
            assert not faults_in(each.write, language), each.shown


def test_a_term_is_missed_only_where_the_english_has_it() -> None:
    assert missing_terms({"en": "You had a seizure.", "es": "Tuviste una convulsión."}) == []
    assert missing_terms({"en": "You passed out.", "es": "Tuviste un desmayo."}) == []
    assert len(missing_terms({"en": "You had a seizure.", "es": "Tuviste un desmayo."})) == 1
