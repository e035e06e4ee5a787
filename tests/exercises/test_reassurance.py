"""No text that a patient reads promises that all is well: screens, content, reminders, mail, the printed program."""

import re
import shutil
from pathlib import Path

import pytest

from backend.library.pack import read_pack
from backend.library.reassurance import reassurance_in
from backend.reports.handout import WORDS
from tests.records import ROOT

LANGUAGES = ("en", "es")
MAIL = [
    ROOT / "backend/reminders/channels/wording.py",
    ROOT / "backend/reminders/unsubscribe.py",
    *sorted((ROOT / "backend").glob("*/templates/**/*.txt")),
    *sorted((ROOT / "backend").glob("*/templates/**/*.html")),
]


def sentences(language: str) -> dict[str, str]:
    """Return key -> sentence of the patient app."""
    text = (ROOT / f"frontend/src/i18n/{language}.ts").read_text()
    return dict(re.findall(r'^  "?([\w.]+)"?:\s+"((?:[^"\\]|\\.)*)"', text, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_app_promises_safety(language: str) -> None:
    found = sentences(language)
    assert len(found) > 400
    assert {key: phrase for key, text in found.items() if (phrase := reassurance_in(text))} == {}


def test_no_content_promises_safety() -> None:
    """`check_library` refuses it, and so does the gate before publishing; `docs` are in the pack too."""
    texts = [path for ending in ("*.md", "*.yaml") for path in (ROOT / "exercises").rglob(ending)]
    read = [path for path in texts if not {"sources", "schema"} & set(path.parts) and path.name != "README.md"]
    assert len(read) > 150
    assert {path.name: phrase for path in read if (phrase := reassurance_in(path.read_text()))} == {}


@pytest.mark.parametrize("path", MAIL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_mail_and_no_page_promises_safety(path: Path) -> None:
    assert reassurance_in(path.read_text()) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_program_promises_nothing(language: str) -> None:
    assert [phrase for text in WORDS[language].values() if (phrase := reassurance_in(str(text)))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Nothing to worry about here",
        "Thank you. You can go on with your exercises.",
        "They tell whether it is safe to go on.",
        "Most headaches are not dangerous.",
        "Don’t worry, you’re fine.",
        "It tells you that\n  the neck is safe.",
        "Nada que preocupe aquí",
        "Gracias. Puedes seguir con tus ejercicios.",
        "Dicen si es seguro seguir.",
        "Casi ningún dolor de cabeza es peligroso.",
        "Es normal y se va.",
        "El cuello está bien.",
    ],
)
def test_what_was_said_once_is_refused(text: str) -> None:
    assert reassurance_in(text)


@pytest.mark.parametrize(
    "text",
    ["Stop if you get new dizziness.", "Your entries are safe on this phone.", "Para en un lugar seguro y muévete."],
)
def test_other_words_pass(text: str) -> None:
    assert reassurance_in(text) is None


def test_a_pack_that_promises_is_refused_with_its_line(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(ROOT / "exercises", tmp_path / "pack"))
    path = pack / "screening/red-flags.yaml"
    text = path.read_text()
    before = "Do not drive yourself."
    path.write_text(text.replace(before, "You are fine.", 1))
    (fault,) = read_pack(pack).faults
    assert "promises safety ('You are fine')" in str(fault)
    assert "red-flags.yaml" in str(fault)
