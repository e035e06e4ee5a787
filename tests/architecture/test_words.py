"""The app's sentences and the server's keep to the glossary (`exercises/glossary.yaml`), as the content does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.library.glossary import CHECKED, faults_in, missing_terms
from tests.records import ROOT

I18N = ROOT / "frontend" / "src" / "i18n"
WORDS = sorted(
    {path for path in (ROOT / "frontend" / "src").rglob("*words.ts") if "export const es" in path.read_text()}
)
SENTENCE = re.compile(r'^ {2}"?([\w.]+)"?:\s+"((?:[^"\\]|\\.)*)"', re.MULTILINE)
BRANCH = re.compile(r'{% if language == "es" %}(.*?){% else %}(.*?){% endif %}', re.DOTALL)
TEMPLATES = [path for path in (ROOT / "backend").glob("*/templates/**/*.*") if BRANCH.search(path.read_text())]
# A tuple such as ("session", "es"), or a dict's key "es", holds Spanish.
PYTHON = [
    path for path in (ROOT / "backend").rglob("*.py") if '"es"' in path.read_text() and "migrations" not in path.parts
]

Line = tuple[int, str]


def sentences(text: str, first_line: int = 1) -> dict[str, Line]:
    """Return key -> line and sentence of an object of words."""
    found = {}
    for match in SENTENCE.finditer(text):
        found[match[1]] = (text[: match.start(2)].count("\n") + first_line, match[2])
    return found


def pair(path: Path) -> dict[str, dict[str, Line]]:
    """Return the words of a file that holds both languages, by language."""
    text = path.read_text()
    starts = {language: text.index(f"export const {language}") for language in ("en", "es")}
    assert starts["en"] < starts["es"], f"{path.name}: English first, then Spanish"
    lines = {language: text[:start].count("\n") + 1 for language, start in starts.items()}
    return {
        "en": sentences(text[starts["en"] : starts["es"]], lines["en"]),
        "es": sentences(text[starts["es"] :], lines["es"]),
    }


def app() -> dict[str, dict[str, Line]]:
    return {language: sentences((I18N / f"{language}.ts").read_text()) for language in ("en", "es")}


def faults(path: Path, lines: list[Line], language: str) -> list[str]:
    """Return each forbidden word as file:line: what to write instead."""
    name = path.relative_to(ROOT)
    return [f"{name}:{line}: {fault}" for line, text in lines for fault in faults_in(text, language)]


@pytest.mark.parametrize("language", CHECKED)
def test_the_app_writes_no_forbidden_word(language: str) -> None:
    words = app()[language]
    assert len(words) > 400
    assert faults(I18N / f"{language}.ts", list(words.values()), language) == []


@pytest.mark.parametrize("language", CHECKED)
def test_the_words_of_later_screens_hold_none(language: str) -> None:
    assert len(WORDS) >= 7
    assert [fault for path in WORDS for fault in faults(path, list(pair(path)[language].values()), language)] == []


def test_the_app_calls_things_by_their_names() -> None:
    found = []
    for path, words in [(I18N / "es.ts", app()), *((path, pair(path)) for path in WORDS)]:
        assert words["en"].keys() == words["es"].keys(), path
        for key, (line, text) in words["es"].items():
            told = missing_terms({"en": words["en"][key][1], "es": text})
            found += [f"{path.relative_to(ROOT)}:{line}: {fault}" for fault in told]
    assert found == []


def test_mails_and_pages_write_no_forbidden_word() -> None:
    assert len(TEMPLATES) >= 8
    found = []
    for path in TEMPLATES:
        text = path.read_text()
        for match in BRANCH.finditer(text):
            line = text[: match.start()].count("\n") + 1
            for language, words in (("es", match[1]), ("en", match[2])):
                if language in CHECKED:
                    found += faults(path, [(line, words)], language)
    assert found == []


def test_the_servers_spanish_writes_no_forbidden_word() -> None:
    lines = {path: list(spanish_in(ast.parse(path.read_text()))) for path in PYTHON}
    assert sum(map(len, lines.values())) > 50
    assert [fault for path, each in lines.items() for fault in faults(path, each, "es")] == []


def spanish_in(node: ast.AST) -> Iterator[Line]:
    """Yield each text that stands under "es" in a dict or in an assignment to SPANISH."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None and is_spanish(key):
                yield from texts_in(value)
            else:
                yield from spanish_in(value)
        return
    for child in ast.iter_child_nodes(node):
        yield from spanish_in(child)


def is_spanish(key: ast.expr) -> bool:
    parts = key.elts if isinstance(key, ast.Tuple) else [key]
    return any(isinstance(part, ast.Constant) and part.value == "es" for part in parts)


def texts_in(node: ast.AST) -> Iterator[Line]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.lineno, each.value
